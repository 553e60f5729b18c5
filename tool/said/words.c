// SPDX-License-Identifier: MIT
// words.c: the words of csp.h in the files as their writers left them: which
// word is nearly one, and where a file mentions one, with its operands as text.
// mistakes.c asks, once the C compiler has complained.
#include "said/said.h"

#include <string.h>

// == Words that are nearly one ===============================================

enum { NEAR_MOST = 32 };

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

// How many letters must be put in, left out, changed, or swapped with the next.
static size_t
distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[NEAR_MOST + 1][NEAR_MOST + 1];
    for (size_t i = 0; i <= a_length; i++)
        for (size_t k = 0; k <= b_length; k++) {
            size_t *at = &rows[i][k];
            if (i == 0 || k == 0) {
                *at = i + k;
                continue;
            }
            bool same = a[i - 1] == b[k - 1];
            *at = rows[i - 1][k - 1] + !same;
            *at = least_of(*at, 1 + least_of(rows[i - 1][k], rows[i][k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                *at = least_of(*at, rows[i - 2][k - 2] + 1);
        }
    return rows[a_length][b_length];
}

static const char *long_name(struct arena *arena, const struct form *form)
{
    return arena_printf(arena, "csp_%s", form->name);
}

// Names that others than the forms have.
static const char *const constants[] = {
    "CSP_US",
    "CSP_MS",
    "CSP_S",
    "CSP_ECLOSED",
    "CSP_CHOOSE_ANY",
    "CSP_CHOOSE_DEFAULT",
    "CSP_CHOOSE_ORDERED",
    "CSP_CHOOSE_FAIR",
};

struct nearest {
    const char *word, *best;
    size_t length, distance;
};

static void consider(struct nearest *n, const char *name)
{
    size_t length = strlen(name);
    if (length > NEAR_MOST) return;
    size_t d = distance(n->word, n->length, name, length);
    if (d > 1 && *name != *n->word) return;
    if (d == 0 || d >= n->distance) return;
    n->distance = d;
    n->best = name;
}

const char *words_near(struct arena *arena, const char *word, size_t length)
{
    struct nearest n = {.word = word, .length = length};
    n.distance = length < 6 ? 2 : length < 10 ? 3 : 4; // less than that
    if (length < 2 || length > NEAR_MOST) return NULL;
    for (const struct form *form = forms_all; form->name; form++) {
        if (!form->is_long && strlen(form->name) > 2) consider(&n, form->name);
        consider(&n, long_name(arena, form));
    }
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        consider(&n, constants[i]);
    return n.best;
}

// == Mentions ================================================================

struct token {
    const char *at;
    size_t length;
    unsigned line, column;
};
typedef VEC(struct token) tokens;

struct words_file {
    struct words_file *next;
    const char *name;
    tokens tokens;
    uses uses;
};

static void
read_tokens(struct arena *arena, const struct source_file *file, tokens *all)
{
    for (unsigned line = 1; line <= file->count; line++) {
        struct source_lexer lexer = source_lexer(file, line);
        const char *begin = file->text + file->lines[line - 1].begin;
        struct source_token t;
        while (token_next(&lexer, &t)) {
            struct token token = {t.at, t.length, line,
                                  (unsigned)(t.at - begin) + 1};
            vec_push(arena, all, token);
        }
    }
}

static bool is_mark(const tokens *all, size_t i, char mark)
{
    return i < all->count && all->at[i].length == 1 && *all->at[i].at == mark;
}

static struct span span_of(struct arena *arena, const struct words_file *file,
                           size_t first, size_t end)
{
    const struct token *from = &file->tokens.at[first];
    const struct token *last = &file->tokens.at[end > first ? end - 1 : first];
    struct span span = {.end_line = last->line};
    size_t length =
        end > first ? (size_t)(last->at - from->at) + last->length : 0;
    span.place = (struct place){
        .file = file->name, .line = from->line, .column = from->column};
    span.end_column = last->column + (unsigned)last->length;
    span.place.length = last->line == from->line ? (unsigned)length : 1;
    span.text = arena_strndup(arena, from->at, length);
    return span;
}

// The operands between the parentheses, the first one at `at`; gives the index
// of the closing one.
static size_t read_operands(struct arena *arena, struct words_file *file,
                            struct use *use, size_t at)
{
    const tokens *all = &file->tokens;
    size_t first = at + 1, i = first;
    int depth = 0, in_braces = 0;
    for (; i < all->count; i++) {
        if (is_mark(all, i, ';') && depth == 0 && !in_braces) break;
        in_braces += is_mark(all, i, '{') - is_mark(all, i, '}');
        if (is_mark(all, i, '(')) depth++;
        bool closes = is_mark(all, i, ')') && depth-- == 0;
        bool parts = is_mark(all, i, ',') && depth == 0 && in_braces == 0 &&
                     !(use->form->most == OPERANDS_ANY && use->operands.count);
        if (!closes && !parts) continue;
        if (i > first || !closes || use->operands.count) {
            struct span span = span_of(arena, file, first, i);
            vec_push(arena, &use->operands, span);
        }
        if (closes) return i;
        first = i + 1;
    }
    return at;
}

static const char *token_text(struct arena *arena, const tokens *all, size_t i)
{
    if (i >= all->count) return "";
    return arena_strndup(arena, all->at[i].at, all->at[i].length);
}

// The last one of the form on the line has counted those before it.
static unsigned count_before(const uses *all, const struct use *use)
{
    for (size_t i = all->count; i-- > 0;) {
        if (all->at[i].word.place.line != use->word.place.line) break;
        if (all->at[i].form == use->form) return all->at[i].nth + 1;
    }
    return 0;
}

static void add_use(struct arena *arena, struct words_file *file, size_t i)
{
    const tokens *all = &file->tokens;
    const struct token *token = &all->at[i];
    struct use use = {.form = forms_word(token->at, token->length)};
    size_t last = i;
    if (!use.form) return;
    use.word = span_of(arena, file, i, i + 1);
    if (is_mark(all, i + 1, '(') && use.form->kind != FORM_STATEMENT &&
        use.form->kind != FORM_SELECT && use.form->kind != FORM_WORD) {
        use.has_parens = true;
        last = read_operands(arena, file, &use, i + 1);
    }
    use.span = span_of(arena, file, i, last + 1);
    use.before = i > 0 ? token_text(arena, all, i - 1) : "";
    use.after = token_text(arena, all, last + 1);
    use.nth = count_before(&file->uses, &use);
    vec_push(arena, &file->uses, use);
}

static struct words_file *file_named(struct words *words, const char *name)
{
    struct arena *arena = words->files.arena;
    struct words_file *file = words->first;
    while (file && strcmp(file->name, name) != 0)
        file = file->next;
    if (file) return file;
    file = ARENA_NEW(arena, struct words_file);
    file->name = intern_s(words->files.intern, name);
    file->next = words->first;
    words->first = file;
    read_tokens(arena, source_file_named(&words->files, file->name),
                &file->tokens);
    for (size_t i = 0; i < file->tokens.count; i++)
        add_use(arena, file, i);
    return file;
}

uses *words_uses(struct words *words, const char *file)
{
    return &file_named(words, file)->uses;
}

size_t words_before(const uses *all, unsigned line)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->at[middle].word.place.line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct place words_find(struct words *words, const char *file, unsigned line,
                        const char *word)
{
    const tokens *all = &file_named(words, file)->tokens;
    for (size_t i = 0; i < all->count; i++) {
        const struct token *token = &all->at[i];
        if (token->line != line || token->length != strlen(word) ||
            memcmp(token->at, word, token->length) != 0)
            continue;
        return (struct place){file, line, token->column,
                              (unsigned)token->length};
    }
    return (struct place){0};
}
