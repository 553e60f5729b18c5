// SPDX-License-Identifier: MIT
// preprocess.c: what reaches libclang. `cc -E` expands includes and macros but
// drops comments and the writer's spacing; where lines of the user's came out
// with the very tokens that they had, their own bytes are put back. Lines
// joined by a block comment are put back together or not at all. So the text
// lexes to the same tokens as the compiler's own output, always.
#include "text/inside.h"

#include <string.h>

enum { DEPTH_MAX = 255 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// == The compiler's output, line by line =====================================

struct raw {
    const char *at;
    size_t length;
    struct source_line origin; // line 0: a marker, that says `target`
    unsigned target;
    bool stays; // a marker without a change of file
};
typedef VEC(struct raw) raws;

// `# 12 "file.c" 2 3`: the name between the quotes, unescaped.
static const char *
marker_name(struct arena *arena, const char **at, const char *end)
{
    struct text name = {.arena = arena};
    text_puts(&name, "");
    for (; *at < end && **at != '"'; ++*at) {
        if (**at == '\\' && *at + 1 < end) ++*at;
        char c = **at;
        if (is_digit(c) && (*at)[-1] == '\\' && *at + 2 < end) {
            c = (char)(((*at)[0] - '0') * 64 + ((*at)[1] - '0') * 8 +
                       ((*at)[2] - '0'));
            *at += 2;
        }
        text_add(&name, &c, 1);
    }
    if (*at < end) ++*at;
    return name.at;
}

// Takes a marker into `now`, where the lines behind it come from.
static bool
read_marker(struct source *source, struct raw *raw, struct source_line *now)
{
    const char *at = raw->at, *end = at + raw->length;
    const char *before = now->file;
    unsigned line = 0;
    if (end - at < 5 || memcmp(at, "# ", 2) != 0 || !is_digit(at[2]))
        return false;
    for (at += 2; at < end && is_digit(*at); at++)
        line = line * 10 + (unsigned)(*at - '0');
    if (end - at < 3 || memcmp(at, " \"", 2) != 0) return false;
    at += 2;
    now->file = intern_s(source->files->intern,
                         marker_name(source->files->arena, &at, end));
    now->line = line;
    now->system = false;
    raw->stays = now->file == before;
    for (; at < end; at++) {
        if (*at == '1' && now->depth < DEPTH_MAX) now->depth++;
        if (*at == '2' && now->depth > 0) now->depth--;
        if (*at == '1' || *at == '2') raw->stays = false;
        if (*at == '3') now->system = true;
    }
    now->system |= source->own_dir && strncmp(now->file, source->own_dir,
                                              strlen(source->own_dir)) == 0;
    raw->target = line;
    return true;
}

// The line of csp/target.h is no C.
static bool take_target(struct source *source, const struct raw *raw)
{
    return target_read(source->files->arena, raw->at, raw->length,
                       &source->target);
}

// A #pragma, perhaps from _Pragma, has its line for itself.
static bool is_directive(const struct raw *raw)
{
    size_t at = 0;
    while (at < raw->length && raw->at[at] == ' ')
        at++;
    return at < raw->length && raw->at[at] == '#';
}

// gcc breaks a line where the text of a system header's macro begins and ends.
// The marker between says that the line before goes on.
static bool goes_on(const raws *all, const struct raw *marker)
{
    const struct raw *last = all->count ? &all->at[all->count - 1] : NULL;
    return last && marker->stays && last->origin.line && !is_directive(last) &&
           last->origin.line == marker->target &&
           last->origin.file == marker->origin.file;
}

static void join_raw(struct arena *arena, raws *all, const struct raw *more)
{
    struct raw *last = &all->at[all->count - 1];
    size_t end = last->length, begin = 0;
    while (end > 0 && last->at[end - 1] == ' ')
        end--;
    while (begin < more->length && more->at[begin] == ' ')
        begin++;
    bool close = begin < more->length && more->at[begin] == ')';
    bool tight = close || (end > 0 && last->at[end - 1] == '(');
    last->at =
        arena_printf(arena, "%.*s%s%.*s", (int)end, last->at, tight ? "" : " ",
                     (int)(more->length - begin), more->at + begin);
    last->length = strlen(last->at);
}

// is_read: for people, who see such a line as one.
static raws
read_raws(struct source *source, const struct text *out, bool is_read)
{
    raws all = {0};
    bool joins = false;
    struct source_line now = {.file = intern_s(source->files->intern, ""),
                              .line = 1};
    for (size_t at = 0; at < out->count;) {
        const char *end = memchr(out->at + at, '\n', out->count - at);
        struct raw raw = {.at = out->at + at};
        raw.length = end ? (size_t)(end - raw.at) : out->count - at;
        at += raw.length + 1;
        bool marker = read_marker(source, &raw, &now);
        raw.origin = now;
        if (!marker && now.system && take_target(source, &raw)) raw.length = 0;
        if (marker)
            raw.origin.line = 0;
        else
            now.line++;
        if (marker && !source->main_file) source->main_file = now.file;
        if (marker && is_read && goes_on(&all, &raw)) {
            joins = true;
            continue;
        }
        if (joins && !marker && !is_directive(&raw))
            join_raw(source->files->arena, &all, &raw);
        else
            vec_push(source->files->arena, &all, raw);
        joins = false;
    }
    return all;
}

// == Putting lines back ======================================================

// The lines first..end-1 of one file, as far as the output has them one after
// the other, with gaps where a marker skips some.
struct run {
    struct source_file *file;
    unsigned first, end;
    const struct raw **present; // for each line the output's, NULL in a gap
    bool *restore;              // for each line: put it back
    const struct raw *marker;   // of the last gap seen
};

// The tokens of some lines of a run, one after the other: as the compiler
// printed them, or as their writer did.
struct stream {
    const struct run *run;
    unsigned line, end; // line: of the lexer, plus one
    bool printed;
    struct source_lexer lexer;
};

static bool stream_next(struct stream *stream, struct source_token *token)
{
    const struct run *run = stream->run;
    while (!token_next(&stream->lexer, token)) {
        if (stream->line == stream->end) return false;
        const struct raw *raw = run->present[stream->line - run->first];
        if (!stream->printed)
            stream->lexer = source_lexer(run->file, stream->line);
        else if (raw)
            stream->lexer =
                (struct source_lexer){raw->at, raw->at + raw->length, false};
        stream->line++;
    }
    return true;
}

// Compilers print what follows a comment over several lines on the line where
// that began, so lines joined by comments are compared together.
static bool same_tokens(const struct run *run, unsigned line, unsigned end)
{
    struct stream printed = {run, line, end, true, {0}};
    struct stream written = {run, line, end, false, {0}};
    struct source_token left, right;
    for (;;) {
        bool more = stream_next(&printed, &left);
        if (more != stream_next(&written, &right)) return false;
        if (!more) return true;
        if (!token_is(left, right)) return false;
    }
}

// Decides for the lines joined with `line`, the first of them; returns the
// line behind them.
static unsigned decide_group(struct run *run, unsigned line)
{
    const struct source_original *lines = run->file->lines;
    unsigned group = lines[line - 1].first, end = line;
    bool odd = group != line - 1;
    while (end <= run->file->count && lines[end - 1].first == group)
        odd |= lines[end++ - 1].odd;
    odd |= end > run->end;
    if (end > run->end) end = run->end;
    bool all = !odd && same_tokens(run, line, end);
    for (unsigned i = line; i < end; i++)
        run->restore[i - run->first] = all;
    return end;
}

static void forget_group(struct run *run, unsigned line)
{
    unsigned group = run->file->lines[line - 1].first;
    unsigned i = group + 1 > run->first ? group + 1 : run->first;
    for (; i < run->end && run->file->lines[i - 1].first == group; i++)
        run->restore[i - run->first] = false;
}

// In a gap only the lines at its end can come back, up to the last directive
// or skipped line: the marker then names the first of them.
static void trim_gaps(struct run *run)
{
    unsigned line = run->end;
    while (line-- > run->first) {
        if (run->present[line - run->first]) continue;
        if (run->restore[line - run->first]) continue;
        for (; line >= run->first && !run->present[line - run->first]; line--)
            if (run->restore[line - run->first]) forget_group(run, line);
        line++;
    }
}

// The final text while it grows.
struct building {
    struct text text;
    VEC(struct source_line) lines;
    const struct map *macros; // NULL: lines with macros are as printed
    struct source *source;
};

static void add_line(struct building *out, struct source_line origin,
                     const char *at, size_t length)
{
    origin.begin = out->text.count;
    text_add(&out->text, at, length);
    text_add(&out->text, "\n", 1);
    vec_push(out->text.arena, &out->lines, origin);
}

static void
add_gap_marker(struct building *out, const struct raw *marker, unsigned line)
{
    struct text text = {.arena = out->text.arena};
    const char *name = memchr(marker->at, '"', marker->length);
    const char *end = memrchr(marker->at, '"', marker->length);
    text_printf(&text, "# %u ", line);
    text_add(&text, name, (size_t)(end - name) + 1);
    add_line(out, marker->origin, text.at, text.count);
}

// It is not joined with another line by a comment.
static bool stands_alone(const struct source_file *file, unsigned line)
{
    const struct source_original *own = &file->lines[line - 1];
    return !own->odd && own->first == line - 1 &&
           (line == file->count || own[1].first == line);
}

// A line with macros, where people read: the rest of it as it is written.
static bool add_expanded(struct building *out, const struct run *run,
                         unsigned line, struct source_line origin)
{
    const struct raw *raw = run->present[line - run->first];
    const struct source_original *own = &run->file->lines[line - 1];
    size_t begin = out->text.count;
    if (!out->macros || !stands_alone(run->file, line)) return false;
    struct source_token printed = {raw->at, raw->length};
    struct source_token written = {run->file->text + own->begin, own->length};
    if (!expand_line(out->source, out->macros, &out->text, written, printed))
        return false;
    origin.begin = begin;
    text_add(&out->text, "\n", 1);
    vec_push(out->text.arena, &out->lines, origin);
    return true;
}

static void emit_run(struct building *out, const struct run *run)
{
    bool skipped = false;
    for (unsigned line = run->first; line < run->end; line++) {
        const struct raw *raw = run->present[line - run->first];
        bool restore = run->restore[line - run->first];
        if (!raw && !restore) {
            skipped = true;
            continue;
        }
        if (skipped) add_gap_marker(out, run->marker, line);
        skipped = false;
        struct source_line origin = run->marker->origin;
        origin.line = line;
        origin.restored = restore;
        const struct source_original *own = &run->file->lines[line - 1];
        if (restore)
            add_line(out, origin, run->file->text + own->begin, own->length);
        else if (!add_expanded(out, run, line, origin))
            add_line(out, origin, raw->at, raw->length);
    }
}

// The run that begins behind the marker at `from`; returns where it ends.
static size_t measure_run(const raws *all, size_t from, struct run *run)
{
    unsigned line = run->first;
    size_t end = from + 1, i = end;
    for (; i < all->count; i++) {
        const struct raw *raw = &all->at[i];
        if (raw->origin.line == 0) {
            if (!raw->stays || raw->target < line ||
                raw->target > run->file->count ||
                raw->origin.system != all->at[from].origin.system)
                break;
            line = raw->target;
            continue;
        }
        if (line > run->file->count) break;
        run->end = ++line;
        end = i + 1;
    }
    return end;
}

static void
find_present(const raws *all, size_t from, size_t end, struct run *run)
{
    unsigned line = run->first;
    for (size_t i = from + 1; i < end; i++) {
        const struct raw *raw = &all->at[i];
        if (raw->origin.line == 0)
            line = raw->target;
        else
            run->present[line++ - run->first] = raw;
    }
}

static size_t restore_run(struct source *source, struct building *out,
                          const raws *all, size_t from)
{
    const struct raw *marker = &all->at[from];
    struct run run = {.first = marker->target, .end = marker->target};
    if (marker->origin.system || marker->target == 0) return from + 1;
    run.file = source_file_named(source->files, marker->origin.file);
    run.marker = marker;
    size_t end = measure_run(all, from, &run);
    size_t count = run.end - run.first;
    if (!count) return from + 1;
    run.present = arena_alloc(out->text.arena, count * sizeof *run.present);
    run.restore = arena_alloc(out->text.arena, count);
    find_present(all, from, end, &run);
    for (unsigned line = run.first; line < run.end;)
        line = decide_group(&run, line);
    trim_gaps(&run);
    emit_run(out, &run);
    return end;
}

static void
restore(struct source *source, const raws *all, const struct map *macros)
{
    struct building out = {.text.arena = source->files->arena};
    text_puts(&out.text, "");
    out.source = source;
    out.macros = macros;
    for (size_t i = 0; i < all->count;) {
        const struct raw *raw = &all->at[i];
        add_line(&out, raw->origin, raw->at, raw->length);
        i = raw->origin.line == 0 ? restore_run(source, &out, all, i) : i + 1;
    }
    source->text = out.text.at;
    source->size = out.text.count;
    source->lines = out.lines.at;
    source->line_count = out.lines.count;
}

// == Running the preprocessor ================================================

// What stands for itself alone may be expanded once more.
static bool names_itself(const char *name, size_t length, const char *body)
{
    const char *word = body + strspn(body, " ");
    if (strncmp(word, name, length) == 0 && !word[length]) return false;
    for (const char *at = body; (at = memmem(at, strlen(at), name, length));
         at += length) {
        bool begins = at == body || !text_is_word(at[-1]);
        if (begins && !text_is_word(at[length])) return true;
    }
    return false;
}

// A #define or an #undef, as -dD prints it.
static void take_define(struct source *source, strings *names, const char *line,
                        const struct source_line *origin)
{
    struct arena *arena = source->files->arena;
    bool defines = line[1] == 'd';
    const char *name = strchr(line, ' ') + 1;
    size_t length = strcspn(name, " (\n");
    const char *body = strchr(name, name[length] == '(' ? ')' : ' ');
    const char *own = intern_n(source->files->intern, name, length);
    struct source_define define = {origin->line, own};
    if (!map_get(&source->macros, map_key(own))) vec_push(arena, names, own);
    map_put(arena, &source->macros, map_key(own))->pointer =
        defines && body ? arena_strdup(arena, body + 1 + strspn(body + 1, " "))
                        : NULL;
    if (origin->depth == 0 && origin->file == source->main_file)
        vec_push(arena, &source->defines, define);
}

// All macros there ever were, those of them that are like `#define sa_handler
// __sigaction_handler.sa_handler`, and what the main file itself defines.
static void find_defines(const struct options *options, struct diag *diag,
                         strings argv, struct source *source)
{
    struct arena *arena = source->files->arena;
    struct text out = {.arena = arena}, err = {.arena = arena};
    strings names = {0};
    struct source_line now = {.file = "", .line = 1};
    vec_push(arena, &argv, "-dD");
    child_capture(options, diag, &argv, diag->stdin_path, &out, &err);
    text_puts(&out, "");
    for (char *line = out.at, *end; (end = strchr(line, '\n'));
         line = end + 1) {
        struct raw raw = {.at = line, .length = (size_t)(end - line)};
        *end = '\0';
        if (read_marker(source, &raw, &now)) continue;
        if (strncmp(line, "#define ", 8) == 0 ||
            strncmp(line, "#undef ", 7) == 0)
            take_define(source, &names, line, &now);
        now.line++;
    }
    for (size_t i = 0; i < names.count; i++) {
        const char *body = source_macro(source, names.at[i]);
        if (body && names_itself(names.at[i], strlen(names.at[i]), body))
            vec_push(arena, &source->own_names, names.at[i]);
    }
}

// Reads the user's files that the text comes from, with the input itself, which
// a #line may call otherwise; true if one names a warning of cspcc's in a
// pragma, for which clang has printed nothing.
static bool
lacks_pragmas(struct source *source, const raws *all, const char *input)
{
    struct source_files *files = source->files;
    bool lacks = false;
    source_file_named(files, intern_s(files->intern, input));
    for (size_t i = 0; i < all->count; i++)
        if (all->at[i].origin.line == 0 && !all->at[i].origin.system)
            source_file_named(files, all->at[i].origin.file);
    for (const struct source_file *file = files->first; file; file = file->next)
        lacks |= pragma_names_ours(file->text);
    return lacks;
}

// Once more, with all pragmas about warnings; what there is stays if it fails.
static void run_with_pragmas(const struct options *options, struct diag *diag,
                             struct source *source, strings argv,
                             struct text *out)
{
    struct arena *arena = source->files->arena;
    const struct source_file *file = source->files->first;
    struct text with = {.arena = arena}, err = {.arena = arena};
    const char *in = diag->stdin_path;
    for (; file; file = file->next) {
        const char *copy = pragma_hide(arena, diag, file->name, file->text);
        if (!copy) continue;
        if (strcmp(file->name, "<stdin>") == 0) {
            in = copy;
            continue;
        }
        vec_push(arena, &argv, "-Xclang");
        vec_push(arena, &argv, "-remap-file");
        vec_push(arena, &argv, "-Xclang");
        vec_push(arena, &argv, arena_printf(arena, "%s;%s", file->name, copy));
    }
    if (child_capture(options, diag, &argv, in, &with, &err) != 0) return;
    pragma_show(&with);
    *out = with;
}

struct preprocess preprocess_begin(const struct options *options,
                                   struct diag *diag, struct intern *intern,
                                   const char *input, struct source *source)
{
    struct arena *arena = diag->arena;
    struct preprocess it = {options, diag, arena, input, source, {0}, {0}};
    *source = (struct source){.files = ARENA_NEW(arena, struct source_files)};
    *source->files = (struct source_files){.arena = arena, .intern = intern};
    source->files->stdin_path = diag->stdin_path;
    source->input = input;
    source->own_dir =
        arena_printf(arena, "%s/", options->toolchain.include_dir);
    it.argv = command_preprocess(options, arena, input);
    if (options->job.verbose) child_show(&it.argv);
    capture_begin(options, diag, &it.argv, diag->stdin_path, &it.run);
    return it;
}

bool preprocess_end(struct preprocess *it)
{
    const struct options *options = it->options;
    struct source *source = it->source;
    struct text out = {.arena = it->arena}, err = {.arena = it->arena};
    int status = capture_end(it->diag, &it->run, &out, &err);
    source->complaint = err.at;
    bool is_read = status == 0 && emit_is_read(options->show.emit);
    raws all = read_raws(source, &out, is_read);
    if (is_read) find_defines(options, it->diag, it->argv, source);
    if (options->toolchain.cc_is_clang &&
        lacks_pragmas(source, &all, it->input)) {
        run_with_pragmas(options, it->diag, source, it->argv, &out);
        all = read_raws(source, &out, is_read);
    }
    restore(source, &all, is_read ? &source->macros : NULL);
    if (is_read) expand_arguments(options, it->diag, source);
    return status == 0;
}

bool preprocess_run(const struct options *options, struct diag *diag,
                    struct intern *intern, const char *input,
                    struct source *source)
{
    struct preprocess it =
        preprocess_begin(options, diag, intern, input, source);
    return preprocess_end(&it);
}
