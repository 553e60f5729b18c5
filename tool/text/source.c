// SPDX-License-Identifier: MIT
// source.c: the files as their writers left them: their lines, the tokens of a
// line, and where in them a byte of the preprocessed text comes from. A file is
// read once, when it is first asked for.
#include "text/inside.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

// == Tokens of one line ======================================================

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
        else if (!text_is_word(*at) && *at != '.')
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
        if (longer[i][0] != *at) continue;
        size_t length = strlen(longer[i]);
        if (length <= (size_t)(end - at) && memcmp(at, longer[i], length) == 0)
            return length;
    }
    return 1;
}

// Moves over blanks and comments; false at the end of the line.
static bool skip(struct source_lexer *lexer)
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

bool source_next_token(struct source_lexer *lexer, struct source_token *token)
{
    if (!skip(lexer)) return false;
    const char *at = lexer->at, *end = lexer->end;
    token->at = at;
    if (*at == '"' || *at == '\'')
        token->length = string_length(at, end);
    else if (text_is_word(*at) ||
             (*at == '.' && at + 1 < end && is_digit(at[1])))
        token->length = number_length(at, end);
    else
        token->length = punctuator_length(at, end);
    lexer->at += token->length;
    return true;
}

bool source_token_is(struct source_token a, struct source_token b)
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

// The token that holds the offset, and how many like it stand before it.
static bool token_at(const struct source *source,
                     const struct source_line *line, size_t offset,
                     struct source_token *found, unsigned *before)
{
    const char *at = source->text + offset;
    struct source_lexer lexer = preprocessed_line(source, line);
    struct source_lexer again = lexer;
    struct source_token token;
    do
        if (!source_next_token(&lexer, found)) return false;
    while (found->at + found->length <= at);
    *before = 0;
    while (source_next_token(&again, &token) && token.at < found->at)
        *before += source_token_is(token, *found);
    return true;
}

// The k-th token like it on the line as written; else the one where that and
// the preprocessed line part, which is a macro's name.
static unsigned column_of(const struct source_file *file, unsigned line,
                          struct source_lexer expanded,
                          struct source_token wanted, unsigned before,
                          unsigned *length)
{
    struct source_lexer lexer = source_lexer(file, line);
    const char *begin = file->text + file->lines[line - 1].begin;
    struct source_token token, other, apart = {0}, like = {0};
    while (source_next_token(&lexer, &token)) {
        if (!apart.at && !(source_next_token(&expanded, &other) &&
                           source_token_is(token, other)))
            apart = token;
        if (!source_token_is(token, wanted)) continue;
        like = token;
        if (before-- == 0) break;
    }
    *length = like.at ? (unsigned)like.length : 0;
    if (!like.at) like = apart;
    return like.at ? (unsigned)(like.at - begin) + 1 : 1;
}

struct place
source_place(const struct source *source, size_t offset, size_t length)
{
    if (!source->line_count) return (struct place){0};
    const struct source_line *line = source_line_at(source, offset);
    const struct source_line *end = source->lines + source->line_count;
    for (; line->line == 0 && line + 1 < end; line++)
        offset = line[1].begin;
    struct place place = {.file = line->file, .line = line->line};
    struct source_file *file = source_file_named(source->files, line->file);
    struct source_token token;
    unsigned before;
    if (line->restored) {
        place.column = (unsigned)(offset - line->begin) + 1;
        place.length = (unsigned)length;
    } else if (place.line && place.line <= file->count &&
               token_at(source, line, offset, &token, &before)) {
        place.column =
            column_of(file, place.line, preprocessed_line(source, line), token,
                      before, &place.length);
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
        if (line->restored || !source_next_token(&lexer, &token)) continue;
        do {
            struct place place = source_place(
                source, (size_t)(token.at - source->text), token.length);
            fprintf(out, " %.*s@%u", (int)token.length, token.at, place.column);
        } while (source_next_token(&lexer, &token));
        fputc('\n', out);
    }
}
