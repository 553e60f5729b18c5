// SPDX-License-Identifier: MIT
// build_generic.c: _Generic. libclang does not tell which arm was chosen, nor
// what the associations mention; both are read from the text.
#include "front/inside.h"

#include <string.h>

// The words of a type's name in an order of their own, so that `long unsigned`
// is `unsigned long`; NULL if it has words that are not C's own.
static const char *builtin_type_name(struct unit *unit, const char *name)
{
    static const char *const words[] = {
        "const", "volatile", "unsigned", "signed", "short", "long", "_Complex",
        "char",  "double",   "float",    "_Bool",  "bool",  "void"};
    unsigned seen[sizeof words / sizeof *words] = {0};
    struct text text = {.arena = unit->arena};
    const char *rest = name;
    while (*rest && *rest != '*' && *rest != '(' && *rest != '[') {
        size_t length = strcspn(rest, " *([");
        size_t k = 0, count = sizeof words / sizeof *words;
        while (k < count &&
               (strlen(words[k]) != length || strncmp(words[k], rest, length)))
            k++;
        bool is_int = length == 3 && strncmp(rest, "int", 3) == 0;
        if (k == count && length && !is_int) return NULL;
        if (k < count) seen[k]++;
        rest += length;
        while (*rest == ' ')
            rest++;
    }
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        for (unsigned n = 0; n < seen[k]; n++)
            text_printf(&text, "%s ", words[k]);
    text_puts(&text, "|");
    for (; *rest; rest++)
        if (*rest != ' ') text_add(&text, rest, 1);
    return text.at;
}

static bool same_type_name(struct unit *unit, const struct type *type,
                           const char *name, bool *unsure)
{
    const char *plain = type_declare_object(unit, type, "");
    const char *canonical = type_canonical(unit, type);
    if (strcmp(plain, name) == 0 || strcmp(canonical, name) == 0) return true;
    const char *left = builtin_type_name(unit, canonical);
    const char *right = builtin_type_name(unit, name);
    if (!right) *unsure = true;
    return left && right && strcmp(left, right) == 0;
}

// Every arm is the controlling expression again: which one is no matter.
static bool arms_are_same(struct unit *unit, const struct expr *expr,
                          const struct expr *control)
{
    const char *wanted = unit_excerpt(unit, control->begin, control->end, 4000);
    size_t end = expr->end - 1,
           at = code_find(unit, control->end, end, ',') + 1;
    while (at < end) {
        size_t colon = code_find(unit, at, end, ':');
        size_t comma = code_find(unit, colon + 1, end, ',');
        if (strcmp(unit_excerpt(unit, colon + 1, comma, 4000), wanted))
            return false;
        at = comma + 1;
    }
    return true;
}

int build_chosen_arm(struct build *b, const struct expr *expr,
                     const struct expr *control)
{
    struct unit *unit = b->unit;
    size_t end = expr->end - 1;
    size_t at = code_find(unit, control->end, end, ',') + 1;
    int otherwise = -1;
    bool unsure = false;
    if (arms_are_same(unit, expr, control)) return 0;
    for (int arm = 0; at < end; arm++) {
        size_t colon = code_find(unit, at, end, ':');
        const char *name = unit_excerpt(unit, at, colon, 200);
        if (strcmp(name, "default") == 0)
            otherwise = arm;
        else if (same_type_name(unit, control->as, name, &unsure))
            return arm;
        at = code_find(unit, colon + 1, end, ',') + 1;
    }
    return unsure ? -1 : otherwise;
}

void build_note_associations(struct build *b, const struct expr *expr,
                             size_t at)
{
    size_t end = expr->end - 1;
    for (at = code_find(b->unit, at, end, ',') + 1; at < end; at++) {
        size_t colon = code_find(b->unit, at, end, ':');
        build_note_words(b, at, colon);
        at = code_find(b->unit, colon + 1, end, ',');
    }
}
