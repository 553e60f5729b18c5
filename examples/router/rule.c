// SPDX-License-Identifier: MIT
// rule.c: conditions on the fields of a line.
//
//   condition = both {"or" both}
//   both      = single {"and" single}
//   single    = "not" single | "(" condition ")" | "exists" FIELD |
//               FIELD ("=" | "!=" | "~" | "<" | "<=" | ">" | ">=") VALUE
//
// A comparison with a field that is not there is false, whichever it is.
#include "router.h"
#include <stdlib.h>
#include <string.h>

enum op {
    AND, // of two conditions
    OR,
    NOT,      // of one
    EXISTS,   // of a field
    CONTAINS, // of a field and a value
    EQUAL,
    UNEQUAL,
    LESS, // of numbers
    AT_MOST,
    MORE,
    AT_LEAST,
};

struct condition {
    enum op op;
    struct condition *left, *right; // of AND and OR; NOT has only the left one
    int field;                      // of all others
    char *operand;
    double number; // what the operand is
    bool numeric;  // if it is one
};

void condition_free(struct condition *c)
{
    if (!c) return;
    condition_free(c->left);
    condition_free(c->right);
    free(c->operand);
    free(c);
}

static struct condition *condition_new(enum op op, struct condition *left,
                                       struct condition *right)
{
    struct condition *c = must(calloc(1, sizeof *c));
    *c = (struct condition){.op = op, .left = left, .right = right};
    return c;
}

// == Reading =================================================================

// Its number; takes the name over.
static int find_field(struct words *words, struct names *fields, char *name)
{
    for (int i = 0; i < fields->count; i++)
        if (!strcmp(fields->name[i], name)) {
            free(name);
            return i;
        }
    if (fields->count == MOST) {
        free(name);
        words_fail(words, "the rules ask for more than 64 fields");
        return 0;
    }
    fields->name[fields->count] = name;
    return fields->count++;
}

static enum op read_operator(struct words *words)
{
    static const char *const symbols[] = {
        [CONTAINS] = "~", [EQUAL] = "=", [UNEQUAL] = "!=",  [LESS] = "<",
        [AT_MOST] = "<=", [MORE] = ">",  [AT_LEAST] = ">=",
    };
    for (enum op o = CONTAINS; o <= AT_LEAST; o++)
        if (words_accept(words, symbols[o])) return o;
    words_fail(words, "expected = != ~ < <= > or >= behind the field");
    return EQUAL;
}

static struct condition *read_test(struct words *words, struct names *fields)
{
    bool exists = words_accept(words, "exists");
    char *name = words_take(words, "expected a field"), *end;
    if (!name) return NULL;
    struct condition *c = condition_new(EXISTS, NULL, NULL);
    c->field = find_field(words, fields, name);
    if (exists) return c;
    c->op = read_operator(words);
    c->operand = words_take(words, "expected a value");
    if (!c->operand) return c;
    c->number = strtod(c->operand, &end);
    c->numeric = *c->operand && !*end;
    if (c->op >= LESS && !c->numeric)
        words_fail(words, "only numbers are less or more than another");
    return c;
}

static struct condition *read_single(struct words *words, struct names *fields)
{
    if (words_accept(words, "not"))
        return condition_new(NOT, read_single(words, fields), NULL);
    if (!words_accept(words, "(")) return read_test(words, fields);
    struct condition *inner = condition_read(words, fields);
    if (!words_accept(words, ")")) words_fail(words, "expected )");
    return inner;
}

static struct condition *read_both(struct words *words, struct names *fields)
{
    struct condition *left = read_single(words, fields);
    while (words_accept(words, "and"))
        left = condition_new(AND, left, read_single(words, fields));
    return left;
}

struct condition *condition_read(struct words *words, struct names *fields)
{
    struct condition *left = read_both(words, fields);
    while (words_accept(words, "or"))
        left = condition_new(OR, left, read_both(words, fields));
    return left;
}

// == Judging =================================================================

static bool is_equal(const struct condition *c, const struct json_value *v)
{
    if (v->kind == JSON_NUMBER && c->numeric)
        return strtod(v->text.at, NULL) == c->number;
    return text_is(v->text, c->operand);
}

static bool compare(const struct condition *c, const struct json_value *v)
{
    if (v->kind != JSON_NUMBER) return false;
    // Behind a number in an object there is always a byte of no number.
    double number = strtod(v->text.at, NULL);
    switch (c->op) {
    case LESS: return number < c->number;
    case AT_MOST: return number <= c->number;
    case MORE: return number > c->number;
    default: return number >= c->number;
    }
}

bool condition_holds(const struct condition *c,
                     const struct json_value values[MOST])
{
    const struct json_value *v = &values[c->field];
    switch (c->op) {
    case AND:
        return condition_holds(c->left, values) &&
               condition_holds(c->right, values);
    case OR:
        return condition_holds(c->left, values) ||
               condition_holds(c->right, values);
    case NOT: return !condition_holds(c->left, values);
    case EXISTS: return v->kind != JSON_ABSENT;
    case CONTAINS:
        return v->kind == JSON_STRING && memmem(v->text.at, v->text.length,
                                                c->operand, strlen(c->operand));
    case EQUAL: return v->kind != JSON_ABSENT && is_equal(c, v);
    case UNEQUAL: return v->kind != JSON_ABSENT && !is_equal(c, v);
    default: return compare(c, v);
    }
}
