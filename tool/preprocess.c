// SPDX-License-Identifier: MIT
// preprocess.c: what reaches libclang. `cc -E` expands includes and macros but
// drops comments and the writer's spacing; where a line of the user's came out
// with the very tokens that it had, its own bytes are put back. Lines joined
// by a block comment are put back together or not at all. So the text lexes to
// the same tokens as the compiler's own output, always.
#include "cspcc.h"

#include <string.h>

enum { DEPTH_MAX = 255 };

// A line of a file as its writer left it.
struct line {
    size_t begin, length;
    unsigned first; // of the lines joined with it by block comments
    bool starts_in_comment;
    bool odd; // a directive, a continuation, \r, ...: leave it alone
};
struct source_files {
    struct arena *arena;
    struct intern *intern;
    const char *stdin_path; // where to read "<stdin>"
    struct source_file *first;
};
struct source_file {
    struct source_file *next;
    const char *name;   // interned
    const char *text;   // NULL: cannot be read
    struct line *lines; // [0] is line 1
    unsigned count;
};

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

// == Tokens of one line ======================================================

struct lexer {
    const char *at, *end;
    bool in_comment; // a block comment
};
struct token {
    const char *at;
    size_t length;
};

static size_t string_length(const char *at, const char *end)
{
    const char *from = at;
    char quote = *at++;
    while (at < end && *at != quote)
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return (size_t)(at - from) + (at < end);
}

static size_t number_length(const char *at, const char *end)
{
    const char *from = at;
    for (; at < end; at++)
        if ((*at == '+' || *at == '-') && at > from && strchr("eEpP", at[-1]))
            continue;
        else if (!is_word(*at) && *at != '.')
            break;
    return (size_t)(at - from);
}

static size_t punctuator_length(const char *at, const char *end)
{
    static const char *const longer[] = {
        "%:%:", "<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=",
        ">=",   "==",  "!=",  "&&",  "||", "*=", "/=", "%=", "+=", "-=",
        "&=",   "^=",  "|=",  "##",  "<:", ":>", "<%", "%>", "%:", "::"};
    for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++) {
        size_t length = strlen(longer[i]);
        if (length <= (size_t)(end - at) && memcmp(at, longer[i], length) == 0)
            return length;
    }
    return 1;
}

// Moves over blanks and comments; false at the end of the line.
static bool skip(struct lexer *lexer)
{
    while (lexer->at < lexer->end) {
        const char *at = lexer->at;
        bool two = at + 1 < lexer->end;
        if (lexer->in_comment) {
            lexer->in_comment = !(two && at[0] == '*' && at[1] == '/');
            lexer->at += lexer->in_comment ? 1 : 2;
        } else if (two && at[0] == '/' && at[1] == '*') {
            lexer->in_comment = true;
            lexer->at += 2;
        } else if (two && at[0] == '/' && at[1] == '/') {
            lexer->at = lexer->end;
        } else if (is_blank(*at)) {
            lexer->at++;
        } else {
            return true;
        }
    }
    return false;
}

static bool next_token(struct lexer *lexer, struct token *token)
{
    if (!skip(lexer)) return false;
    const char *at = lexer->at, *end = lexer->end;
    token->at = at;
    if (*at == '"' || *at == '\'')
        token->length = string_length(at, end);
    else if (is_word(*at) || (*at == '.' && at + 1 < end && is_digit(at[1])))
        token->length = number_length(at, end);
    else
        token->length = punctuator_length(at, end);
    lexer->at += token->length;
    return true;
}

static bool token_is(struct token a, struct token b)
{
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

// == Files as written ========================================================

// The state of the scan over a whole file, at the end of a line.
struct state {
    bool in_comment;
    bool continues; // the line ended in a backslash
    bool in_line_comment;
    char quote; // of an open literal
};

// One character of a line, not in a comment.
static const char *
step_code(struct state *state, const char *at, const char *end)
{
    bool two = at + 1 < end;
    if (state->quote) {
        if (*at == '\\') return at + 2;
        if (*at == state->quote) state->quote = '\0';
        return at + 1;
    }
    if (two && at[0] == '/' && (at[1] == '*' || at[1] == '/')) {
        state->in_comment = at[1] == '*';
        state->in_line_comment = at[1] == '/';
        return at + 2;
    }
    if (*at == '"' || *at == '\'') state->quote = *at;
    return at + 1;
}

// Compilers take a backslash with blanks behind it for a continuation too.
static bool is_continued(const char *at, size_t length)
{
    while (length && (is_blank(at[length - 1]) || at[length - 1] == '\r'))
        length--;
    return length && at[length - 1] == '\\';
}

static void step_line(struct state *state, struct line *line, const char *text)
{
    const char *at = text + line->begin, *end = at + line->length;
    line->starts_in_comment = state->in_comment;
    line->odd = state->continues;
    state->continues = is_continued(at, line->length);
    while (at < end && !state->in_line_comment) {
        bool two = at + 1 < end;
        if (!state->in_comment) {
            at = step_code(state, at, end);
        } else if (two && at[0] == '*' && at[1] == '/') {
            state->in_comment = false;
            at += 2;
        } else {
            at++;
        }
    }
    if (state->continues) return;
    line->odd |= state->quote != '\0';
    state->quote = '\0';
    state->in_line_comment = false;
}

// Looks that make a line one that is better left as the compiler printed it.
static bool looks_odd(const char *at, size_t length)
{
    size_t i = 0;
    while (i < length && is_blank(at[i]))
        i++;
    if (i < length && at[i] == '#') return true;
    if (i + 1 < length && at[i] == '%' && at[i + 1] == ':') return true; // #
    if (is_continued(at, length)) return true;
    if (memchr(at, '\r', length) || memchr(at, '\0', length)) return true;
    for (; i + 1 < length; i++) {
        if (at[i] == '?' && at[i + 1] == '?') return true;     // a trigraph
        if (is_digit(at[i]) && at[i + 1] == '\'') return true; // 1'000
    }
    return false;
}

static void
split_lines(struct source_file *file, struct arena *arena, size_t size)
{
    VEC(struct line) lines = {0};
    struct state state = {0};
    for (size_t at = 0; at < size;) {
        const char *end = memchr(file->text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - file->text) - at : size - at;
        struct line line = {.begin = at, .length = length};
        unsigned number = (unsigned)lines.count;
        step_line(&state, &line, file->text);
        line.odd |= looks_odd(file->text + at, length);
        line.first =
            line.starts_in_comment ? lines.at[number - 1].first : number;
        vec_push(arena, &lines, line);
        at += length + 1;
    }
    file->lines = lines.at;
    file->count = (unsigned)lines.count;
}

static struct source_file *
file_named(struct source_files *files, const char *name)
{
    struct source_file *file = files->first;
    size_t size;
    while (file && file->name != name)
        file = file->next;
    if (file) return file;
    file = ARENA_NEW(files->arena, struct source_file);
    file->name = name;
    bool is_stdin = strcmp(name, "<stdin>") == 0 && files->stdin_path;
    file->text =
        file_read(files->arena, is_stdin ? files->stdin_path : name, &size);
    if (file->text && size < UINT32_MAX) split_lines(file, files->arena, size);
    file->next = files->first;
    files->first = file;
    return file;
}

static struct lexer lexer_on(const struct source_file *file, unsigned line)
{
    const struct line *it = &file->lines[line - 1];
    const char *at = file->text + it->begin;
    return (struct lexer){at, at + it->length, it->starts_in_comment};
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

static raws read_raws(struct source *source, const struct text *out)
{
    raws all = {0};
    struct source_line now = {.file = intern_s(source->files->intern, ""),
                              .line = 1};
    for (size_t at = 0; at < out->count;) {
        const char *end = memchr(out->at + at, '\n', out->count - at);
        struct raw raw = {.at = out->at + at};
        raw.length = end ? (size_t)(end - raw.at) : out->count - at;
        at += raw.length + 1;
        bool marker = read_marker(source, &raw, &now);
        raw.origin = now;
        if (marker)
            raw.origin.line = 0;
        else
            now.line++;
        if (marker && !source->main_file) source->main_file = now.file;
        vec_push(source->files->arena, &all, raw);
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
    struct lexer lexer;
};

static bool stream_next(struct stream *stream, struct token *token)
{
    const struct run *run = stream->run;
    while (!next_token(&stream->lexer, token)) {
        if (stream->line == stream->end) return false;
        const struct raw *raw = run->present[stream->line - run->first];
        if (!stream->printed)
            stream->lexer = lexer_on(run->file, stream->line);
        else if (raw)
            stream->lexer =
                (struct lexer){raw->at, raw->at + raw->length, false};
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
    struct token left, right;
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
    const struct line *lines = run->file->lines;
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
        const struct line *own = &run->file->lines[line - 1];
        if (restore)
            add_line(out, origin, run->file->text + own->begin, own->length);
        else
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
    run.file = file_named(source->files, marker->origin.file);
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

static void restore(struct source *source, const raws *all)
{
    struct building out = {.text.arena = source->files->arena};
    text_puts(&out.text, "");
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

static void add_dependency_args(const struct options *options,
                                struct arena *arena, strings *argv)
{
    for (size_t i = 0; i < options->dep_args.count; i++)
        vec_push(arena, argv, options->dep_args.at[i]);
    if (!options->dep_file_wanted || !options->dep_file) return;
    vec_push(arena, argv, "-MF");
    vec_push(arena, argv, options->dep_file);
}

static void add_own_header(const struct options *options, struct arena *arena,
                           strings *argv, const char *name)
{
    vec_push(arena, argv, "-include");
    vec_push(arena, argv,
             arena_printf(arena, "%s/%s", options->include_dir, name));
}

strings preprocess_command(const struct options *options, struct arena *arena,
                           const char *input)
{
    strings argv = {0};
    vec_push(arena, &argv, options->cc);
    vec_push(arena, &argv, "-E");
    if (!options->cc_is_clang)
        add_own_header(options, arena, &argv, "csp/gcc.h");
    add_own_header(options, arena, &argv, "csp_abi.h");
    for (size_t i = 0; i < options->front_args.count; i++)
        vec_push(arena, &argv, options->front_args.at[i]);
    add_dependency_args(options, arena, &argv);
    place_add_macro(arena, &argv);
    place_add_include(options, arena, &argv);
    vec_push(arena, &argv, "-D__CSPCC_PARSE__"); // annotations, with gcc too
    vec_push(arena, &argv, "-w"); // the check of the source has warned
    if (options->cc_is_clang) vec_push(arena, &argv, "-fno-crash-diagnostics");
    if (diag_colours(options->colour))
        vec_push(arena, &argv, "-fdiagnostics-color=always");
    // Preprocessed text goes through once more, for csp_abi.h.
    vec_push(arena, &argv, "-x");
    vec_push(arena, &argv, "c");
    vec_push(arena, &argv, input);
    return argv;
}

bool preprocess_run(const struct options *options, struct diag *diag,
                    struct arena *arena, struct intern *intern,
                    const char *input, struct source *source)
{
    struct text out = {.arena = arena}, err = {.arena = arena};
    *source = (struct source){.files = ARENA_NEW(arena, struct source_files)};
    *source->files = (struct source_files){.arena = arena, .intern = intern};
    source->files->stdin_path = diag->stdin_path;
    source->own_dir = arena_printf(arena, "%s/", options->include_dir);
    strings argv = preprocess_command(options, arena, input);
    if (options->verbose) child_show(&argv);
    int status =
        child_capture(options, diag, &argv, diag->stdin_path, &out, &err);
    source->complaint = err.at;
    if (status != 0) return false;
    raws all = read_raws(source, &out);
    restore(source, &all);
    return true;
}

// == Places ==================================================================

static const struct source_line *
line_at(const struct source *source, size_t offset)
{
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle].begin <= offset)
            low = middle;
        else
            high = middle;
    }
    return &source->lines[low];
}

// The token that holds the offset, and how many like it stand before it.
static bool token_at(const struct source *source,
                     const struct source_line *line, size_t offset,
                     struct token *found, unsigned *before)
{
    const char *begin = source->text + line->begin;
    const char *end = memchr(begin, '\n', source->size - line->begin);
    const char *at = source->text + offset;
    struct lexer lexer = {begin, end ? end : source->text + source->size, 0};
    struct lexer again = lexer;
    struct token token;
    do
        if (!next_token(&lexer, found)) return false;
    while (found->at + found->length <= at);
    *before = 0;
    while (next_token(&again, &token) && token.at < found->at)
        *before += token_is(token, *found);
    return true;
}

// The k-th token like it on the line as written; else the first one there is.
static unsigned column_of(const struct source_file *file, unsigned line,
                          struct token wanted, unsigned before,
                          unsigned *length)
{
    struct lexer lexer = lexer_on(file, line);
    const char *begin = file->text + file->lines[line - 1].begin;
    struct token token, first = {0}, like = {0};
    while (next_token(&lexer, &token)) {
        if (!first.at) first = token;
        if (!token_is(token, wanted)) continue;
        like = token;
        if (before-- == 0) break;
    }
    *length = like.at ? (unsigned)like.length : 0;
    if (!like.at) like = first;
    return like.at ? (unsigned)(like.at - begin) + 1 : 1;
}

struct place
source_place(const struct source *source, size_t offset, size_t length)
{
    if (!source->line_count) return (struct place){0};
    const struct source_line *line = line_at(source, offset);
    const struct source_line *end = source->lines + source->line_count;
    for (; line->line == 0 && line + 1 < end; line++)
        offset = line[1].begin;
    struct place place = {.file = line->file, .line = line->line};
    struct source_file *file = file_named(source->files, line->file);
    struct token token;
    unsigned before;
    if (line->restored) {
        place.column = (unsigned)(offset - line->begin) + 1;
        place.length = (unsigned)length;
    } else if (place.line && place.line <= file->count &&
               token_at(source, line, offset, &token, &before)) {
        place.column =
            column_of(file, place.line, token, before, &place.length);
    }
    return place;
}

void source_dump(const struct source *source, FILE *out)
{
    for (size_t i = 0; i < source->line_count; i++) {
        const struct source_line *line = &source->lines[i];
        const char *begin = source->text + line->begin;
        const char *end = strchr(begin, '\n');
        struct lexer lexer = {begin, end, false};
        struct token token;
        if (line->line == 0 || line->system || *begin == '#') continue;
        fprintf(out, "%s:%u:%c %.*s\n", line->file, line->line,
                line->restored ? '*' : ' ', (int)(end - begin), begin);
        if (line->restored || !next_token(&lexer, &token)) continue;
        do {
            struct place place = source_place(
                source, (size_t)(token.at - source->text), token.length);
            fprintf(out, " %.*s@%u", (int)token.length, token.at, place.column);
        } while (next_token(&lexer, &token));
        fputc('\n', out);
    }
}
