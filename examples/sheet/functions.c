// SPDX-License-Identifier: MIT
// functions.c: what formulas may call.
//
// Each function is a coroutine, because evaluating an argument may wait for
// other cells. The first error among the arguments is the result.
#include "sheet.h"
#include <math.h>
#include <string.h>

// == One argument ============================================================

// The number that the n-th argument is; else false, and *error is the result.
static bool number_of(struct cell *self, const struct node *call, int n,
                      double *number, struct value *error)
{
    struct value v = cell_evaluate(self, call->args[n]);
    switch (v.kind) {
    case EMPTY: *number = 0; return true;
    case NUMBER: *number = v.number; return true;
    case TEXT: *error = value_error(ERROR_VALUE); return false;
    case ERROR: *error = v; return false;
    }
    return false;
}

static struct value negate(struct cell *self, const struct node *call)
{
    struct value error;
    double x;
    if (!number_of(self, call, 0, &x, &error)) return error;
    return value_number(-x);
}

static struct value absolute(struct cell *self, const struct node *call)
{
    struct value error;
    double x;
    if (!number_of(self, call, 0, &x, &error)) return error;
    return value_number(fabs(x));
}

static struct value square_root(struct cell *self, const struct node *call)
{
    struct value error;
    double x;
    if (!number_of(self, call, 0, &x, &error)) return error;
    return value_number(sqrt(x)); // of a negative number: #NUM!
}

// ROUND(x) to an integer, ROUND(x, n) to n decimals.
static struct value rounded(struct cell *self, const struct node *call)
{
    struct value error;
    double x, decimals = 0;
    if (!number_of(self, call, 0, &x, &error) ||
        (call->arg_count > 1 && !number_of(self, call, 1, &decimals, &error)))
        return error;
    double scale = pow(10, trunc(decimals));
    return value_number(round(x * scale) / scale);
}

// == Two numbers =============================================================

// One function for the five operators: they differ in one line each.
static struct value arithmetic(struct cell *self, const struct node *call)
{
    struct value error;
    double a, b;
    if (!number_of(self, call, 0, &a, &error) ||
        !number_of(self, call, 1, &b, &error))
        return error;
    switch (call->function->name[0]) {
    case '+': return value_number(a + b);
    case '-': return value_number(a - b);
    case '*': return value_number(a * b);
    case '^': return value_number(pow(a, b));
    case '/': break;
    }
    return b == 0 ? value_error(ERROR_DIV0) : value_number(a / b);
}

// Below, equal, above as -1, 0, 1; false if the two cannot be compared. An
// empty cell is 0 among numbers and "" among texts.
static bool order_of(struct value a, struct value b, int *order)
{
    if (a.kind == EMPTY) a = b.kind == TEXT ? value_text("") : value_number(0);
    if (b.kind == EMPTY) b = a.kind == TEXT ? value_text("") : value_number(0);
    if (a.kind != b.kind) return false;
    *order = a.kind == TEXT ? strcmp(a.text, b.text)
                            : (a.number > b.number) - (a.number < b.number);
    return true;
}

static struct value compare(struct cell *self, const struct node *call)
{
    const char *operator= call->function->name;
    struct value a = cell_evaluate(self, call->args[0]);
    if (a.kind == ERROR) return a;
    struct value b = cell_evaluate(self, call->args[1]);
    if (b.kind == ERROR) return b;
    int order;
    bool comparable = order_of(a, b, &order);
    if (!strcmp(operator, "=")) return value_number(comparable && order == 0);
    if (!strcmp(operator, "<>")) return value_number(!comparable || order != 0);
    if (!comparable) return value_error(ERROR_VALUE);
    bool or_equal = operator[1] == '=' && order == 0;
    bool strictly = operator[0] == '<' ? order < 0 : order> 0;
    return value_number(or_equal || strictly);
}

// Only the branch that is wanted is evaluated, so the other one may even
// refer back to this cell.
static struct value choose(struct cell *self, const struct node *call)
{
    struct value error;
    double condition;
    if (!number_of(self, call, 0, &condition, &error)) return error;
    if (condition != 0) return cell_evaluate(self, call->args[1]);
    if (call->arg_count == 2) return value_number(0);
    return cell_evaluate(self, call->args[2]);
}

// == Many numbers ============================================================

struct tally {
    long count;
    double sum, least, most;
};

static void tally_add(struct tally *t, double x)
{
    if (!t->count || x < t->least) t->least = x;
    if (!t->count || x > t->most) t->most = x;
    t->sum += x;
    t->count++;
}

// Of a range, the numbers count, and text and empty cells do not.
static bool tally_range(struct cell *self, const struct range *range,
                        struct tally *t, struct value *error)
{
    *error = value_error(ERROR_REF);
    if (!range_is_in(self->sheet, range)) return false;
    int size = range_size(range);
    struct value values[size]; // kept for us while we wait
    *error = value_error(ERROR_CYCLE);
    if (!cell_ask(self, range, values)) return false;
    for (int i = 0; i < size; i++) {
        if (values[i].kind == NUMBER) tally_add(t, values[i].number);
        if (values[i].kind != ERROR) continue;
        *error = values[i];
        return false;
    }
    return true;
}

// All arguments together; else false, and *error is the result.
static bool tally_all(struct cell *self, const struct node *call,
                      struct tally *t, struct value *error)
{
    double x;
    *t = (struct tally){0};
    for (int i = 0; i < call->arg_count; i++) {
        const struct node *arg = call->args[i];
        if (arg->kind == NODE_RANGE) {
            if (!tally_range(self, &arg->range, t, error)) return false;
        } else {
            if (!number_of(self, call, i, &x, error)) return false;
            tally_add(t, x);
        }
    }
    return true;
}

static struct value sum(struct cell *self, const struct node *call)
{
    struct value error;
    struct tally t;
    return tally_all(self, call, &t, &error) ? value_number(t.sum) : error;
}

static struct value count(struct cell *self, const struct node *call)
{
    struct value error;
    struct tally t;
    if (!tally_all(self, call, &t, &error)) return error;
    return value_number((double)t.count);
}

static struct value average(struct cell *self, const struct node *call)
{
    struct value error;
    struct tally t;
    if (!tally_all(self, call, &t, &error)) return error;
    if (!t.count) return value_error(ERROR_DIV0);
    return value_number(t.sum / (double)t.count);
}

static struct value least(struct cell *self, const struct node *call)
{
    struct value error;
    struct tally t;
    return tally_all(self, call, &t, &error) ? value_number(t.least) : error;
}

static struct value most(struct cell *self, const struct node *call)
{
    struct value error;
    struct tally t;
    return tally_all(self, call, &t, &error) ? value_number(t.most) : error;
}

// == The table ===============================================================

enum { MANY = 1000 };

static const struct function functions[] = {
    {"+", 2, 2, arithmetic},     {"-", 2, 2, arithmetic},
    {"*", 2, 2, arithmetic},     {"/", 2, 2, arithmetic},
    {"^", 2, 2, arithmetic},     {"NEGATE", 1, 1, negate},
    {"=", 2, 2, compare},        {"<>", 2, 2, compare},
    {"<", 2, 2, compare},        {"<=", 2, 2, compare},
    {">", 2, 2, compare},        {">=", 2, 2, compare},
    {"SUM", 1, MANY, sum},       {"COUNT", 1, MANY, count},
    {"AVG", 1, MANY, average},   {"AVERAGE", 1, MANY, average},
    {"MIN", 1, MANY, least},     {"MAX", 1, MANY, most},
    {"IF", 2, 3, choose},        {"ABS", 1, 1, absolute},
    {"SQRT", 1, 1, square_root}, {"ROUND", 1, 2, rounded},
};

const struct function *function_find(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (!strcmp(functions[i].name, name)) return &functions[i];
    return NULL;
}
