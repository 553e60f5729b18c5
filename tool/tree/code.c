// SPDX-License-Identifier: MIT
// code.c: what libclang does not say and the text does: where the next token
// is, a bracket ends, a word stands. Offsets are into the preprocessed text.
#include "tree/tree.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// The next byte at or after `at` that is code: past blanks, comments and line
// markers.
size_t code_skip(const struct unit *unit, size_t at)
{
    const char *text = unit->source->text;
    for (;;) {
        while (isspace((unsigned char)text[at]))
            at++;
        if (text[at] == '/' && text[at + 1] == '*') {
            const char *end = strstr(text + at + 2, "*/");
            at = end ? (size_t)(end - text) + 2 : unit->source->size;
        } else if ((text[at] == '/' && text[at + 1] == '/') ||
                   (text[at] == '#' && at > 0 && text[at - 1] == '\n')) {
            while (text[at] && text[at] != '\n')
                at++;
        } else {
            return at;
        }
    }
}

size_t code_skip_literal(const char *text, size_t at)
{
    char quote = text[at++];
    while (text[at] && text[at] != quote)
        at += text[at] == '\\' ? 2 : 1;
    return at + 1;
}

size_t code_skip_word(const char *text, size_t at)
{
    bool number = isdigit((unsigned char)text[at]);
    while (text_is_word(text[at]) ||
           (number && (text[at] == '.' ||
                       (text[at] == '\'' && text_is_word(text[at + 1])))))
        at++;
    return at;
}

// The offset of byte `wanted` outside brackets, from `at` up to `end`; `end`
// if there is none.
size_t code_find(const struct unit *unit, size_t at, size_t end, char wanted)
{
    const char *text = unit->source->text;
    int depth = 0;
    while ((at = code_skip(unit, at)) < end) {
        char c = text[at];
        if (c == wanted && depth == 0) return at;
        if (c == '"' || c == '\'') {
            at = code_skip_literal(text, at);
            continue;
        }
        if (strchr("([{", c)) depth++;
        if (strchr(")]}", c) && depth > 0) depth--;
        at = text_is_word(c) ? code_skip_word(text, at) : at + 1;
    }
    return end;
}

size_t code_through_semicolon(const struct unit *unit, size_t end)
{
    size_t at = code_skip(unit, end);
    return unit->source->text[at] == ';' ? at + 1 : end;
}

bool code_at(const struct unit *unit, size_t at, const char *word)
{
    return strncmp(unit->source->text + at, word, strlen(word)) == 0;
}

bool code_has(const struct unit *unit, size_t begin, size_t end,
              const char *word)
{
    size_t length = strlen(word);
    const char *text = unit->source->text;
    for (size_t i = begin; i + length <= end; i++)
        if (memcmp(text + i, word, length) == 0) return true;
    return false;
}

bool code_has_word(const struct unit *unit, size_t begin, size_t end,
                   const char *word)
{
    const char *text = unit->source->text;
    while ((begin = code_skip(unit, begin)) < end) {
        if (text[begin] == '"' || text[begin] == '\'') {
            begin = code_skip_literal(text, begin);
            continue;
        }
        size_t from = begin;
        begin = code_skip_word(text, begin);
        if (begin - from == strlen(word) && code_at(unit, from, word))
            return true;
        if (begin == from) begin++;
    }
    return false;
}

// The text in the brackets of `word(...)` between two offsets, or NULL.
const char *
code_argument(struct unit *unit, size_t begin, size_t end, const char *word)
{
    const char *text = unit->source->text;
    for (size_t at = begin; at + strlen(word) < end; at++) {
        if (!code_at(unit, at, word)) continue;
        size_t before = at;
        for (int i = 0; i < 2 && before > 0 && text[before - 1] == '_'; i++)
            before--;
        if (before > 0 && (isalnum((unsigned char)text[before - 1]) ||
                           text[before - 1] == '_'))
            continue;
        size_t open = code_skip(unit, at + strlen(word));
        while (text[open] == '_' && open < end)
            open++;
        if (text[open] != '(') continue;
        size_t close = code_find(unit, open + 1, end, ')');
        return intern_n(unit->intern, text + open + 1, close - open - 1);
    }
    return NULL;
}

struct edit
code_tag_edit(struct unit *unit, size_t begin, size_t end, const char *tag)
{
    size_t at = code_find(unit, begin, end, '{');
    at = code_find(unit, begin, at, ':'); // an enum's type stands there
    bool behind_word = isalpha((unsigned char)unit->source->text[at - 1]);
    struct edit edit = {
        at, at,
        arena_printf(unit->arena, "%s%s ", behind_word ? " " : "", tag)};
    return edit;
}

// -- #pragma pack ------------------------------------------------------------

enum { PACK_DEPTH = 64 };
struct packs {
    int now, depth;
    int stack[PACK_DEPTH];
};

// `line` is what follows `#pragma pack`: (), (n), (push), (push, n), (pop).
// Names of entries are not looked at.
static void apply_pack(struct packs *packs, const char *line)
{
    size_t length = strcspn(line, ")\n");
    const char *digit = line + strcspn(line, "0123456789)\n");
    bool has_number = isdigit((unsigned char)*digit) != 0;
    bool push = memmem(line, length, "push", 4) != NULL;
    bool pop = memmem(line, length, "pop", 3) != NULL;
    if (push && packs->depth < PACK_DEPTH)
        packs->stack[packs->depth++] = packs->now;
    if (pop && packs->depth > 0) packs->now = packs->stack[--packs->depth];
    if (has_number)
        packs->now = atoi(digit);
    else if (!push && !pop)
        packs->now = 0;
}

int code_pack_at(const struct unit *unit, size_t at)
{
    static const char pragma[] = "\n#pragma pack";
    struct packs packs = {0};
    const char *text = unit->source->text, *found = text;
    while ((found = strstr(found, pragma)) && found < text + at) {
        found += strlen(pragma);
        apply_pack(&packs, found);
    }
    return packs.now ? packs.now : unit->options->code.pack;
}
