// SPDX-License-Identifier: MIT
// source.c: the files as their writers left them: their lines, and where in
// them a byte of the preprocessed text comes from. A file is read once, when it
// is first asked for.
#include "text/inside.h"

#include <string.h>

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
    while (length && (token_is_blank(at[length - 1]) || at[length - 1] == '\r'))
        length--;
    return length && at[length - 1] == '\\';
}

static void
step_line(struct state *state, struct source_original *line, const char *text)
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
    while (i < length && token_is_blank(at[i]))
        i++;
    if (i < length && at[i] == '#') return true;
    if (i + 1 < length && at[i] == '%' && at[i + 1] == ':') return true; // #
    if (is_continued(at, length)) return true;
    if (memchr(at, '\r', length) || memchr(at, '\0', length)) return true;
    for (; i + 1 < length; i++) {
        if (at[i] == '?' && at[i + 1] == '?') return true; // a trigraph
        if (token_is_digit(at[i]) && at[i + 1] == '\'') return true; // 1'000
    }
    return false;
}

static void
split_lines(struct source_file *file, struct arena *arena, size_t size)
{
    VEC(struct source_original) lines = {0};
    struct state state = {0};
    for (size_t at = 0; at < size;) {
        const char *end = memchr(file->text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - file->text) - at : size - at;
        struct source_original line = {.begin = at, .length = length};
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

struct source_file *
source_file_named(struct source_files *files, const char *name)
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
        read_file(files->arena, is_stdin ? files->stdin_path : name, &size);
    if (file->text && size < UINT32_MAX) split_lines(file, files->arena, size);
    file->next = files->first;
    files->first = file;
    return file;
}

struct source_lexer source_lexer(const struct source_file *file, unsigned line)
{
    const struct source_original *it = &file->lines[line - 1];
    const char *at = file->text + it->begin;
    return (struct source_lexer){at, at + it->length, it->starts_in_comment};
}

// == Places ==================================================================

const struct source_line *
source_line_at(const struct source *source, size_t offset)
{
    size_t before =
        vec_search(source->lines, source->line_count, sizeof *source->lines,
                   offsetof(struct source_line, begin), offset + 1);
    return &source->lines[before ? before - 1 : 0];
}

static struct source_lexer
preprocessed_line(const struct source *source, const struct source_line *line)
{
    const char *begin = source->text + line->begin;
    const char *end = memchr(begin, '\n', source->size - line->begin);
    if (!end) end = source->text + source->size;
    return (struct source_lexer){begin, end, false};
}

// The column in the line as written of an offset in the preprocessed one.
static unsigned column_of(const struct source *source, struct source_line *line,
                          const struct source_file *file, size_t offset,
                          unsigned *length)
{
    if (!line->align)
        line->align = align_lines(source->files, source_lexer(file, line->line),
                                  preprocessed_line(source, line));
    return align_column(line->align, offset - line->begin, length);
}

// As source_line_at, but behind the markers that stand there.
static struct source_line *user_line(const struct source *source, size_t offset)
{
    size_t at = (size_t)(source_line_at(source, offset) - source->lines);
    while (source->lines[at].line == 0 && at + 1 < source->line_count)
        at++;
    return &source->lines[at];
}

const struct source_line *
source_user_line(const struct source *source, size_t offset)
{
    return user_line(source, offset);
}

struct place
source_place(const struct source *source, size_t offset, size_t length)
{
    if (!source->line_count) return (struct place){0};
    struct source_line *line = user_line(source, offset);
    if (offset < line->begin) offset = line->begin;
    struct place place = {.file = line->file, .line = line->line};
    struct source_file *file = source_file_named(source->files, line->file);
    if (line->restored) {
        place.column = (unsigned)(offset - line->begin) + 1;
        place.length = (unsigned)length;
    } else if (place.line && place.line <= file->count) {
        place.column = column_of(source, line, file, offset, &place.length);
    }
    return place;
}

const char *source_macro(const struct source *source, const char *name)
{
    if (!source->macros.count) return NULL;
    const char *own = intern_s(source->files->intern, name);
    const union map_value *body = map_get(&source->macros, map_key(own));
    return body ? body->pointer : NULL;
}

const char *source_openmp(const char *line)
{
    static const char *const words[] = {"#", "pragma", "omp"};
    for (int i = 0; i < 3; i++) {
        line += strspn(line, " \t");
        if (strncmp(line, words[i], strlen(words[i])) != 0) return NULL;
        line += strlen(words[i]);
    }
    return text_is_word(*line) ? NULL : line + strspn(line, " \t");
}

void source_dump(const struct source *source, FILE *out)
{
    for (size_t i = 0; i < source->line_count; i++) {
        const struct source_line *line = &source->lines[i];
        const char *begin = source->text + line->begin;
        const char *end = strchr(begin, '\n');
        struct source_lexer lexer = {begin, end, false};
        struct source_token token;
        if (line->line == 0 || line->system || *begin == '#') continue;
        fprintf(out, "%s:%u:%c %.*s\n", line->file, line->line,
                line->restored ? '*' : ' ', (int)(end - begin), begin);
        if (line->restored || !token_next(&lexer, &token)) continue;
        do {
            struct place place = source_place(
                source, (size_t)(token.at - source->text), token.length);
            fprintf(out, " %.*s@%u", (int)token.length, token.at, place.column);
        } while (token_next(&lexer, &token));
        fputc('\n', out);
    }
}
