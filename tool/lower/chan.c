// SPDX-License-Identifier: MIT
// chan.c: operations on channels, and sleep. What an operation needs while it
// waits, its wait node and a value, lies in a union of the frame. Called by
// expr.c, which has evaluated the operands, and select.c.
#include "lower/lower.h"
#include "tree/wait.h"
#include "../../include/csp_abi.h"

const struct type *lower_element(struct lower *l, const struct expr *chan)
{
    return type_element(l->unit, type_element(l->unit, chan->type));
}

// Can the value stand right behind the node of its operation? See csp_abi.h.
static bool is_near(const struct type *value, bool sends)
{
    return value->align <= 8 && (sends || value->size > 0);
}

static const char *
new_op(struct lower *l, const char *act, const struct type *value, bool sends)
{
    lower_waits(l);
    const char *name = lower_member(
        l, lower_format(l, "%s_%zu", act, l->to->points.count + 1));
    struct arena *arena = l->unit->arena;
    struct field *op = lower_op(l, name);
    if (!value || !is_near(value, sends))
        field_add(arena, op, FIELD_OPERATION, FIELD_LIKE(struct csp_wait),
                  "struct csp_wait wait");
    else if (sends)
        field_add(arena, op, FIELD_OPERATION, FIELD_LIKE(struct csp_wait_send),
                  "struct csp_wait_send wait");
    else
        field_add(arena, op, FIELD_OPERATION, FIELD_LIKE(struct csp_wait_recv),
                  "struct csp_wait_recv wait");
    if (value)
        field_add(arena, op, FIELD_OPERATION, value->size, value->align, "%s",
                  type_declare_object(l->unit, value, "value"));
    return lower_format(l, "%s->%s", l->fn->names.frame, name);
}

// Calls the runtime, for a value in the operation's own place.
static void put_call(struct lower *l, const char *op, const char *on,
                     const struct type *value, bool sends)
{
    const char *f = l->fn->names.frame, *verb = sends ? "send" : "recv";
    if (is_near(value, sends))
        writer_glue(l->w,
                    "csp_result = csp_rt_%s_slot(csp_worker, &%s->csp, "
                    "&%s.wait, %s, sizeof %s.value);\n",
                    verb, f, op, on, op);
    else
        writer_glue(l->w,
                    "csp_result = csp_rt_%s_sized(csp_worker, &%s->csp, "
                    "&%s.wait, %s, &%s.value, sizeof %s.value);\n",
                    verb, f, op, on, op, op);
}

// {{ ... }}: the element's own initialiser in braces.
static bool is_braced(const struct expr *list)
{
    return list->kind == EXPR_INIT && list->kid_count == 1 &&
           list->kids[0]->kind == EXPR_INIT;
}

static struct expr *sent_list(const struct expr *call)
{
    return plan_strip(call->kids[2])->kids[0];
}

// It is a record's own initialiser.
static bool is_sent_record(struct lower *l, const struct expr *call)
{
    const struct type *type = lower_element(l, call->kids[1]);
    return is_braced(sent_list(call)) && type->class == TYPE_RECORD &&
           !type->is_const;
}

struct expr *lower_sent(struct lower *l, const struct expr *call)
{
    struct expr *value = plan_sent_value(call);
    if (value) return value;
    struct expr *list = sent_list(call);
    return is_sent_record(l, call) ? list->kids[0] : list;
}

bool lower_is_sent_whole(struct lower *l, const struct expr *call)
{
    return !plan_sent_value(call) && !is_sent_record(l, call);
}

const char *
lower_sent_text(struct lower *l, const struct expr *call, const char *value)
{
    const struct type *type = lower_element(l, call->kids[1]);
    if (plan_sent_value(call)) return value;
    if (is_sent_record(l, call))
        return lower_format(l, "(%s)%s", type_declare_object(l->unit, type, ""),
                            value);
    const struct expr *list = sent_list(call);
    bool has_braces = list->begin < list->kids[0]->begin;
    return lower_format(l, has_braces ? "(%s)%s" : "(%s){%s}",
                        type_declare_object(l->unit, type, "[1]"), value);
}

void lower_put_sent(struct lower *l, const char *slot,
                    const struct exchange *it)
{
    if (lower_is_sent_whole(l, it->call))
        writer_glue(l->w, "__builtin_memcpy(&%s, %s, sizeof %s);\n", slot,
                    it->value, slot);
    else
        writer_glue(l->w, "%s = %s;\n", slot, it->value);
}

// A send or receive has failed, and it is not because the channel is closed.
// Where that lands, csp_result tells that something has unwound.
static void unwind_if_ended(struct lower *l)
{
    lower_unwind_if(l,
                    "!csp_result && (csp_result = csp_rt_ended(csp_worker))");
}

const char *lower_send(struct lower *l, const struct exchange *it)
{
    const struct expr *call = it->call, *chan = call->kids[1];
    const struct type *type = lower_element(l, chan);
    const char *op = new_op(l, "send", type, true);
    lower_put_sent(l, lower_format(l, "%s.value", op), it);
    put_call(l, op, it->on, type, true);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_SEND, "SEND",
                              lower_operand_words(l, call, chan), call->begin),
                  lower_resumed(l));
    if (call == l->unread) unwind_if_ended(l);
    return "csp_result";
}

// `address` is &variable. Where nobody reads it, its & was what kept compilers
// from a warning, and that is gone.
void lower_store(struct lower *l, struct expr *address, const char *value)
{
    struct expr *variable = address->kids[0];
    const char *name = edits_text(l->edits, variable->begin, variable->end);
    writer_glue(l->w, "%s = %s;\n", name, value);
    if (l->w->pretty && !plan_strip(variable)->var->frame.is_read)
        writer_glue(l->w, "(void)%s;\n", name);
}

// The same where the program says the place, or NULL.
static void put_call_at(struct lower *l, const char *op,
                        const struct exchange *it, const struct type *value)
{
    const char *f = l->fn->names.frame;
    if (value->size < 0)
        writer_glue(l->w,
                    "csp_result = csp_rt_recv(csp_worker, &%s->csp, &%s.wait, "
                    "%s, %s);\n",
                    f, op, it->on, it->target);
    else
        writer_glue(l->w,
                    "csp_result = csp_rt_recv_sized(csp_worker, &%s->csp, "
                    "&%s.wait, %s, %s, sizeof(%s));\n",
                    f, op, it->on, it->target,
                    type_declare_object(l->unit, value, ""));
}

const char *lower_receive(struct lower *l, const struct exchange *it)
{
    const struct receive *receive = &it->receive;
    const struct type *type = lower_element(l, receive->chan);
    const char *op = new_op(l, "recv", it->has_slot ? type : NULL, false);
    if (it->has_slot)
        put_call(l, op, it->on, type, false);
    else
        put_call_at(l, op, it, type);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_RECV, "RECV",
                              lower_operand_words(l, it->call, receive->chan),
                              it->call->begin),
                  lower_resumed(l));
    if (it->call == l->unread && !receive->ok) unwind_if_ended(l);
    if (receive->into)
        lower_store(l, receive->target, lower_format(l, "%s.value", op));
    if (receive->ok_into) {
        lower_store(l, receive->ok, "csp_result");
    } else if (it->ok) {
        writer_glue(l->w, "*(%s) = csp_result;\n", it->ok);
    }
    return "csp_result";
}

// *(T *)csp__get(c): the value where the operation left it.
const char *lower_get(struct lower *l, const struct expr *call, const char *on)
{
    const struct type *type = lower_element(l, call->kids[1]);
    const char *op = new_op(l, "get", type, false);
    put_call(l, op, on, type, false);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_RECV, "RECV",
                              lower_operand_words(l, call, call->kids[1]),
                              call->begin),
                  lower_resumed(l));
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

const char *
lower_simple(struct lower *l, const struct expr *call, const char **values)
{
    lower_waits(l);
    const struct wait_simple *it = wait_simple(call->op);
    const char *f = l->fn->names.frame, *operands = "", *node = "";
    size_t number = l->to->points.count + 1;
    for (size_t i = 1; i < call->kid_count; i++)
        operands = lower_format(l, "%s, %s", operands, values[i]);
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
                  lower_resumed(l));
    return failure(l, call);
}

// The choices lie in the program's own array, which has the cases' layout.
const char *
lower_select_set(struct lower *l, const struct expr *call, const char **values)
{
    lower_waits(l);
    writer_glue(l->w,
                "csp_result = csp_rt_select(csp_worker, &%s->csp, "
                "(struct csp_case *)(void *)(%s), csp_rt_count(%s, %s), %s);\n",
                l->fn->names.frame, values[1], values[2],
                lower_place(l, call->begin), values[3]);
    lower_suspend(l,
                  lower_point(l, CSP_POINT_SELECT, "SELECT",
                              lower_operand_words(l, call, call->kids[1]),
                              call->begin),
                  lower_resumed(l));
    if (call != l->unread)
        return "(csp_result == CSP_ENDED ? csp_rt_why(csp_worker) : "
               "csp_result)";
    lower_unwind_if(l, "csp_result == CSP_ENDED");
    return "(void)0";
}
