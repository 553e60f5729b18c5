// SPDX-License-Identifier: MIT
// expand.c: what macros have become in a line, for what people read. The tokens
// of the line as it is written are laid beside those that the compiler printed:
// where they differ, a name, with its arguments or without, has become what
// stands there. Then the line gets back its writer's spacing and comments, and
// keeps what the compiler printed in place of each macro. Called by
// preprocess.c; lower/spelling.c uses what is found.
#include "text/inside.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PAIRS = 1 << 18 }; // of tokens: what is more stays as printed

typedef VEC(struct source_token) tokens;

static const size_t SAME = (size_t)-1; // a token that is no macro

// Two lines beside each other, from a token of either on.
struct beside {
    struct intern *intern;
    const struct map *macros; // by interned name
    tokens written, printed;
    bool *failed;                      // by pair: they do not fit from there
    size_t *written_end, *printed_end; // by token: where what it begins ends
};

static tokens tokens_of(struct arena *arena, const char *at, size_t length)
{
    struct source_lexer lexer = {at, at + length, false};
    struct source_token token;
    tokens all = {0};
    while (token_next(&lexer, &token))
        vec_push(arena, &all, token);
    return all;
}

// Which bracket a token is: 1 opens, -1 closes.
static int bracket(struct source_token token)
{
    if (token.length != 1) return 0;
    return strchr("([{", *token.at) ? 1 : strchr(")]}", *token.at) ? -1 : 0;
}

static bool is_macro(const struct beside *b, struct source_token token)
{
    const char *name = intern_n(b->intern, token.at, token.length);
    return map_get(b->macros, map_key(name)) != NULL;
}

// Behind the arguments that the token at `i` opens; 0: it opens none.
static size_t behind_arguments(const tokens *all, size_t i)
{
    int depth = 0;
    if (i >= all->count || *all->at[i].at != '(') return 0;
    for (; i < all->count; i++) {
        depth += bracket(all->at[i]);
        if (depth == 0) return i + 1;
    }
    return 0;
}

static bool fits(struct beside *b, size_t i, size_t k);

// The macro that ends at `end` became some of what is printed from k on: as
// little as will do, with its brackets closed.
static bool becomes(struct beside *b, size_t i, size_t end, size_t k)
{
    int depth = 0;
    for (size_t to = k; to <= b->printed.count && depth >= 0; to++) {
        if (depth == 0 && fits(b, end, to)) {
            b->written_end[i] = end;
            b->printed_end[i] = to;
            return true;
        }
        if (to < b->printed.count) depth += bracket(b->printed.at[to]);
    }
    return false;
}

static bool fits(struct beside *b, size_t i, size_t k)
{
    if (i == b->written.count) return k == b->printed.count;
    bool *failed = &b->failed[i * (b->printed.count + 1) + k];
    if (*failed) return false;
    if (k < b->printed.count && token_is(b->written.at[i], b->printed.at[k]) &&
        fits(b, i + 1, k + 1)) {
        b->written_end[i] = i + 1;
        b->printed_end[i] = SAME;
        return true;
    }
    if (is_macro(b, b->written.at[i])) {
        size_t end = behind_arguments(&b->written, i + 1);
        if (end && becomes(b, i, end, k)) return true;
        if (becomes(b, i, i + 1, k)) return true;
    }
    *failed = true;
    return false;
}

static bool lay_beside(struct arena *arena, struct beside *b)
{
    size_t count = b->written.count, pairs = count * (b->printed.count + 1);
    if (!count || pairs > MOST_PAIRS) return false;
    b->failed = arena_alloc(arena, pairs);
    b->written_end = arena_alloc(arena, count * sizeof *b->written_end);
    b->printed_end = arena_alloc(arena, count * sizeof *b->printed_end);
    return fits(b, 0, 0);
}

static bool may_join(char left, char right)
{
    static const char signs[] = "+-*/%<>=!&|^#:.";
    bool word = text_is_word(left) || left == '.';
    if (word && (text_is_word(right) || strchr(".'\"", right))) return true;
    return strchr(signs, left) && strchr(signs, right);
}

// What is put there must not make one token with what stands before it.
static void
put_apart(struct text *out, size_t begin, const char *at, size_t length)
{
    if (out->count > begin && length && may_join(out->at[out->count - 1], *at))
        text_add(out, " ", 1);
    text_add(out, at, length);
}

// The bytes from the first token of some to the last.
static const char *span(const tokens *all, size_t from, size_t to, size_t *size)
{
    *size = 0;
    if (from == to) return "";
    const struct source_token *last = &all->at[to - 1];
    *size = (size_t)(last->at + last->length - all->at[from].at);
    return all->at[from].at;
}

static void put_expansion(struct text *out, size_t begin,
                          const struct beside *b, size_t i, size_t k,
                          struct expansions *list)
{
    size_t length, spelled;
    const char *at = span(&b->printed, k, b->printed_end[i], &length);
    const char *own = span(&b->written, i, b->written_end[i], &spelled);
    put_apart(out, begin, at, length);
    struct expansion expansion = {
        .begin = out->count - length,
        .end = out->count,
        .spelling = arena_strndup(out->arena, own, spelled),
    };
    if (length) vec_push(out->arena, list, expansion);
}

static bool
has_tokens(struct arena *arena, const char *at, size_t length, tokens wanted)
{
    tokens own = tokens_of(arena, at, length);
    if (own.count != wanted.count) return false;
    for (size_t i = 0; i < own.count; i++)
        if (!token_is(own.at[i], wanted.at[i])) return false;
    return true;
}

// Copies what is written, but for the macros.
static void put_line(struct text *out, struct source_token written,
                     const struct beside *b, struct expansions *list)
{
    size_t begin = out->count, k = 0;
    const char *at = written.at;
    bool behind = false; // an expansion
    for (size_t i = 0; i < b->written.count; i = b->written_end[i]) {
        const struct source_token *token = &b->written.at[i];
        const struct source_token *last = &b->written.at[b->written_end[i] - 1];
        text_add(out, at, (size_t)(token->at - at));
        if (b->printed_end[i] != SAME)
            put_expansion(out, begin, b, i, k, list);
        else if (behind)
            put_apart(out, begin, token->at, token->length);
        else
            text_add(out, token->at, token->length);
        behind = b->printed_end[i] != SAME;
        at = last->at + last->length;
        k = behind ? b->printed_end[i] : k + 1;
    }
    text_add(out, at, (size_t)(written.at + written.length - at));
}

bool expand_line(struct source *source, const struct map *macros,
                 struct text *out, struct source_token written,
                 struct source_token printed)
{
    struct arena *arena = out->arena;
    struct expansions *list = &source->expansions;
    size_t begin = out->count, listed = list->count;
    struct beside b = {
        .intern = source->files->intern,
        .macros = macros,
        .written = tokens_of(arena, written.at, written.length),
        .printed = tokens_of(arena, printed.at, printed.length),
    };
    if (!lay_beside(arena, &b)) return false;
    put_line(out, written, &b, list);
    if (has_tokens(arena, out->at + begin, out->count - begin, b.printed))
        return true;
    out->count = begin;
    list->count = listed;
    return false;
}

// -- macros in the arguments of others ---------------------------------------

typedef VEC(struct probe) probes;

// The macros among a macro's arguments, the outermost of them.
static void find_arguments(const struct source *source,
                           const struct expansion *outer,
                           const struct map *macros, probes *list)
{
    struct arena *arena = source->files->arena;
    const struct source_line *line = source_line_at(source, outer->begin);
    tokens all = tokens_of(arena, outer->spelling, strlen(outer->spelling));
    struct beside b = {.intern = source->files->intern, .macros = macros};
    for (size_t i = 1, end; i < all.count; i = end) {
        struct probe probe = {.file = line->file, .line = line->line};
        size_t length, arguments = behind_arguments(&all, i + 1);
        end = i + 1;
        if (!is_macro(&b, all.at[i])) continue;
        if (arguments) end = arguments;
        const char *at = span(&all, i, end, &length);
        probe.words = arena_strndup(arena, at, length);
        vec_push(arena, list, probe);
    }
}

// Each place in the outer one that has just what the inner one becomes.
static void find_places(struct source *source, const struct expansion *outer,
                        const struct probe *inner, struct expansions *found)
{
    struct arena *arena = source->files->arena;
    if (!inner->become) return;
    const char *text = source->text;
    tokens all =
        tokens_of(arena, text + outer->begin, outer->end - outer->begin);
    tokens own = tokens_of(arena, inner->become, strlen(inner->become));
    for (size_t i = 0; own.count && i + own.count <= all.count; i++) {
        size_t same = 0, length;
        while (same < own.count && token_is(all.at[i + same], own.at[same]))
            same++;
        if (same < own.count) continue;
        const char *at = span(&all, i, i + own.count, &length);
        struct expansion expansion = {
            (size_t)(at - text), (size_t)(at - text) + length, inner->words};
        vec_push(arena, found, expansion);
        i += own.count - 1;
    }
}

static int compare_expansions(const void *left, const void *right)
{
    const struct expansion *a = left, *b = right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return a->end > b->end ? -1 : a->end < b->end;
}

void expand_arguments(const struct options *options, struct diag *diag,
                      struct source *source)
{
    const strings none = {0};
    struct expansions *all = &source->expansions;
    VEC(size_t) ends = {0}; // for each, of its arguments in the list
    probes list = {0};
    for (size_t i = 0; i < all->count; i++) {
        find_arguments(source, &all->at[i], &source->macros, &list);
        vec_push(source->files->arena, &ends, list.count);
    }
    probe_all(options, diag, source, &none, list.at, list.count);
    struct expansions found = {0};
    for (size_t i = 0, k = 0; i < all->count; i++)
        for (; k < ends.at[i]; k++)
            find_places(source, &all->at[i], &list.at[k], &found);
    for (size_t i = 0; i < found.count; i++)
        vec_push(source->files->arena, all, found.at[i]);
    if (found.count)
        qsort(all->at, all->count, sizeof *all->at, compare_expansions);
}
