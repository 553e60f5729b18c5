// SPDX-License-Identifier: MIT
// formula.c: reads formulas, by recursive descent. Plain C.
//
//   comparison = sum [("=" | "<>" | "<" | "<=" | ">" | ">=") sum]
//   sum        = product {("+" | "-") product}
//   product    = sign {("*" | "/") sign}
//   sign       = {"-" | "+"} power
//   power      = primary ["^" sign]
//   primary    = number | "text" | A1 | A1:B7 | NAME "(" [list] ")" |
//                "(" comparison ")"
#include "sheet.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 200, MOST_ROWS = 1048576, MOST_COLUMNS = 16384 };

struct parser {
    const char *start, *at;
    const char *problem; // the first one; NULL if there is none
    int depth;
};

static struct node *parse_comparison(struct parser *p);

static struct node *fail(struct parser *p, const char *problem)
{
    if (!p->problem) p->problem = problem;
    return NULL;
}

static void skip_blanks(struct parser *p)
{
    p->at += strspn(p->at, " \t");
}

static bool accept(struct parser *p, const char *token)
{
    size_t length = strlen(token);
    skip_blanks(p);
    if (strncmp(p->at, token, length)) return false;
    p->at += length;
    return true;
}

// == Nodes ===================================================================

static struct node *node_new(struct parser *p, enum node_kind kind)
{
    struct node *node = calloc(1, sizeof *node);
    if (!node) return fail(p, "out of memory");
    node->kind = kind;
    return node;
}

static struct node *constant_new(struct parser *p, struct value value)
{
    struct node *node = node_new(p, NODE_CONSTANT);
    if (node) node->constant = value;
    return node;
}

// Takes `arg` over, also when it fails.
static bool add_argument(struct parser *p, struct node *call, struct node *arg)
{
    size_t count = (size_t)call->arg_count + 1;
    struct node **args = realloc(call->args, count * sizeof *args);
    if (!args) {
        formula_free(arg);
        fail(p, "out of memory");
        return false;
    }
    call->args = args;
    call->args[call->arg_count++] = arg;
    return true;
}

void formula_free(struct node *tree)
{
    if (!tree) return;
    for (int i = 0; i < tree->arg_count; i++)
        formula_free(tree->args[i]);
    free(tree->args);
    free(tree->text);
    free(tree);
}

// The call of an operator; takes both operands over. `right` is NULL where
// there is only one, or where it could not be read.
static struct node *operation(struct parser *p, const char *name,
                              struct node *left, struct node *right)
{
    struct node *call = p->problem ? NULL : node_new(p, NODE_CALL);
    if (!call) goto fail_call;
    call->function = function_find(name);
    if (!add_argument(p, call, left)) goto fail_left;
    if (right && !add_argument(p, call, right)) goto fail_right;
    return call;
fail_call:
    formula_free(left);
fail_left:
    formula_free(right);
fail_right:
    formula_free(call);
    return NULL;
}

// == The leaves ==============================================================

const char *formula_cell_name(const char *text, int *row, int *column)
{
    int letters = 0, digits = 0;
    *row = *column = 0;
    if (*text == '$') text++;
    for (; isalpha((unsigned char)*text) && letters < 4; text++, letters++)
        *column = *column * 26 + toupper((unsigned char)*text) - 'A' + 1;
    if (*text == '$') text++;
    for (; isdigit((unsigned char)*text) && digits < 8; text++, digits++)
        *row = *row * 10 + *text - '0';
    if (!letters || !digits || isalnum((unsigned char)*text)) return NULL;
    // Those that are too large fit into no table, which is all that matters.
    *row = (*row > MOST_ROWS ? MOST_ROWS : *row) - 1;
    *column = (*column > MOST_COLUMNS ? MOST_COLUMNS : *column) - 1;
    return text;
}

static void put_in_order(int *first, int *last)
{
    if (*first <= *last) return;
    int swapped = *first;
    *first = *last;
    *last = swapped;
}

static struct node *parse_range(struct parser *p, int row, int column)
{
    struct range r = {row, column, row, column};
    if (accept(p, ":")) {
        skip_blanks(p);
        const char *end = formula_cell_name(p->at, &r.last_row, &r.last_column);
        if (!end) return fail(p, "no cell behind the colon");
        p->at = end;
    }
    put_in_order(&r.first_row, &r.last_row);
    put_in_order(&r.first_column, &r.last_column);
    struct node *node = node_new(p, NODE_RANGE);
    if (node) node->range = r;
    return node;
}

static struct node *parse_number(struct parser *p)
{
    char digits[64];
    size_t length = strspn(p->at, "0123456789.");
    // An exponent belongs to it only if digits follow.
    if (length && (p->at[length] == 'e' || p->at[length] == 'E')) {
        const char *exponent = p->at + length + 1;
        exponent += *exponent == '-' || *exponent == '+';
        size_t more = strspn(exponent, "0123456789");
        if (more) length = (size_t)(exponent + more - p->at);
    }
    if (length >= sizeof digits) return fail(p, "the number is too long");
    memcpy(digits, p->at, length);
    digits[length] = 0;
    struct value value = value_of_text(digits);
    if (value.kind != NUMBER) return fail(p, "this is no number");
    p->at += length;
    return constant_new(p, value);
}

// "a ""quoted"" word": two quotes stand for one.
static struct node *parse_text(struct parser *p)
{
    const char *from = p->at + 1;
    char *text = malloc(strlen(from) + 1), *to = text;
    if (!text) return fail(p, "out of memory");
    for (; *from && (*from != '"' || from[1] == '"'); from++) {
        if (*from == '"') from++;
        *to++ = *from;
    }
    if (!*from) {
        free(text);
        return fail(p, "the text has no end");
    }
    *to = 0;
    p->at = from + 1;
    struct node *node = constant_new(p, value_text(text));
    if (!node) {
        free(text);
        return NULL;
    }
    node->text = text;
    return node;
}

// The arguments of a call, behind the opening parenthesis.
static bool parse_arguments(struct parser *p, struct node *call)
{
    if (accept(p, ")")) return true;
    do {
        struct node *arg = parse_comparison(p);
        if (!arg || !add_argument(p, call, arg)) return false;
    } while (accept(p, ",") || accept(p, ";"));
    if (!accept(p, ")")) fail(p, "expected , or )");
    return !p->problem;
}

static struct node *parse_call(struct parser *p, const char *name)
{
    const struct function *function = function_find(name);
    struct node *call = node_new(p, NODE_CALL);
    if (!call) return NULL;
    call->function = function;
    if (!parse_arguments(p, call)) goto fail_call;
    if (!function) { // the rest of the formula is all right, so go on
        formula_free(call);
        return constant_new(p, value_error(ERROR_NAME));
    }
    if (call->arg_count < function->least) fail(p, "too few arguments");
    if (call->arg_count > function->most) fail(p, "too many arguments");
    if (!p->problem) return call;
fail_call:
    formula_free(call);
    return NULL;
}

static struct node *parse_name(struct parser *p)
{
    char name[16] = "";
    size_t length = 0;
    int row, column;
    const char *end = formula_cell_name(p->at, &row, &column);
    if (end) {
        p->at = end;
        return parse_range(p, row, column);
    }
    while (isalnum((unsigned char)p->at[length]) || p->at[length] == '_')
        length++;
    if (!length) return fail(p, "expected a value");
    // What is cut off here is the name of nothing.
    for (size_t i = 0; i < length && i < sizeof name - 1; i++)
        name[i] = (char)toupper((unsigned char)p->at[i]);
    p->at += length;
    if (accept(p, "(")) return parse_call(p, name);
    if (!strcmp(name, "TRUE")) return constant_new(p, value_number(1));
    if (!strcmp(name, "FALSE")) return constant_new(p, value_number(0));
    return constant_new(p, value_error(ERROR_NAME));
}

static struct node *parse_primary(struct parser *p)
{
    skip_blanks(p);
    if (accept(p, "(")) {
        struct node *inner = parse_comparison(p);
        if (!inner || accept(p, ")")) return inner;
        formula_free(inner);
        return fail(p, "expected )");
    }
    if (*p->at == '"') return parse_text(p);
    if (isdigit((unsigned char)*p->at) || *p->at == '.') return parse_number(p);
    return parse_name(p);
}

// == Operators ===============================================================

static struct node *parse_sign(struct parser *p);

static struct node *parse_power(struct parser *p)
{
    struct node *base = parse_primary(p);
    if (!base || !accept(p, "^")) return base;
    return operation(p, "^", base, parse_sign(p)); // 2^3^2 is 2^9
}

static struct node *parse_sign_inside(struct parser *p)
{
    if (accept(p, "+")) return parse_sign(p);
    if (!accept(p, "-")) return parse_power(p);
    struct node *operand = parse_sign(p); // -2^2 is -4
    return operand ? operation(p, "NEGATE", operand, NULL) : NULL;
}

// Every recursion passes here, so this is where depth is counted.
static struct node *parse_sign(struct parser *p)
{
    if (++p->depth > DEEPEST) return fail(p, "nested too deeply");
    struct node *node = parse_sign_inside(p);
    p->depth--;
    return node;
}

// The first operator of a list that stands here; NULL if none does.
static const char *accept_any(struct parser *p, const char *const *operators)
{
    while (*operators && !accept(p, *operators))
        operators++;
    return *operators;
}

static struct node *parse_product(struct parser *p)
{
    static const char *const operators[] = {"*", "/", NULL};
    struct node *left = parse_sign(p);
    const char *name;
    while (left && (name = accept_any(p, operators)))
        left = operation(p, name, left, parse_sign(p));
    return left;
}

static struct node *parse_sum(struct parser *p)
{
    static const char *const operators[] = {"+", "-", NULL};
    struct node *left = parse_product(p);
    const char *name;
    while (left && (name = accept_any(p, operators)))
        left = operation(p, name, left, parse_product(p));
    return left;
}

static struct node *parse_comparison(struct parser *p)
{
    // The longer ones first.
    static const char *const operators[] = {"<>", "<=", ">=", "<",
                                            ">",  "=",  NULL};
    struct node *left = parse_sum(p);
    const char *name = left ? accept_any(p, operators) : NULL;
    return name ? operation(p, name, left, parse_sum(p)) : left;
}

struct node *formula_parse(const char *text, struct formula_error *error)
{
    struct parser p = {.start = text, .at = text};
    struct node *tree = parse_comparison(&p);
    skip_blanks(&p);
    if (tree && *p.at) fail(&p, "expected an operator");
    if (!p.problem) return tree;
    formula_free(tree);
    error->problem = p.problem;
    error->column = (int)(p.at - p.start) + 1;
    return NULL;
}
