// SPDX-License-Identifier: MIT
// chan.c: operations on channels, sleep, and select. What an operation
// needs while it waits, its wait node and a value, lies in a union of the
// frame. Called by lower/expr.c and lower.c.
#include "lower/lower.h"
#include "tree/wait.h"
#include "../../include/csp_abi.h"

static const char *resumed(struct lower *l)
{
    return lower_format(l, "csp_result = %s->csp.result;", l->fn->names.frame);
}

// What the operands of a call do, from kids[from] on.
static struct effects
effects_of(const struct expr *call, size_t from, struct effects later)
{
    for (size_t i = from; i < call->kid_count; i++) {
        later.any |= call->kids[i]->said.has_effects;
        later.suspend |= call->kids[i]->colour.suspends;
    }
    return later;
}

static const struct effects no_effects;

static const struct type *element_of(struct lower *l, const struct expr *chan)
{
    return type_element(l->unit, type_element(l->unit, chan->type));
}

static const char *
new_op(struct lower *l, const char *act, const struct type *value)
{
    const char *name = lower_member(
        l, lower_format(l, "%s_%zu", act, l->to->points.count + 1));
    struct arena *arena = l->unit->arena;
    struct field *op = lower_op(l, name);
    field_add(arena, op, FIELD_OPERATION, FIELD_LIKE(struct csp_wait),
              "struct csp_wait wait");
    if (value)
        field_add(arena, op, FIELD_OPERATION, value->size, value->align, "%s",
                  type_declare_object(l->unit, value, "value"));
    return lower_format(l, "%s->%s", l->fn->names.frame, name);
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
    struct expr *list = plan_strip(call->kids[2])->kids[0];
    const struct type *type = element_of(l, call->kids[1]);
    if (is_braced(list) && type->class == TYPE_RECORD && !type->is_const) {
        *whole = false;
        return lower_format(l, "(%s)%s", type_declare_object(l->unit, type, ""),
                            lower_operand(l, list->kids[0]));
    }
    const char *array = type_declare_object(l->unit, type, "[1]");
    bool has_braces = list->begin < list->kids[0]->begin;
    return lower_format(l, has_braces ? "(%s)%s" : "(%s){%s}", array,
                        lower_operand(l, list));
}

static void
put_sent(struct lower *l, const char *slot, const char *value, bool whole)
{
    if (whole)
        writer_glue(l->w, "__builtin_memcpy(&%s, %s, sizeof %s);\n", slot,
                    value, slot);
    else
        writer_glue(l->w, "%s = %s;\n", slot, value);
}

// A send or receive has failed, and it is not because the channel is closed.
static void unwind_if_ended(struct lower *l)
{
    lower_unwind_if(l, "!csp_result && csp_rt_ended(csp_worker)");
}

const char *lower_send(struct lower *l, struct expr *call)
{
    struct expr *chan = call->kids[1];
    bool whole;
    const char *on = lower_now(l, chan, effects_of(call, 2, no_effects));
    const char *value = sent_text(l, call, &whole);
    const char *op = new_op(l, "send", element_of(l, chan));
    put_sent(l, lower_format(l, "%s.value", op), value, whole);
    writer_glue(l->w,
                "csp_result = csp_rt_send(csp_worker, &%s->csp, &%s.wait, %s, "
                "&%s.value);\n",
                l->fn->names.frame, op, on, op);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_SEND, "SEND",
                              lower_operand_words(l, call, chan), call->begin),
                  resumed(l));
    if (call == l->unread) unwind_if_ended(l);
    return "csp_result";
}

static bool is_null_constant(const struct expr *expr)
{
    return expr->said.is_constant && expr->kind != EXPR_ADDRESS && !expr->var &&
           !expr->fn;
}

// `address` is &variable. Where nobody reads it, its & was what kept compilers
// from a warning, and that is gone.
static void store(struct lower *l, struct expr *address, const char *value)
{
    struct expr *variable = address->kids[0];
    const char *name = edits_text(l->edits, variable->begin, variable->end);
    writer_glue(l->w, "%s = %s;\n", name, value);
    if (l->w->pretty && !plan_strip(variable)->var->frame.is_read)
        writer_glue(l->w, "(void)%s;\n", name);
}

static const char *
target_text(struct lower *l, struct expr *target, struct effects later)
{
    if (is_null_constant(target)) return "(void *)0"; // the value is dropped
    const char *text = lower_now(l, target, later);
    bool cast = type_pointee_is_volatile(target->type);
    return cast ? lower_format(l, "(void *)(%s)", text) : text;
}

const char *lower_receive(struct lower *l, struct expr *call)
{
    struct receive receive = plan_receive(call);
    const char *f = l->fn->names.frame;
    const char *on =
        lower_now(l, receive.chan, effects_of(call, 2, no_effects));
    bool slot = receive.into;
    const char *target = NULL, *ok = NULL;
    if (!slot)
        target =
            target_text(l, receive.target, effects_of(call, 3, no_effects));
    if (receive.ok && !receive.ok_into) ok = lower_operand(l, receive.ok);
    const char *op =
        new_op(l, "recv", slot ? element_of(l, receive.chan) : NULL);
    if (slot) target = lower_format(l, "&%s.value", op);
    writer_glue(
        l->w,
        "csp_result = csp_rt_recv(csp_worker, &%s->csp, &%s.wait, %s, %s);\n",
        f, op, on, target);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_RECV, "RECV",
                              lower_operand_words(l, call, receive.chan),
                              call->begin),
                  resumed(l));
    if (call == l->unread && !receive.ok) unwind_if_ended(l);
    if (receive.into) store(l, receive.target, lower_format(l, "%s.value", op));
    if (receive.ok_into) {
        store(l, receive.ok, "csp_result");
    } else if (ok) {
        writer_glue(l->w, "*(%s) = csp_result;\n", ok);
    }
    return "csp_result";
}

// *(T *)csp__get(c): the value where the operation left it.
const char *lower_get(struct lower *l, struct expr *call)
{
    const char *on =
        lower_out_of_op(l, call->kids[1], lower_operand(l, call->kids[1]));
    const char *op = new_op(l, "get", element_of(l, call->kids[1]));
    writer_glue(l->w,
                "csp_result = csp_rt_recv(csp_worker, &%s->csp, &%s.wait, %s, "
                "&%s.value);\n",
                l->fn->names.frame, op, on, op);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_RECV, "RECV",
                              lower_operand_words(l, call, call->kids[1]),
                              call->begin),
                  resumed(l));
    unwind_if_ended(l);
    return lower_format(l, "%s.value", op);
}

struct expr *lower_get_under(struct expr *expr)
{
    if (expr->kind != EXPR_UNARY || !expr->said.is_deref) return NULL;
    expr = plan_strip(expr->kids[0]);
    if (expr->kind != EXPR_CAST) return NULL;
    expr = plan_strip(expr->kids[0]);
    return expr->kind == EXPR_CALL && expr->op == OP_GET ? expr : NULL;
}

// What has no result but that it has failed.
static const char *failure(struct lower *l, const struct expr *call)
{
    if (call != l->unread)
        return "(csp_result == CSP_ENDED ? csp_rt_why(csp_worker) : 0)";
    lower_unwind_if(l, "csp_result == CSP_ENDED");
    return "(void)0";
}

const char *lower_simple(struct lower *l, struct expr *call)
{
    const struct wait_simple *it = wait_simple(call->op);
    const char *f = l->fn->names.frame, *operands = "", *node = "";
    size_t number = l->to->points.count + 1;
    for (size_t i = 1; i < call->kid_count; i++)
        operands = lower_format(
            l, "%s, %s", operands,
            lower_out_of_op(l, call->kids[i], lower_operand(l, call->kids[i])));
    if (it->name) {
        const char *name =
            lower_member(l, lower_format(l, "%s_%zu", it->name, number));
        struct field *field =
            field_add(l->unit->arena, l->to->ops, FIELD_OPERATION, it->size,
                      it->align, "%s %s", it->node, name);
        field->name = name;
        field->point = (int)number;
        node = lower_format(l, ", &%s->%s", f, name);
    }
    writer_glue(l->w, "csp_result = %s(csp_worker, &%s->csp%s%s);\n",
                it->runtime, f, node, operands);
    lower_suspend(l, lower_point(l, it->kind, it->tag, NULL, call->begin),
                  resumed(l));
    return failure(l, call);
}

// The choices lie in the program's own array, which has the cases' layout.
const char *lower_select_set(struct lower *l, struct expr *call)
{
    const char *arguments[3];
    for (size_t i = 0; i < 3; i++)
        arguments[i] = lower_out_of_op(l, call->kids[i + 1],
                                       lower_operand(l, call->kids[i + 1]));
    const char *f = l->fn->names.frame;
    writer_glue(l->w,
                "csp_result = csp_rt_select(csp_worker, &%s->csp, "
                "(struct csp_case *)(void *)(%s), csp_rt_count(%s, %s), %s);\n",
                f, arguments[0], arguments[1], lower_place(l, call->begin),
                arguments[2]);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_SELECT, "SELECT",
                              lower_operand_words(l, call, call->kids[1]),
                              call->begin),
                  resumed(l));
    if (call != l->unread)
        return "(csp_result == CSP_ENDED ? csp_rt_why(csp_worker) : "
               "csp_result)";
    lower_unwind_if(l, "csp_result == CSP_ENDED");
    return "(void)0";
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
    bool at_label; // what it stores, it stores behind its label
};

enum { CANCEL = INT32_MAX }; // the number of case_cancel

struct selecting {
    const char *op; // its member of the frame
    struct chosen *chosen;
};

// Operands may suspend, and use the storage that the cases will have: all of
// them are evaluated before the first case is filled in. later: behind it comes
// a case whose operands have effects.
static void
evaluate_case(struct lower *l, struct chosen *chosen, struct effects later)
{
    struct expr *call = chosen->call;
    chosen->on = lower_now(l, call->kids[1], effects_of(call, 2, later));
    if (call->op == OP_AFTER) return;
    bool sends = call->op == OP_SEND;
    struct receive receive = chosen->receive =
        sends ? plan_offer(call) : plan_receive(call);
    chosen->slot = sends || receive.into;
    struct effects behind = effects_of(call, 3, later);
    if (sends) {
        chosen->value = sent_text(l, call, &chosen->whole);
        bool now = behind.any || call->kids[2]->said.has_effects;
        if (!chosen->whole && now && !behind.suspend)
            chosen->value =
                lower_to_temp(l, element_of(l, call->kids[1]), chosen->value);
    } else if (!chosen->slot) {
        chosen->target = target_text(l, receive.target, behind);
    }
    if (receive.ok && !receive.ok_into)
        chosen->ok = lower_operand(l, receive.ok);
}

static void fill_case(struct lower *l, const char *op, size_t i,
                      struct field *fields, const struct chosen *chosen)
{
    const char *cases = lower_format(l, "%s.cases[%zu]", op, i);
    const char *slot = lower_format(l, "%s.value_%zu", op, i);
    if (chosen->call->op == OP_AFTER) {
        writer_glue(l->w, "%s = csp_rt_case_after(%s);\n", cases, chosen->on);
        return;
    }
    if (chosen->slot) {
        const struct type *type = element_of(l, chosen->call->kids[1]);
        field_add(l->unit->arena, fields, FIELD_OPERATION, type->size,
                  type->align, "%s",
                  type_declare_object(l->unit, type,
                                      lower_format(l, "value_%zu", i)));
    }
    if (chosen->call->op == OP_SEND) {
        put_sent(l, slot, chosen->value, chosen->whole);
        writer_glue(l->w, "%s = csp_rt_case_send(%s, &%s);\n", cases,
                    chosen->on, slot);
        return;
    }
    const char *target =
        chosen->slot ? lower_format(l, "&%s", slot) : chosen->target;
    writer_glue(l->w, "%s = csp_rt_case_recv(%s, %s);\n", cases, chosen->on,
                target);
}

// What a case stores, or asks, before its statements run.
static bool stores(const struct chosen *chosen)
{
    return chosen->receive.into || chosen->receive.ok ||
           chosen->call->op == OP_SEND;
}

static void store_chosen(struct lower *l, const char *op, size_t i,
                         const struct chosen *chosen)
{
    const struct receive *receive = &chosen->receive;
    if (receive->into)
        store(l, receive->target, lower_format(l, "%s.value_%zu", op, i));
    const char *ok = lower_format(l, "%s.cases[%zu].ok", op, i);
    if (chosen->call->op == OP_SEND && !receive->ok) {
        size_t at = chosen->call->begin;
        writer_glue(l->w, "if (!%s) csp_rt_send_failed(%s);\n", ok,
                    lower_place(l, at));
    }
    if (receive->ok_into) {
        store(l, receive->ok, ok);
    } else if (chosen->ok) {
        writer_glue(l->w, "*(%s) = %s;\n", chosen->ok, ok);
    }
}

// A case into which the one before it falls must not store again what it did
// not receive. The others store behind their labels.
static void see_labels(struct selecting *select, const struct stmt *stmt)
{
    const struct stmt *body = stmt->kids[0];
    for (size_t i = 0; i < body->kid_count; i++) {
        const struct stmt *label = body->kids[i];
        if (label->kind != STMT_CASE || !label->kids[0]->is_marker) continue;
        if (label->number == CANCEL) continue;
        select->chosen[label->number].at_label =
            i == 0 || lower_is_left(body->kids[i - 1]);
    }
}

void lower_case(struct lower *l, const struct stmt *label)
{
    if (label->number == CANCEL) {
        writer_glue(l->w, "case CSP_ENDED:");
        return;
    }
    const struct chosen *chosen = &l->select->chosen[label->number];
    writer_glue(l->w, "case %zu:", label->number);
    if (!chosen->at_label || !stores(chosen)) return;
    writer_glue(l->w, "\n");
    l->w->depth++;
    store_chosen(l, l->select->op, label->number, chosen);
    l->w->depth--;
}

static void store_before_labels(struct lower *l, const struct stmt *stmt,
                                const struct selecting *select)
{
    size_t count = 0;
    for (size_t i = 0; i < stmt->select.cases.count; i++) {
        const struct chosen *chosen = &select->chosen[i];
        if (chosen->at_label || !stores(chosen)) continue;
        if (count++ == 0) writer_glue(l->w, "switch (csp_result) {\n");
        writer_glue(l->w, "case %zu:\n", i);
        store_chosen(l, select->op, i, chosen);
        writer_glue(l->w, "break;\n");
    }
    if (count) writer_glue(l->w, "}\n");
}

static void fill_cases(struct lower *l, const struct stmt *stmt,
                       const struct selecting *select, const char *name)
{
    size_t count = stmt->select.cases.count;
    struct effects *later =
        arena_alloc(l->unit->arena, (count + 1) * sizeof *later);
    for (size_t i = count; i > 0; i--)
        later[i - 1] =
            effects_of(stmt->select.cases.at[i - 1].call, 1, later[i]);
    for (size_t i = 0; i < count; i++) {
        select->chosen[i].call = stmt->select.cases.at[i].call;
        evaluate_case(l, &select->chosen[i], later[i + 1]);
    }
    struct field *op = lower_op(l, name);
    field_add(l->unit->arena, op, FIELD_OPERATION,
              (int64_t)(sizeof(struct csp_case) * (count ? count : 1)),
              _Alignof(struct csp_case), "struct csp_case cases[%zu]",
              count ? count : 1);
    for (size_t i = 0; i < count; i++)
        fill_case(l, select->op, i, op, &select->chosen[i]);
}

// Leaves the index of the case in csp_result.
static void wait_for_case(struct lower *l, const struct stmt *stmt,
                          const struct selecting *select)
{
    const char *flags = stmt->select.has_default ? "CSP_SELECT_DEFAULT" : "0";
    if (stmt->select.order)
        flags =
            stmt->select.has_default
                ? lower_format(l, "CSP_SELECT_DEFAULT | %s", stmt->select.order)
                : stmt->select.order;
    writer_glue(l->w,
                "csp_result = csp_rt_select(csp_worker, &%s->csp, %s.cases, "
                "%zu, %s);\n",
                l->fn->names.frame, select->op, stmt->select.cases.count,
                flags);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_SELECT, "SELECT", NULL, stmt->begin),
                  resumed(l));
}

void lower_select(struct lower *l, struct stmt *stmt)
{
    const struct selecting *outer = l->select;
    const char *name =
        lower_member(l, lower_format(l, "select_%zu", ++l->to->select_count));
    struct selecting select = {
        .op = lower_format(l, "%s->%s", l->fn->names.frame, name),
        .chosen = arena_alloc(l->unit->arena, (stmt->select.cases.count + 1) *
                                                  sizeof *select.chosen)};
    for (size_t i = 0; i < stmt->select.cases.count; i++)
        stmt->select.cases.at[i].label->number = i;
    lower_full_begin(l);
    fill_cases(l, stmt, &select, name);
    if (stmt->cancel.call) stmt->cancel.label->number = CANCEL;
    wait_for_case(l, stmt, &select);
    if (!stmt->cancel.call) lower_unwind_if(l, "csp_result == CSP_ENDED");
    see_labels(&select, stmt);
    store_before_labels(l, stmt, &select);
    lower_full_end(l);
    writer_glue(l->w, "switch (csp_result) {\n");
    if (!stmt->select.has_default)
        writer_glue(l->w, "default: __builtin_unreachable();\n");
    l->select = &select;
    l->bare = stmt->kids[0];
    lower_switch_body(l, stmt->kids[0]);
    writer_glue(l->w, "}");
    l->select = outer;
}
