// SPDX-License-Identifier: MIT
// ends.c: the directions of channels. chan_in and chan_out are pointers to
// arrays of two lengths that <csp.h> sets; the C compiler has kept them apart,
// but takes either for a chan and knows nothing of sending. Requires the tree;
// looks into plain functions too.
#include "passes.h"

#include <string.h>

enum end ends_of(const struct type *type)
{
    switch (type_pointee_length(type)) { // see csp_chan_in
    case TYPE_LENGTH_OPEN: return END_BOTH;
    case 1978: return END_IN;
    case 1985: return END_OUT;
    default: return END_NONE;
    }
}

static const char *const kinds[] = {
    [END_IN] = "a receiving end, a chan_in",
    [END_OUT] = "a sending end, a chan_out",
};

// What a channel's other end may not do.
static const struct {
    const char *name;
    enum end refused;
    const char *act;
} rules[] = {
    {"csp__send", END_IN, "sent to"},
    {"csp__try_send", END_IN, "sent to"},
    {"csp__send_thread", END_IN, "sent to"},
    {"csp__choice_send", END_IN, "sent to"},
    {"csp__close", END_IN, "closed"},
    {"csp__writers", END_IN, "given writers"},
    {"csp__retire", END_IN, "retired from"},
    {"csp__recv", END_OUT, "received from"},
    {"csp__get", END_OUT, "received from"},
    {"csp__try_recv", END_OUT, "received from"},
    {"csp__recv_thread", END_OUT, "received from"},
    {"csp__choice_recv", END_OUT, "received from"},
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
    if (!call->fn || call->kid_count < 2) return;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(call->fn->name, rules[i].name) != 0) continue;
        const struct expr *chan = plan_strip(call->kids[1]);
        if (ends_of(chan->type) == rules[i].refused)
            refuse(unit, chan, rules[i].refused,
                   arena_printf(unit->arena, "be %s", rules[i].act));
        return;
    }
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
    if (unit->options->stress) return;
    for (size_t i = 0; i < unit->fns.count; i++)
        if (!unit->fns.at[i]->is_system)
            tree_each(unit->fns.at[i]->body, NULL, check_expr, unit);
}
