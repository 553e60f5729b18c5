// SPDX-License-Identifier: MIT
// lower_chan.c: operations on channels, sleep, and select. What an operation
// needs while it waits, its wait node and a value, lies in the union csp_op of
// the frame. Called by lower_expr.c and lower.c.
#include "lower.h"
#include "../include/csp_abi.h"

static const struct type *element_of(struct lower *l, const struct expr *chan)
{
    return type_element(l->unit, type_element(l->unit, chan->type));
}

static const char *
new_op(struct lower *l, const char *act, const struct type *value)
{
    const char *name = lower_format(l, "%s_%zu", act, l->to->points.count + 1);
    text_printf(&l->to->ops,
                "        struct {\n            struct csp_wait wait;\n");
    if (value)
        text_printf(&l->to->ops, "            %s;\n",
                    type_declare(l->unit, value, "value", true));
    text_printf(&l->to->ops, "        } %s;\n", name);
    return lower_format(l, "%s->csp_op.%s", l->fn->frame, name);
}

static const char *chan_words(struct lower *l, const struct expr *chan)
{
    while (chan->kind == EXPR_PAREN)
        chan = chan->kids[0];
    return unit_excerpt(l->unit, chan->begin, chan->end, 40);
}

// {{ ... }}: the element's own initialiser in braces.
static bool is_braced(const struct expr *list)
{
    return list->kind == EXPR_INIT && list->kid_count == 1 &&
           list->kids[0]->kind == EXPR_INIT;
}

// What csp__send's literal holds, as a value to assign; *whole: it must be
// copied as an array of one, because `=` cannot take it.
static const char *sent_text(struct lower *l, struct expr *call, bool *whole)
{
    struct expr *value = plan_sent_value(call);
    *whole = value == NULL;
    if (value) {
        const char *text = lower_operand(l, value);
        return lower_out_of_op(l, value, text);
    }
    struct expr *literal = plan_strip(call->kids[2]);
    struct expr *list = literal->kids[0];
    const struct type *type = element_of(l, call->kids[1]);
    if (is_braced(list) && type->class == TYPE_RECORD && !type->is_const) {
        *whole = false;
        return lower_format(l, "(%s)%s", type_declare(l->unit, type, "", true),
                            lower_operand(l, list->kids[0]));
    }
    const char *kid = lower_operand(l, list);
    return lower_with_kids(l, literal, &kid, 1);
}

static void
put_sent(struct lower *l, const char *slot, const char *value, bool whole)
{
    if (whole)
        lower_glue(l, "__builtin_memcpy(&%s, %s, sizeof %s);\n", slot, value,
                   slot);
    else
        lower_glue(l, "%s = %s;\n", slot, value);
}

const char *lower_send(struct lower *l, struct expr *call)
{
    struct expr *chan = call->kids[1];
    bool whole;
    const char *on = lower_operand(l, chan);
    on = lower_out_of_op(l, chan, on);
    const char *value = sent_text(l, call, &whole);
    const char *op = new_op(l, "send", element_of(l, chan));
    put_sent(l, lower_format(l, "%s.value", op), value, whole);
    lower_glue(l,
               "csp_result = csp_rt_send(csp_worker, &%s->csp, &%s.wait, %s, "
               "&%s.value);\n",
               l->fn->frame, op, on, op);
    lower_suspend(
        l,
        lower_point(l, CSP_POINT_SEND, "SEND", chan_words(l, chan),
                    call->begin),
        lower_format(l, "csp_result = %s->csp.result;", l->fn->frame));
    return "csp_result";
}

static bool is_null_constant(const struct expr *expr)
{
    return expr->is_constant && expr->kind != EXPR_ADDRESS && !expr->var &&
           !expr->fn;
}

// `address` is &variable. Where nobody reads it, its & was what kept compilers
// from a warning, and that is gone.
static void store(struct lower *l, struct expr *address, const char *value)
{
    struct expr *variable = address->kids[0];
    const char *name = lower_text(l, variable->begin, variable->end);
    lower_glue(l, "%s = %s;\n", name, value);
    if (l->pretty && !plan_strip(variable)->var->is_read)
        lower_glue(l, "(void)%s;\n", name);
}

const char *lower_receive(struct lower *l, struct expr *call)
{
    struct receive receive = plan_receive(call);
    const char *f = l->fn->frame;
    const char *on =
        lower_out_of_op(l, receive.chan, lower_operand(l, receive.chan));
    bool slot = receive.into || is_null_constant(receive.target);
    const char *target = NULL, *ok = NULL;
    if (!slot)
        target = lower_out_of_op(l, receive.target,
                                 lower_operand(l, receive.target));
    if (receive.ok && !receive.ok_into) ok = lower_operand(l, receive.ok);
    const char *op =
        new_op(l, "recv", slot ? element_of(l, receive.chan) : NULL);
    if (slot) target = lower_format(l, "&%s.value", op);
    lower_glue(
        l,
        "csp_result = csp_rt_recv(csp_worker, &%s->csp, &%s.wait, %s, %s);\n",
        f, op, on, target);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_RECV, "RECV",
                              chan_words(l, receive.chan), call->begin),
                  lower_format(l, "csp_result = %s->csp.result;", f));
    if (receive.into) store(l, receive.target, lower_format(l, "%s.value", op));
    if (receive.ok_into) {
        store(l, receive.ok, "csp_result");
    } else if (ok) {
        lower_glue(l, "*(%s) = csp_result;\n", ok);
    }
    return "csp_result";
}

// *(T *)csp__get(c): the value where the operation left it.
const char *lower_get(struct lower *l, struct expr *call)
{
    const char *on =
        lower_out_of_op(l, call->kids[1], lower_operand(l, call->kids[1]));
    const char *op = new_op(l, "get", element_of(l, call->kids[1]));
    lower_glue(l,
               "csp_result = csp_rt_recv(csp_worker, &%s->csp, &%s.wait, %s, "
               "&%s.value);\n",
               l->fn->frame, op, on, op);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_RECV, "RECV",
                              chan_words(l, call->kids[1]), call->begin),
                  NULL);
    return lower_format(l, "%s.value", op);
}

struct expr *lower_get_under(struct expr *expr)
{
    if (expr->kind != EXPR_UNARY || !expr->is_deref) return NULL;
    expr = plan_strip(expr->kids[0]);
    if (expr->kind != EXPR_CAST) return NULL;
    expr = plan_strip(expr->kids[0]);
    return expr->kind == EXPR_CALL && expr->op == OP_GET ? expr : NULL;
}

const char *lower_sleep(struct lower *l, struct expr *call)
{
    const char *ns =
        lower_out_of_op(l, call->kids[1], lower_operand(l, call->kids[1]));
    const char *name = lower_format(l, "sleep_%zu", l->to->points.count + 1);
    text_printf(&l->to->ops, "        struct csp_timer %s;\n", name);
    lower_glue(l,
               "csp_result = csp_rt_sleep(csp_worker, &%s->csp, "
               "&%s->csp_op.%s, %s);\n",
               l->fn->frame, l->fn->frame, name, ns);
    lower_suspend(
        l, lower_point(l, CSP_POINT_SLEEP, "SLEEP", NULL, call->begin), NULL);
    return "(void)0";
}

// The choices lie in the program's own array, which has the cases' layout.
const char *lower_select_set(struct lower *l, struct expr *call)
{
    const char *arguments[3];
    for (size_t i = 0; i < 3; i++)
        arguments[i] = lower_out_of_op(l, call->kids[i + 1],
                                       lower_operand(l, call->kids[i + 1]));
    const char *f = l->fn->frame;
    lower_glue(l,
               "csp_result = csp_rt_select(csp_worker, &%s->csp, "
               "(struct csp_case *)(void *)(%s), (int)(%s), %s);\n",
               f, arguments[0], arguments[1], arguments[2]);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_SELECT, "SELECT",
                              unit_excerpt(l->unit, call->kids[1]->begin,
                                           call->kids[1]->end, 40),
                              call->begin),
                  lower_format(l, "csp_result = %s->csp.result;", f));
    return "csp_result";
}

// -- select ------------------------------------------------------------------

// A case on its way: what it evaluated on entry, as text.
struct chosen {
    struct expr *call;
    struct receive receive;
    const char *on;     // the channel, or the time
    const char *target; // where to put what comes; NULL: into the slot
    const char *value;  // to send
    const char *ok;     // pointer to the flag
    bool slot, whole;
};

static const char *case_operand(struct lower *l, struct expr *expr)
{
    return lower_out_of_op(l, expr, lower_operand(l, expr));
}

// Operands may suspend, and use the storage that the cases will have: all of
// them are evaluated before the first case is filled in.
static void evaluate_case(struct lower *l, struct chosen *chosen)
{
    struct expr *call = chosen->call;
    chosen->on = case_operand(l, call->kids[1]);
    chosen->slot = call->op == OP_SEND;
    if (call->op == OP_SEND) chosen->value = sent_text(l, call, &chosen->whole);
    if (call->op != OP_RECV) return;
    struct receive receive = chosen->receive = plan_receive(call);
    chosen->slot = receive.into || is_null_constant(receive.target);
    if (!chosen->slot) chosen->target = case_operand(l, receive.target);
    if (receive.ok && !receive.ok_into)
        chosen->ok = lower_operand(l, receive.ok);
}

static void fill_case(struct lower *l, const char *op, size_t i,
                      struct text *fields, const struct chosen *chosen)
{
    const char *cases = lower_format(l, "%s.cases[%zu]", op, i);
    const char *slot = lower_format(l, "%s.value_%zu", op, i);
    if (chosen->call->op == OP_AFTER) {
        lower_glue(l, "%s = csp_rt_case_after(%s);\n", cases, chosen->on);
        return;
    }
    if (chosen->slot)
        text_printf(fields, "            %s;\n",
                    type_declare(l->unit, element_of(l, chosen->call->kids[1]),
                                 lower_format(l, "value_%zu", i), true));
    if (chosen->call->op == OP_SEND) {
        put_sent(l, slot, chosen->value, chosen->whole);
        lower_glue(l, "%s = csp_rt_case_send(%s, &%s);\n", cases, chosen->on,
                   slot);
        return;
    }
    const char *target =
        chosen->slot ? lower_format(l, "&%s", slot) : chosen->target;
    lower_glue(l, "%s = csp_rt_case_recv(%s, %s);\n", cases, chosen->on,
               target);
}

// What a receive case stores before its statements run.
static bool stores(const struct chosen *chosen)
{
    return chosen->receive.into || chosen->receive.ok ||
           chosen->call->op == OP_SEND;
}

static void store_chosen(struct lower *l, const char *op, size_t i,
                         const struct chosen *chosen)
{
    const struct receive *receive = &chosen->receive;
    if (!stores(chosen)) return;
    lower_glue(l, "case %zu:\n", i);
    if (receive->into)
        store(l, receive->target, lower_format(l, "%s.value_%zu", op, i));
    const char *ok = lower_format(l, "%s.cases[%zu].ok", op, i);
    if (chosen->call->op == OP_SEND) {
        size_t at = chosen->call->begin;
        lower_glue(l, "if (!%s) csp_rt_send_failed(%s);\n", ok,
                   lower_place(l, at));
    }
    if (receive->ok_into) {
        store(l, receive->ok, ok);
    } else if (chosen->ok) {
        lower_glue(l, "*(%s) = %s;\n", chosen->ok, ok);
    }
    lower_glue(l, "break;\n");
}

// Fills in the cases, waits, and stores what was received; leaves the index of
// the case in csp_result.
void lower_select_entry(struct lower *l, struct stmt *stmt)
{
    size_t count = stmt->cases.count, storing = 0;
    struct chosen *chosen =
        arena_alloc(l->unit->arena, (count + 1) * sizeof *chosen);
    struct text fields = {.arena = l->unit->arena};
    const char *name = lower_format(l, "select_%zu", ++l->to->select_count);
    const char *op = lower_format(l, "%s->csp_op.%s", l->fn->frame, name);
    lower_full_begin(l);
    for (size_t i = 0; i < count; i++) {
        chosen[i].call = stmt->cases.at[i].call;
        evaluate_case(l, &chosen[i]);
        storing += stores(&chosen[i]);
    }
    for (size_t i = 0; i < count; i++)
        fill_case(l, op, i, &fields, &chosen[i]);
    text_printf(&l->to->ops,
                "        struct {\n            struct csp_case cases[%zu];\n%s "
                "       } %s;\n",
                count ? count : 1, fields.at ? fields.at : "", name);
    const char *flags = stmt->has_default ? "CSP_SELECT_DEFAULT" : "0";
    if (stmt->order)
        flags = stmt->has_default
                    ? lower_format(l, "CSP_SELECT_DEFAULT | %s", stmt->order)
                    : stmt->order;
    lower_glue(l,
               "csp_result = csp_rt_select(csp_worker, &%s->csp, %s.cases, "
               "%zu, %s);\n",
               l->fn->frame, op, count, flags);
    lower_suspend(
        l, lower_point(l, CSP_POINT_SELECT, "SELECT", NULL, stmt->begin),
        lower_format(l, "csp_result = %s->csp.result;", l->fn->frame));
    if (storing) {
        lower_glue(l, "switch (csp_result) {\n");
        for (size_t i = 0; i < count; i++)
            store_chosen(l, op, i, &chosen[i]);
        lower_glue(l, "}\n");
    }
    lower_full_end(l);
}

void lower_select(struct lower *l, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->cases.count; i++)
        stmt->cases.at[i].label->number = i;
    lower_select_entry(l, stmt);
    lower_glue(l, "switch (csp_result)\n");
    lower_switch_body(l, stmt->kids[0]);
}
