// SPDX-License-Identifier: MIT
// align.c: which token of a line as it is written a token of the preprocessed
// line comes from. Both lines are walked side by side. Where they part stands a
// macro of the user's; they meet again behind it, and what lies between has the
// places of the macro's arguments, or that of its name. A line is looked at
// once, in time proportional to its length. Called by source.c.
#include "text/inside.h"

#include <string.h>

struct piece {
    size_t at, end;   // from the line's begin
    const char *name; // interned
    size_t same;      // the number of this name on the line
    size_t next;      // of `own`: the next one with the name, or NONE
    size_t past; // of `own`: a macro's argument begins here, and ends there
    size_t twin; // of `expanded`: its token of `own`, or NONE
};
typedef VEC(struct piece) pieces;

struct align {
    pieces own, expanded;
};

struct aligner {
    struct align *align;
    size_t own_end, end; // before what is the same at the end of both
    // By name, plus one: where it stands last in `expanded`; of a region of
    // `own` the next one to be given, and the longest argument that begins so.
    size_t *last, *given, *begun;
};

enum { RUN = 4, FAR = 1000 };
#define NONE ((size_t)-1)

static void read_pieces(struct source_files *files, struct map *names,
                        struct source_lexer lexer, pieces *all)
{
    const char *begin = lexer.at;
    struct source_token token;
    while (token_next(&lexer, &token)) {
        struct piece piece = {.next = NONE, .twin = NONE};
        piece.at = (size_t)(token.at - begin);
        piece.end = piece.at + token.length;
        piece.name = intern_n(files->intern, token.at, token.length);
        union map_value *number =
            map_put(files->arena, names, map_key(piece.name));
        if (!number->number) number->number = names->count;
        piece.same = number->number - 1;
        vec_push(files->arena, all, piece);
    }
}

static bool is_same(const struct aligner *a, size_t i, size_t k)
{
    return a->align->own.at[i].name == a->align->expanded.at[k].name;
}

static bool is_mark(const struct aligner *a, size_t i, char mark)
{
    const char *name = i < a->own_end ? a->align->own.at[i].name : "";
    return name[0] == mark && name[1] == '\0';
}

// Behind a macro's name and its arguments, if it has some.
static size_t past_macro(struct aligner *a, size_t i)
{
    int depth = 0;
    size_t begin = i + 2;
    if (!is_mark(a, ++i, '(')) return i;
    for (; i < a->own_end; i++) {
        depth += is_mark(a, i, '(');
        bool closes = is_mark(a, i, ')') && --depth == 0;
        if (!closes && !(depth == 1 && is_mark(a, i, ','))) continue;
        if (i > begin) a->align->own.at[begin].past = i;
        begin = i + 1;
        if (closes) break;
    }
    return i + (i < a->own_end);
}

static bool occurs(const struct aligner *a, size_t i, size_t from)
{
    return a->last[a->align->own.at[i].same] > from;
}

// The colon of a `case N:` that a macro made, as case_recv does.
static bool ends_case(const struct aligner *a, size_t k)
{
    const struct piece *piece = &a->align->expanded.at[k];
    return k > 1 && strcmp(piece->name, ":") == 0 &&
           strcmp(piece[-2].name, "case") == 0;
}

static bool
run_is_at(const struct aligner *a, size_t i, size_t k, size_t length)
{
    size_t same = 0;
    while (same < length && is_same(a, i + same, k + same))
        same++;
    return same == length && !(length == 1 && ends_case(a, k));
}

// Where the tokens of `own` from `i` on, so many at most and up to the next one
// that must be a macro, stand behind `from`; NONE: not near.
static size_t meet(const struct aligner *a, size_t i, size_t from, size_t most)
{
    size_t length = 1;
    while (length < most && i + length < a->own_end &&
           occurs(a, i + length, from))
        length++;
    if (i + length == a->own_end && from + length <= a->end &&
        run_is_at(a, i, a->end - length, length))
        return a->end - length;
    for (size_t k = from; k + length <= a->end; k++) {
        if (run_is_at(a, i, k, length)) return k;
        if (most > 1 && k - from > FAR) break;
    }
    return NONE;
}

// Lists the names and the arguments from `i` on.
static void list_region(struct aligner *a, size_t i, size_t own_end)
{
    struct piece *own = a->align->own.at;
    for (size_t n = own_end; n-- > i;) {
        size_t same = own[n].same, other = a->begun[same];
        a->given[same] = n + 1;
        bool is_longest = other <= i || other > own_end ||
                          own[n].past - n > own[other - 1].past - (other - 1);
        if (own[n].past && is_longest) a->begun[same] = n + 1;
    }
}

// How long the argument is that begins at `n` and is whole at `k`; 0: none is.
static size_t whole(const struct aligner *a, size_t n, size_t k, size_t end)
{
    size_t length = a->align->own.at[n].past - n, same = 0;
    while (same < length && k + same < end && is_same(a, n + same, k + same))
        same++;
    return same == length ? length : 0;
}

static bool is_made(const struct aligner *a, size_t k, const char *mark)
{
    return strcmp(a->align->expanded.at[k].name, mark) == 0;
}

// An argument, and the parentheses that the macro has put round it.
static void pair_argument(struct aligner *a, size_t n, size_t k, size_t length,
                          size_t begin, size_t end)
{
    struct piece *expanded = a->align->expanded.at;
    for (size_t m = 0; m < length; m++)
        expanded[k + m].twin = n + m;
    for (size_t last = k + length; k > begin && last < end; last++)
        if (is_made(a, k - 1, "(") && is_made(a, last, ")"))
            expanded[--k].twin = n;
        else
            break;
}

// What macros made: their arguments as they are, and then words of theirs in
// their order; the rest of themselves.
static void
pair(struct aligner *a, size_t i, size_t own_end, size_t begin, size_t end)
{
    size_t k = begin;
    struct piece *own = a->align->own.at, *expanded = a->align->expanded.at;
    list_region(a, i, own_end);
    while (k < end) {
        size_t n = a->begun[expanded[k].same], *given, length = 0;
        if (n > i && n <= own_end) length = whole(a, n - 1, k, end);
        if (length) pair_argument(a, n - 1, k, length, begin, end);
        k += length;
        if (length) continue;
        given = &a->given[expanded[k].same];
        n = *given;
        bool is_here = n > i && n <= own_end && text_is_word(*expanded[k].name);
        expanded[k++].twin = is_here ? n - 1 : i;
        if (is_here && own[n - 1].next < own_end) *given = own[n - 1].next + 1;
    }
}

static void walk(struct aligner *a)
{
    size_t i = 0, k = 0, macro = 0, begin;
    while (i < a->own_end && k < a->end) {
        if (is_same(a, i, k)) {
            a->align->expanded.at[k++].twin = i++;
            continue;
        }
        macro = i;
        begin = k;
        do
            i = past_macro(a, i);
        while (i < a->own_end && !occurs(a, i, begin));
        k = i < a->own_end ? meet(a, i, begin, RUN) : NONE;
        if (k == NONE && i < a->own_end) k = meet(a, i, begin, 1);
        if (k == NONE) {
            i = a->own_end;
            k = a->end;
        }
        pair(a, macro, i, begin, k);
    }
    if (macro < a->own_end) pair(a, macro, a->own_end, k, a->end);
}

// What is the same at the end of both lines, but not the end of a macro's
// arguments.
static void walk_back(struct aligner *a)
{
    size_t count = a->own_end;
    while (a->own_end && a->end && is_same(a, a->own_end - 1, a->end - 1))
        a->align->expanded.at[--a->end].twin = --a->own_end;
    while (a->own_end < count && is_made(a, a->end, ")")) {
        a->own_end++;
        a->end++;
    }
}

const struct align *align_lines(struct source_files *files,
                                struct source_lexer own,
                                struct source_lexer expanded)
{
    struct align *align = ARENA_NEW(files->arena, struct align);
    struct map names = {0};
    read_pieces(files, &names, own, &align->own);
    read_pieces(files, &names, expanded, &align->expanded);
    struct aligner a = {
        align,
        align->own.count,
        align->expanded.count,
        arena_alloc(files->arena, names.count * sizeof(size_t)),
        arena_alloc(files->arena, names.count * sizeof(size_t)),
        arena_alloc(files->arena, names.count * sizeof(size_t))};
    for (size_t k = 0; k < align->expanded.count; k++)
        a.last[align->expanded.at[k].same] = k + 1;
    for (size_t i = align->own.count; i-- > 0;) {
        struct piece *piece = &align->own.at[i];
        if (a.given[piece->same]) piece->next = a.given[piece->same] - 1;
        a.given[piece->same] = i + 1;
    }
    walk_back(&a);
    walk(&a);
    return align;
}

unsigned align_column(const struct align *align, size_t at, unsigned *length)
{
    size_t k = vec_before(&align->expanded, end, at + 1);
    *length = 0;
    if (k == align->expanded.count) return 0;
    const struct piece *piece = &align->expanded.at[k];
    if (piece->twin == NONE) return 1;
    const struct piece *own = &align->own.at[piece->twin];
    if (own->name == piece->name) *length = (unsigned)(own->end - own->at);
    return (unsigned)own->at + 1;
}
