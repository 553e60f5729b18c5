// SPDX-License-Identifier: MIT
// ends.c: the directions of channels. chan_in and chan_out are pointers to
// arrays of two lengths that <csp.h> sets; the C compiler has kept them apart,
// but takes either for a chan and knows nothing of sending. Requires the tree;
// looks into plain functions too.
#include "sense/sense.h"

enum end ends_of(const struct type *type)
{
    switch (type_pointee_length(type)) { // see csp_chan_in
    case TYPE_LENGTH_OPEN: return END_BOTH;
    case TYPE_LENGTH_IN: return END_IN;
    case TYPE_LENGTH_OUT: return END_OUT;
    default: return END_NONE;
    }
}

static const char *const kinds[] = {
    [END_IN] = "a receiving end, a chan_in",
    [END_OUT] = "a sending end, a chan_out",
};

static void refuse(struct unit *unit, const struct expr *chan, enum end end,
                   const char *what)
{
    struct place place = unit_place(unit, chan->begin, chan->end);
    diag_report(unit->diag, SEVERITY_ERROR, place, "csp-direction",
                "'%s' is %s: it cannot %s",
                unit_excerpt(unit, chan->begin, chan->end, 60), kinds[end],
                what);
    diag_report(unit->diag, SEVERITY_NOTE, place, NULL,
                "who has both ends has a chan, which converts to either");
}

static void check_operation(struct unit *unit, const struct expr *call)
{
    const struct form *form = call->fn ? call->fn->form : NULL;
    if (!form || !form->refused || call->kid_count < 2) return;
    const struct expr *chan = plan_strip(call->kids[1]);
    if (ends_of(chan->type) == form->refused)
        refuse(unit, chan, form->refused,
               arena_printf(unit->arena, "be %s", form->act));
}

static void check_expr(struct expr *expr, void *context)
{
    struct unit *unit = context;
    if (expr->kind == EXPR_CALL) check_operation(unit, expr);
    if (expr->as == expr->type) return;
    enum end end = ends_of(expr->type);
    if (end != END_IN && end != END_OUT) return;
    if (ends_of(expr->as) == END_BOTH)
        refuse(unit, plan_strip(expr), end, "become a chan");
}

void ends_check(struct unit *unit)
{
    if (unit->options->code.inferred) return;
    for (size_t i = 0; i < unit->fns.count; i++)
        if (!unit->fns.at[i]->said.is_system)
            tree_each(unit->fns.at[i]->body, NULL, check_expr, unit);
}
