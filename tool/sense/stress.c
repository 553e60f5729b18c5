// SPDX-License-Identifier: MIT
// stress.c: -fcsp-stress makes a coroutine of every function, and -fcsp-io of
// each that may wait, but for those that cannot be one, or whose name means
// something to the compiler; the shapes of frames. Called by colour.c,
// lower/call.c and emit/entry.c.
#include "sense/sense.h"

#include <string.h>

static bool has_register_variable(const struct fn *fn)
{
    for (size_t i = 0; i < fn->vars.count; i++)
        if (fn->vars.at[i]->said.reg) return true;
    return false;
}

// A type that a parameter defines is known in the function alone; its frame is
// outside.
static bool defines_in_head(const struct unit *unit, const struct fn *fn)
{
    return memchr(unit->source->text + fn->name_at, '{',
                  fn->body->begin - fn->name_at) != NULL;
}

// The compiler knows what these do, whatever the program defines: it must see
// the call, and it makes calls of them out of loops that do the same, those in
// a step of memset itself too.
bool stress_is_builtin(const char *name)
{
    static const char checked[] = "_chk"; // __printf_chk and its kin
    static const char *const names[] = {
        "abort",     "abs",      "alloca",  "bcmp",     "bcopy",    "bzero",
        "cabs",      "calloc",   "ceil",    "cimag",    "cimagf",   "cimagl",
        "conj",      "conjf",    "conjl",   "copysign", "cos",      "cosf",
        "creal",     "crealf",   "creall",  "exit",     "exp",      "expf",
        "fabs",      "fabsf",    "fabsl",   "ffs",      "floor",    "floorf",
        "fmod",      "fprintf",  "fputc",   "fputs",    "free",     "fscanf",
        "fwrite",    "imaxabs",  "index",   "labs",     "llabs",    "log",
        "logf",      "malloc",   "memchr",  "memcmp",   "memcpy",   "memmove",
        "mempcpy",   "memset",   "pow",     "printf",   "putchar",  "puts",
        "rindex",    "scanf",    "sin",     "sinf",     "snprintf", "sprintf",
        "sqrt",      "sqrtf",    "sqrtl",   "sscanf",   "stpcpy",   "strcat",
        "strchr",    "strcmp",   "strcpy",  "strcspn",  "strdup",   "strlen",
        "strncat",   "strncmp",  "strncpy", "strpbrk",  "strrchr",  "strspn",
        "strstr",    "tan",      "tolower", "toupper",  "vfprintf", "vprintf",
        "vsnprintf", "vsprintf",
    };
    size_t length = strlen(name), end = sizeof checked - 1;
    if (name[0] == '_' && length > end &&
        strcmp(name + length - end, checked) == 0)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

static void count_stmt(struct stmt *stmt, void *context)
{
    (void)stmt;
    ++*(size_t *)context;
}

// With a suspension before each statement compilers take minutes for it.
static bool is_huge(const struct fn *fn)
{
    enum { MOST_STATEMENTS = 20000 };
    size_t count = 0;
    tree_each(fn->body, count_stmt, NULL, &count);
    return count > MOST_STATEMENTS;
}

static void find_form(struct stmt *stmt, void *context)
{
    if (stmt->kind == STMT_SELECT || stmt->kind == STMT_BLOCKING ||
        stmt->kind == STMT_PAR || stmt->kind == STMT_GO ||
        stmt->kind == STMT_SCOPE)
        *(bool *)context = true;
}

static void find_operation(struct expr *expr, void *context)
{
    if (expr->said.is_spawn || expr->op == OP_JOIN ||
        (expr->kind == EXPR_CALL && tree_operation(expr) != OP_NONE))
        *(bool *)context = true;
}

// It has a form of the language: then it is annotated C, whose rules hold.
static bool uses_forms(const struct fn *fn)
{
    bool found = false;
    tree_each(fn->body, find_form, find_operation, &found);
    return found;
}

// C gives a stackless function no way to do what it does.
static bool must_stay_plain(struct unit *unit, const struct fn *fn)
{
    return (fn->said.is_variadic && !rest_is_known(unit)) ||
           fn->said.is_system || strncmp(fn->name, "csp_", 4) == 0 ||
           stress_is_builtin(fn->name) || fn->said.is_constructor ||
           fn->said.is_redefined || fn->said.is_weak ||
           has_register_variable(fn) || fn->said.asm_goto ||
           (fn->said.is_inline && !fn->said.is_static) || is_huge(fn) ||
           defines_in_head(unit, fn) || check_stays_plain(unit, fn);
}

bool stress_stays_plain(struct unit *unit, const struct fn *fn)
{
    return !fn->said.annotated && !uses_forms(fn) && must_stay_plain(unit, fn);
}

// -- shapes ------------------------------------------------------------------

// FNV-1a's step.
static unsigned mix(unsigned shape, const struct type *type)
{
    unsigned size = type->class == TYPE_VOID ? 0 : (unsigned)type->size;
    return (shape ^ size) * 16777619u;
}

static unsigned finish(unsigned shape)
{
    return (shape ^ shape << 8) << 8 | 1u << 8;
}

static unsigned begin(const struct type *function)
{
    return 2166136261u ^ type_has_rest(function);
}

unsigned stress_shape(const struct fn *fn)
{
    unsigned shape = mix(begin(fn->type), fn->result);
    for (size_t i = 0; i < fn->params.count; i++)
        shape = mix(shape, fn->params.at[i]->type);
    return finish(shape);
}

unsigned stress_shape_of_call(struct unit *unit, const struct expr *call)
{
    const struct type *type = call->kids[0]->as;
    unsigned shape = mix(begin(type), call->type);
    for (size_t i = 0; i < rest_begin(call); i++)
        shape = mix(shape, type_param(unit, type, i));
    return finish(shape);
}
