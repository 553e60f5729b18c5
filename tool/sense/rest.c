// SPDX-License-Identifier: MIT
// rest.c: the arguments of a variadic coroutine that have no name. C's calling
// conventions put them into registers and on the stack; a caller that is
// suspended has neither, so they lie in its frame, as the convention has them
// in memory once its registers are used up: csp_va_begin of csp_abi.h. Called
// by colour.c, check.c, stress.c and lower/rest.c.
#include "sense/sense.h"

#include <string.h>

static bool is_machine(const struct unit *unit, const char *name)
{
    const char *triple = unit->source->target.triple;
    size_t length = strlen(name);
    return triple && strncmp(triple, name, length) == 0 &&
           triple[length] == '-';
}

bool rest_is_known(const struct unit *unit)
{
    return is_machine(unit, "x86_64") || is_machine(unit, "aarch64") ||
           is_machine(unit, "riscv64");
}

bool rest_starts(const struct expr *expr)
{
    return expr->kind == EXPR_CALL && expr->fn &&
           strcmp(expr->fn->name, "__builtin_va_start") == 0;
}

size_t rest_begin(const struct expr *call)
{
    const struct type *type = call->kids[0]->as;
    return type_has_rest(type) ? type_param_count(type) : call->kid_count - 1;
}

// Elsewhere than on x86-64 larger ones are handed over by their address, but
// for some of floating point.
static bool fits(const struct unit *unit, const struct type *type)
{
    enum { SLOT = 8, WIDEST = 2 * SLOT };
    if (type->is_vla || type->align > WIDEST || type->size < 0) return false;
    return type->size <= WIDEST || is_machine(unit, "x86_64");
}

const struct expr *rest_misfit(const struct unit *unit, const struct expr *call)
{
    for (size_t i = rest_begin(call) + 1; i < call->kid_count; i++)
        if (!fits(unit, call->kids[i]->as)) return call->kids[i];
    return NULL;
}
