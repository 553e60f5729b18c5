// SPDX-License-Identifier: MIT
// scan.c: does a file include csp.h, itself or through others? Answered by
// reading: every #include is followed, whatever #if stands around it, so the
// answer may be yes where the preprocessor would say no (then the file takes
// the long way and nothing changes), never the other way round. Where reading
// is not enough, as for #include MACRO, the C compiler is asked with -M.
#include "text/text.h"

#include <string.h>
#include <unistd.h>

struct scan {
    const struct options *options;
    struct arena *arena;
    strings quote_dirs; // -iquote: for #include "..." only
    strings dirs;       // -I, -isystem, ..., the system's, cspcc's own
    strings files;      // found, each once; read up to `next`
    size_t next;
    bool found;
    bool ask; // only the compiler knows
};

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

// -- where to look ------------------------------------------------------------

static void add_path_list(struct scan *scan, const char *variable)
{
    const char *list = getenv(variable);
    for (; list && *list; list += *list == ':') {
        size_t length = strcspn(list, ":");
        vec_push(scan->arena, &scan->dirs,
                 arena_strndup(scan->arena, list, length));
        list += length;
    }
}

static void add_file(struct scan *scan, const char *path)
{
    for (size_t i = 0; i < scan->files.count; i++)
        if (strcmp(scan->files.at[i], path) == 0) return;
    vec_push(scan->arena, &scan->files, path);
}

static void add_argument_dirs(struct scan *scan)
{
    static const char *const flags[] = {
        "-I", "-iquote", "-isystem-after", "-isystem", "-idirafter", NULL};
    const strings *args = &scan->options->args.front;
    for (size_t i = 0; i < args->count; i++)
        for (const char *const *flag = flags; *flag; flag++) {
            if (!starts(args->at[i], *flag)) continue;
            const char *dir = args->at[i] + strlen(*flag);
            if (*dir == '\0' && i + 1 < args->count) dir = args->at[++i];
            vec_push(scan->arena,
                     flag == &flags[1] ? &scan->quote_dirs : &scan->dirs, dir);
            break;
        }
}

static void find_dirs(struct scan *scan)
{
    static const char *const system_dirs[] = {"/usr/local/include",
                                              "/usr/include"};
    add_argument_dirs(scan);
    add_path_list(scan, "CPATH");
    add_path_list(scan, "C_INCLUDE_PATH");
    if (scan->options->toolchain.include_dir)
        vec_push(scan->arena, &scan->dirs,
                 scan->options->toolchain.include_dir);
    for (int i = 0; i < 2; i++)
        vec_push(scan->arena, &scan->dirs, system_dirs[i]);
}

// -- following includes -------------------------------------------------------

// The C library's and the kernel's own inner headers lead to none of ours.
static bool is_inner(const char *name)
{
    return starts(name, "bits/") || starts(name, "sys/") ||
           starts(name, "asm") || starts(name, "linux/") ||
           starts(name, "gnu/");
}

static bool is_system(const char *path)
{
    return starts(path, "/usr/include/") || starts(path, "/usr/local/include/");
}

// By name, too: a link may lead to the same directory, or a project may have a
// copy of the header.
static bool is_csp(const struct scan *scan, const char *dir, const char *name)
{
    const char *slash = strrchr(name, '/');
    if (strcmp(slash ? slash + 1 : name, "csp.h") == 0) return true;
    return scan->options->toolchain.include_dir &&
           strcmp(dir, scan->options->toolchain.include_dir) == 0;
}

static bool take(struct scan *scan, const char *dir, const char *name)
{
    const char *path =
        *dir ? arena_printf(scan->arena, "%s/%s", dir, name) : name;
    if (access(path, R_OK) != 0) return false;
    if (is_csp(scan, dir, name)) scan->found = true;
    add_file(scan, path);
    return true;
}

static bool take_from(struct scan *scan, const strings *dirs, const char *name)
{
    for (size_t i = 0; i < dirs->count; i++)
        if (take(scan, dirs->at[i], name)) return true;
    return false;
}

static const char *dir_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return "";
    return arena_strndup(arena, path, (size_t)(slash - path));
}

// quote: what the name stands in, '"' or '<'.
static void
follow(struct scan *scan, const char *from, const char *name, char quote)
{
    bool quoted = quote == '"';
    if (*name == '/' ? take(scan, "", name)
                     : quoted && (take(scan, dir_of(scan->arena, from), name) ||
                                  take_from(scan, &scan->quote_dirs, name)))
        return;
    if (is_inner(name)) return;
    // What is nowhere in angle brackets is the compiler's own (stddef.h).
    if (!take_from(scan, &scan->dirs, name) && quoted && !is_system(from))
        scan->ask = true;
}

// Behind the word of a directive that includes, `at` being behind its #; NULL
// if it is another word.
static const char *behind_include(const char *at)
{
    static const char *const words[] = {"include", "include_next", "import"};
    at += strspn(at, " \t");
    size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
    for (int i = 0; i < 3; i++)
        if (length == strlen(words[i]) && starts(at, words[i]))
            return at + length + strspn(at + length, " \t");
    return NULL;
}

// A # begins a directive behind blanks and comments only.
static bool begins_line(const char *text, const char *hash)
{
    while (hash > text && strchr(" \t\f\v", hash[-1]))
        hash--;
    return hash == text || hash[-1] == '\n' ||
           (hash > text + 1 && hash[-1] == '/' && hash[-2] == '*');
}

static void
follow_directive(struct scan *scan, const char *from, const char *at)
{
    char close = *at == '<' ? '>' : *at == '"' ? '"' : '\0';
    size_t length = close ? strcspn(at + 1, close == '>' ? ">\n" : "\"\n") : 0;
    if (length && at[1 + length] == close)
        follow(scan, from, arena_strndup(scan->arena, at + 1, length), *at);
    else if (!is_system(from))
        scan->ask = true;
}

static void scan_file(struct scan *scan, const char *path)
{
    size_t size;
    const char *text = read_file(scan->arena, path, &size);
    const char *at = text, *end = text + size;
    // Some editors put a byte order mark there.
    if (text && starts(text, "\xEF\xBB\xBF")) at = text += 3;
    while (at && !scan->found && (at = memchr(at, '#', (size_t)(end - at)))) {
        const char *name =
            begins_line(text, at) ? behind_include(at + 1) : NULL;
        if (name) follow_directive(scan, path, name);
        at++;
    }
}

// -include FILE stands before the first line.
static void follow_forced(struct scan *scan)
{
    const strings *args = &scan->options->args.front;
    bool file_next = false;
    for (size_t i = 0; i < args->count; i++) {
        const char *arg = args->at[i];
        if (strcmp(arg, "-Xclang") == 0) continue;
        if (file_next || (starts(arg, "-include") && arg[strlen("-include")]))
            follow(scan, "", file_next ? arg : arg + strlen("-include"), '"');
        file_next = strcmp(arg, "-include") == 0;
    }
}

// A precompiled header names the files that it was made of.
static void look_into_precompiled(struct scan *scan)
{
    size_t size;
    const char *file = scan->options->code.precompiled;
    const char *text = file ? read_file(scan->arena, file, &size) : NULL;
    if (text && memmem(text, size, "/csp.h", 6)) scan->found = true;
}

// -- asking -------------------------------------------------------------------

static bool ask(struct scan *scan, const char *input, const char *language)
{
    struct diag diag = {.arena = scan->arena};
    struct text out = {.arena = scan->arena}, err = {.arena = scan->arena};
    const struct options *options = scan->options;
    strings argv = {0};
    vec_push(scan->arena, &argv, options->toolchain.cc);
    for (size_t i = 0; i < options->args.front.count; i++)
        vec_push(scan->arena, &argv, options->args.front.at[i]);
    place_add_macro(scan->arena, &argv);
    place_add_include(options, scan->arena, &argv);
    vec_push(scan->arena, &argv, "-M");
    if (language) {
        vec_push(scan->arena, &argv, "-x");
        vec_push(scan->arena, &argv, language);
    }
    vec_push(scan->arena, &argv, input);
    if (child_capture(options, &diag, &argv, NULL, &out, &err) != 0)
        return false; // it will say why when it compiles
    return strstr(out.at, "/csp.h") != NULL;
}

// -- the question -------------------------------------------------------------

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);
    return length > tail && strcmp(name + length - tail, suffix) == 0;
}

enum scan_kind scan_kind_of(const char *input, const char *language)
{
    if (language)
        return strcmp(language, "c") == 0            ? SCAN_C
               : strcmp(language, "cpp-output") == 0 ? SCAN_PREPROCESSED
                                                     : SCAN_OTHER;
    return has_suffix(input, ".c")   ? SCAN_C
           : has_suffix(input, ".i") ? SCAN_PREPROCESSED
                                     : SCAN_OTHER;
}

bool scan_is_header(const char *input, const char *language)
{
    if (language) return strstr(language, "-header") != NULL;
    return has_suffix(input, ".h") || has_suffix(input, ".hh") ||
           has_suffix(input, ".hpp") || has_suffix(input, ".H");
}

// Preprocessed text names the headers that it was made of.
static bool preprocessed_has(struct arena *arena, const char *input)
{
    size_t size;
    const char *text = read_file(arena, input, &size);
    return text && strstr(text, "/csp.h\" 1");
}

static bool wants(struct scan *scan, const char *input, const char *language)
{
    if (scan_kind_of(input, language) == SCAN_PREPROCESSED)
        return preprocessed_has(scan->arena, input);
    find_dirs(scan);
    add_file(scan, input);
    follow_forced(scan);
    look_into_precompiled(scan);
    while (scan->next < scan->files.count && !scan->found)
        scan_file(scan, scan->files.at[scan->next++]);
    return scan->found || (scan->ask && ask(scan, input, language));
}

bool scan_wants_csp(const struct options *options, const char *input,
                    const char *language)
{
    if (scan_kind_of(input, language) == SCAN_OTHER) return false;
    return options->code.inferred || scan_uses_csp(options, input, language);
}

bool scan_uses_csp(const struct options *options, const char *input,
                   const char *language)
{
    struct scan scan = {.options = options};
    scan.arena = arena_create();
    bool answer = wants(&scan, input, language);
    arena_destroy(scan.arena);
    return answer;
}
