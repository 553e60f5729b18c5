// SPDX-License-Identifier: MIT
// lower_expr.c: expressions that suspend. Each becomes statements written in
// front (the prelude) and a residue, the text that stands where it stood.
// Results of operations and frames of callees lie in the union csp_op of the
// frame: a residue may refer to them, because whatever is needed after another
// suspension has been saved, by the marks of plan.c. Called by lower.c.
#include "lower.h"
#include "../include/csp_abi.h"

#include <ctype.h>
#include <string.h>

static const char *suspended(struct lower *l, struct expr *expr);
static const char *spawn(struct lower *l, struct expr *expr);

// -- temporaries -------------------------------------------------------------

void lower_full_begin(struct lower *l)
{
    if (l->full++ == 0) l->group = (struct text){.arena = l->unit->arena};
}

void lower_full_end(struct lower *l)
{
    if (--l->full > 0 || !l->group.count) return;
    text_printf(&l->to->saved, "        struct {\n%s        };\n", l->group.at);
}

// A C local of the step, not kept over a suspension.
static const char *new_temp(struct lower *l, const struct type *type)
{
    const char *name = lower_format(l, "csp_tmp_%zu", ++l->to->temp_count);
    const char *declared = name;
    if (type->class == TYPE_FUNCTION) // a parameter's: it is a pointer
        declared = lower_format(l, "(*%s)", name);
    text_printf(&l->to->temps, "    %s;\n",
                type_declare(l->unit, type, declared, true));
    return name;
}

const char *lower_assign(struct lower *l, const char *to,
                         const struct type *type, const char *value)
{
    if ((type->class == TYPE_RECORD && type->is_const) ||
        type->class == TYPE_ARRAY)
        return lower_format(
            l, "__builtin_memcpy(&%s, &(%s[1]){ %s }, sizeof %s);", to,
            type_declare(l->unit, type, "", true), value, to);
    return lower_format(l, "%s = %s;", to, value);
}

static const char *
to_temp(struct lower *l, const struct type *type, const char *value)
{
    const char *temp = new_temp(l, type);
    lower_glue(l, "%s\n", lower_assign(l, temp, type, value));
    return temp;
}

// A field of the frame: an operand that waits for a later one.
static const char *
save(struct lower *l, const struct expr *expr, const char *value)
{
    const char *name = lower_format(l, "csp_saved_%zu", ++l->to->saved_count);
    if (expr->as->is_vm) { // its type can be said by what it was computed from
        if (expr->has_effects)
            diag_report(
                l->unit->diag, SEVERITY_ERROR,
                unit_place(l->unit, expr->begin, expr->end), "csp-vla",
                "this pointer to an array of variable length waits for a later "
                "operand that suspends: store it in a variable first");
        text_printf(&l->group, "            void *%s;\n", name);
        lower_glue(l, "%s->%s = %s;\n", l->fn->frame, name, value);
        return lower_format(l, "((__typeof__(&(%s)[0]))%s->%s)", value,
                            l->fn->frame, name);
    }
    text_printf(&l->group, "            %s;\n",
                type_declare(l->unit, expr->as, name, true));
    const char *field = lower_format(l, "%s->%s", l->fn->frame, name);
    lower_glue(l, "%s\n", lower_assign(l, field, expr->as, value));
    return field;
}

// -- the general shape: operands in order, text around them kept --------------

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static const char *
with_kids(struct lower *l, struct expr *expr, const char **kids, size_t count)
{
    struct text text = {.arena = l->unit->arena};
    size_t at = expr->begin;
    for (size_t i = 0; i < count; i++) {
        if (!kids[i]) continue;
        lower_copy(l, &text, at, expr->kids[i]->begin);
        if (text.count && is_word(text.at[text.count - 1]) && is_word(*kids[i]))
            text_puts(&text, " "); // __extension__({ ... })
        text_puts(&text, kids[i]);
        at = expr->kids[i]->end;
    }
    lower_copy(l, &text, at, expr->end);
    return lower_without_comments(l->unit->arena, text.at ? text.at : "",
                                  text.count);
}

const char *lower_operand(struct lower *l, struct expr *expr)
{
    const char *value = lower_expr(l, expr);
    return expr->saved ? save(l, expr, value) : value;
}

static const char *operands(struct lower *l, struct expr *expr)
{
    const char **kids =
        arena_alloc(l->unit->arena, (expr->kid_count + 1) * sizeof *kids);
    for (size_t i = 0; i < expr->kid_count; i++)
        kids[i] = lower_operand(l, expr->kids[i]);
    return with_kids(l, expr, kids, expr->kid_count);
}

// -- operators with an order of their own ------------------------------------

static const char *assignment(struct lower *l, struct expr *expr)
{
    const char *kids[2];
    bool left_first = plan_left_first(expr);
    if (left_first) kids[0] = lower_operand(l, expr->kids[0]);
    kids[1] = lower_operand(l, expr->kids[1]);
    if (!left_first) kids[0] = lower_operand(l, expr->kids[0]);
    return with_kids(l, expr, kids, 2);
}

static const char *logical(struct lower *l, struct expr *expr)
{
    const char *left = lower_expr(l, expr->kids[0]);
    if (!expr->kids[1]->suspends) return with_kids(l, expr, &left, 1);
    const char *temp = new_temp(l, expr->type);
    lower_glue(l, "%s = !!(%s);\n", temp, left);
    lower_glue(l, "if (%s%s) {\n", expr->kind == EXPR_AND ? "" : "!", temp);
    lower_glue(l, "%s = !!(%s);\n}\n", temp, lower_expr(l, expr->kids[1]));
    return temp;
}

static void arm(struct lower *l, struct expr *expr, const char *temp,
                const struct type *type)
{
    if (!temp) {
        lower_effects(l, expr);
        return;
    }
    lower_glue(l, "%s\n", lower_assign(l, temp, type, lower_expr(l, expr)));
}

static const char *conditional(struct lower *l, struct expr *expr)
{
    const char *test = lower_expr(l, expr->kids[0]);
    if (!expr->kids[1]->suspends && !expr->kids[2]->suspends)
        return with_kids(l, expr, &test, 1);
    const char *temp =
        expr->type->class == TYPE_VOID ? NULL : new_temp(l, expr->type);
    lower_glue(l, "if (%s) {\n", test);
    arm(l, expr->kids[1], temp, expr->type);
    lower_glue(l, "} else {\n");
    arm(l, expr->kids[2], temp, expr->type);
    lower_glue(l, "}\n");
    return temp ? temp : "(void)0";
}

static const char *elvis(struct lower *l, struct expr *expr)
{
    const char *left = lower_expr(l, expr->kids[0]);
    if (!expr->kids[1]->suspends) return with_kids(l, expr, &left, 1);
    const char *temp = new_temp(l, expr->type);
    lower_glue(l, "%s = %s;\nif (!%s) {\n", temp, left, temp);
    arm(l, expr->kids[1], temp, expr->type);
    lower_glue(l, "}\n");
    return temp;
}

// ({ ... }): its statements go in front; the last one's value to a temporary.
static const char *statement_expr(struct lower *l, struct expr *expr)
{
    struct stmt *body = expr->body;
    const char *temp = NULL;
    struct due *outer = l->due;
    if (expr->type->class != TYPE_VOID) temp = new_temp(l, expr->type);
    lower_glue(l, "{\n");
    for (size_t i = 0; i < body->kid_count; i++) {
        struct stmt *stmt = body->kids[i];
        bool last = i + 1 == body->kid_count && temp;
        while (last && stmt->kind == STMT_LABEL) {
            lower_glue(l, "%s:;\n", stmt->label);
            stmt = stmt->kids[0];
        }
        if (!last || stmt->kind != STMT_EXPR) {
            lower_stmt(l, stmt);
            lower_glue(l, "\n");
            continue;
        }
        if (stmt->is_stress) lower_yield(l, stmt->begin);
        arm(l, stmt->expr, temp, expr->type);
    }
    lower_scope_end(l, outer);
    lower_glue(l, "}\n");
    return temp ? temp : "(void)0";
}

// -- calls of coroutines -----------------------------------------------------

const char *lower_argument_name(struct lower *l, const struct fn *fn, size_t i)
{
    if (fn->body && i < fn->params.count) return fn->params.at[i]->out;
    return lower_format(l, "csp_arg%zu", i + 1);
}

// The arguments' values; what an operand left in csp_op is moved out of it,
// because the callee's frame will lie there.
static const char **arguments(struct lower *l, struct expr *call, size_t first)
{
    const char **values =
        arena_alloc(l->unit->arena, (call->kid_count + 1) * sizeof *values);
    for (size_t i = first; i < call->kid_count; i++)
        values[i] = lower_operand(l, call->kids[i]);
    for (size_t i = first; i < call->kid_count; i++) {
        struct expr *kid = call->kids[i];
        if (kid->suspends && !kid->saved && kid->as->class != TYPE_VOID)
            values[i] = to_temp(l, kid->as, values[i]);
    }
    return values;
}

static void member_once(struct lower *l, struct fn *callee)
{
    for (size_t i = 0; i < l->to->embedded.count; i++)
        if (l->to->embedded.at[i] == callee) return;
    vec_push(l->unit->arena, &l->to->embedded, callee);
    text_printf(&l->to->ops, "        struct %s__frame %s;\n", callee->name,
                callee->name);
}

static const char *call_embedded(struct lower *l, struct expr *call)
{
    struct fn *callee = call->fn;
    const char **values = arguments(l, call, 1);
    const char *frame =
        lower_format(l, "%s->csp_op.%s", l->fn->frame, callee->name);
    member_once(l, callee);
    for (size_t i = 1; i < call->kid_count; i++) {
        const struct var *param = callee->params.at[i - 1];
        const char *field = lower_format(l, "%s.%s", frame, param->out);
        lower_glue(l, "%s\n", lower_assign(l, field, param->type, values[i]));
    }
    lower_glue(l, "csp_rt_frame_init(&%s.csp, %s__step, &%s->csp);\n", frame,
               callee->name, l->fn->frame);
    lower_glue(l, "csp_result = %s__step(&%s.csp, csp_worker);\n", callee->name,
               frame);
    lower_suspend(
        l, lower_point(l, CSP_POINT_CALL, "CALL", callee->name, call->begin),
        NULL);
    if (call->type->class == TYPE_VOID) return "(void)0";
    return lower_format(l, "%s.csp_ret", frame);
}

static const char *call_from_pool(struct lower *l, struct expr *call)
{
    struct fn *callee = call->fn;
    const char *f = l->fn->frame;
    const char **values = arguments(l, call, 1);
    const char *frame =
        lower_format(l, "((struct %s__%s *)%s->csp_callee)", callee->name,
                     callee->body ? "frame" : "call", f);
    l->to->needs_callee = true;
    lower_glue(
        l,
        "%s->csp_callee = csp_rt_frame_alloc(csp_worker, &%s__co, &%s->csp);\n",
        f, callee->name, f);
    for (size_t i = 1; i < call->kid_count; i++) {
        const char *field = lower_format(l, "%s->%s", frame,
                                         lower_argument_name(l, callee, i - 1));
        const struct type *type =
            callee->body ? callee->params.at[i - 1]->type
                         : type_param(l->unit, callee->type, i - 1);
        lower_glue(l, "%s\n", lower_assign(l, field, type, values[i]));
    }
    lower_glue(l, "csp_result = csp_rt_call(csp_worker, %s->csp_callee);\n", f);
    lower_suspend(
        l, lower_point(l, CSP_POINT_CALL, "CALL", callee->name, call->begin),
        NULL);
    const char *value = "(void)0";
    if (call->type->class != TYPE_VOID && call != l->unread)
        value = to_temp(l, call->type, lower_format(l, "%s->csp_ret", frame));
    lower_glue(l, "csp_rt_frame_free(csp_worker, &%s__co, %s->csp_callee);\n",
               callee->name, f);
    return value;
}

// The head of the frame of whatever coroutine has the type of this callee.
static void
declare_call_frame(struct lower *l, const struct expr *call, const char *name)
{
    struct text *out = &l->to->sites;
    const struct type *type = call->kids[0]->as;
    text_printf(out, "struct %s {\n    struct csp_frame csp;\n", name);
    if (call->type->class != TYPE_VOID)
        text_printf(out, "    %s;\n",
                    type_declare(l->unit, call->type, "csp_ret", true));
    for (size_t i = 1; i < call->kid_count; i++)
        text_printf(out, "    %s;\n",
                    type_declare(l->unit, type_param(l->unit, type, i - 1),
                                 lower_format(l, "csp_arg%zu", i), true));
    text_puts(out, "};\n");
}

// A call through a pointer: of a coroutine if one has this address, else of an
// ordinary function.
static const char *call_pointer(struct lower *l, struct expr *call)
{
    const char *f = l->fn->frame;
    const char **values = arguments(l, call, 0);
    const char *name =
        lower_format(l, "%s__site_%zu", l->fn->name, ++l->to->site_count);
    const char *target = to_temp(l, call->kids[0]->as, values[0]);
    const char *result = call->type->class == TYPE_VOID || call == l->unread
                             ? NULL
                             : new_temp(l, call->type);
    struct text list = {.arena = l->unit->arena};
    declare_call_frame(l, call, name);
    for (size_t i = 1; i < call->kid_count; i++) {
        values[i] = to_temp(l, call->kids[i]->as, values[i]);
        text_printf(&list, "%s%s", i > 1 ? ", " : "", values[i]);
    }
    text_printf(&l->to->sites,
                "static const struct csp_descriptor *%s_cache;\n", name);
    l->to->needs_callee = l->to->needs_target = true;
    lower_glue(l,
               "%s->csp_target = csp_rt_find((void (*)(void))%s, &%s_cache);\n",
               f, target, name);
    lower_glue(l, "if (%s->csp_target) {\n", f);
    lower_glue(l,
               "%s->csp_callee = csp_rt_frame_alloc(csp_worker, "
               "%s->csp_target, &%s->csp);\n",
               f, f, f);
    const char *frame =
        lower_format(l, "((struct %s *)%s->csp_callee)", name, f);
    for (size_t i = 1; i < call->kid_count; i++)
        lower_glue(l, "%s\n",
                   lower_assign(l, lower_format(l, "%s->csp_arg%zu", frame, i),
                                type_param(l->unit, call->kids[0]->as, i - 1),
                                values[i]));
    lower_glue(l, "csp_result = csp_rt_call(csp_worker, %s->csp_callee);\n", f);
    const char *what =
        unit_excerpt(l->unit, call->kids[0]->begin, call->kids[0]->end, 40);
    lower_suspend(l, lower_point(l, CSP_POINT_CALL, "CALL", what, call->begin),
                  NULL);
    if (result) lower_glue(l, "%s = %s->csp_ret;\n", result, frame);
    lower_glue(
        l, "csp_rt_frame_free(csp_worker, %s->csp_target, %s->csp_callee);\n",
        f, f);
    lower_glue(l, "} else {\n%s%s%s(%s);\n}\n", result ? result : "",
               result ? " = " : "", target, list.at ? list.at : "");
    return result ? result : "(void)0";
}

// -- channel operations ------------------------------------------------------

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

static const char *
out_of_op(struct lower *l, struct expr *expr, const char *value)
{
    return expr->suspends && !expr->saved ? to_temp(l, expr->as, value) : value;
}

// What csp__send's literal holds, as a value to assign; *whole: it must be
// copied as an array of one, because `=` cannot take it.
static const char *sent_text(struct lower *l, struct expr *call, bool *whole)
{
    struct expr *value = plan_sent_value(call);
    *whole = value == NULL;
    if (value) {
        const char *text = lower_operand(l, value);
        return out_of_op(l, value, text);
    }
    struct expr *literal = plan_strip(call->kids[2]);
    const char *kid = lower_operand(l, literal->kids[0]);
    return with_kids(l, literal, &kid, 1);
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

static const char *send(struct lower *l, struct expr *call)
{
    struct expr *chan = call->kids[1];
    bool whole;
    const char *on = lower_operand(l, chan);
    on = out_of_op(l, chan, on);
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

static const char *receive(struct lower *l, struct expr *call)
{
    struct receive receive = plan_receive(call);
    const char *f = l->fn->frame;
    const char *on = out_of_op(l, receive.chan, lower_operand(l, receive.chan));
    bool slot = receive.into || is_null_constant(receive.target);
    const char *target = NULL, *ok = NULL;
    if (!slot)
        target = out_of_op(l, receive.target, lower_operand(l, receive.target));
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
static const char *get(struct lower *l, struct expr *call)
{
    const char *on =
        out_of_op(l, call->kids[1], lower_operand(l, call->kids[1]));
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

static struct expr *get_under(struct expr *expr)
{
    if (expr->kind != EXPR_UNARY || !expr->is_deref) return NULL;
    expr = plan_strip(expr->kids[0]);
    if (expr->kind != EXPR_CAST) return NULL;
    expr = plan_strip(expr->kids[0]);
    return expr->kind == EXPR_CALL && expr->op == OP_GET ? expr : NULL;
}

static const char *sleep_for(struct lower *l, struct expr *call)
{
    const char *ns =
        out_of_op(l, call->kids[1], lower_operand(l, call->kids[1]));
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
static const char *select_set(struct lower *l, struct expr *call)
{
    const char *arguments[3];
    for (size_t i = 0; i < 3; i++)
        arguments[i] = out_of_op(l, call->kids[i + 1],
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

// -fcsp-stress: a trip through the scheduler, then the call.
static const char *plain_call(struct lower *l, struct expr *call)
{
    const char **kids =
        arena_alloc(l->unit->arena, (call->kid_count + 1) * sizeof *kids);
    for (size_t i = 0; i < call->kid_count; i++)
        kids[i] = lower_operand(l, call->kids[i]);
    lower_yield(l, call->begin);
    return with_kids(l, call, kids, call->kid_count);
}

// The frame of the task stays after its end: the result is read from there.
static const char *join_task(struct lower *l, struct expr *call)
{
    const char *f = l->fn->frame;
    const char *task =
        out_of_op(l, call->kids[0], lower_operand(l, call->kids[0]));
    const char *name = lower_format(l, "join_%zu", l->to->points.count + 1);
    const char *op = lower_format(l, "%s->csp_op.%s", f, name);
    const char *what =
        unit_excerpt(l->unit, call->kids[0]->begin, call->kids[0]->end, 40);
    text_printf(&l->to->ops,
                "        struct {\n            struct csp_wait wait;\n"
                "            struct csp_frame *task;\n        } %s;\n",
                name);
    lower_glue(l, "%s.task = (struct csp_frame *)(void *)(%s);\n", op, task);
    lower_glue(
        l,
        "csp_result = csp_rt_join(csp_worker, &%s->csp, &%s.wait, %s.task);\n",
        f, op, op);
    lower_suspend(l, lower_point(l, CSP_POINT_JOIN, "JOIN", what, call->begin),
                  NULL);
    const char *value = "(void)0";
    if (call->type->class != TYPE_VOID && call != l->unread) {
        const char *tag =
            lower_format(l, "%s__join_%zu", l->fn->name, ++l->to->site_count);
        text_printf(&l->to->sites,
                    "struct %s {\n    struct csp_frame csp;\n    %s;\n};\n",
                    tag, type_declare(l->unit, call->type, "csp_ret", true));
        value = to_temp(
            l, call->type,
            lower_format(l, "((struct %s *)%s.task)->csp_ret", tag, op));
    }
    lower_glue(l, "csp_rt_task_free(csp_worker, %s.task);\n", op);
    return value;
}

static const char *call(struct lower *l, struct expr *expr)
{
    switch (expr->op) {
    case OP_NONE: return operands(l, expr);
    case OP_PLAIN: return plain_call(l, expr);
    case OP_COROUTINE:
        return frame_embeds(l->fn, expr) ? call_embedded(l, expr)
                                         : call_from_pool(l, expr);
    case OP_POINTER: return call_pointer(l, expr);
    case OP_SEND: return send(l, expr);
    case OP_RECV: return receive(l, expr);
    case OP_GET: return lower_format(l, "((void *)&%s)", get(l, expr));
    case OP_SLEEP: return sleep_for(l, expr);
    case OP_SELECT: return select_set(l, expr);
    case OP_YIELD: lower_yield(l, expr->begin); return "(void)0";
    case OP_JOIN: return join_task(l, expr);
    case OP_AFTER: break;
    }
    die("an operation that only a select may hold");
}

// -- dispatch ----------------------------------------------------------------

static const char *suspended(struct lower *l, struct expr *expr)
{
    struct expr *got = get_under(expr);
    if (got) return get(l, got);
    switch (expr->kind) { // dispatch
    case EXPR_AND:
    case EXPR_OR: return logical(l, expr);
    case EXPR_COND: return conditional(l, expr);
    case EXPR_ELVIS: return elvis(l, expr);
    case EXPR_COMMA:
        if (expr->is_spawn) return spawn(l, expr);
        lower_effects(l, expr->kids[0]);
        return lower_expr(l, expr->kids[1]);
    case EXPR_ASSIGN:
    case EXPR_COMPOUND: return assignment(l, expr);
    case EXPR_CALL: return call(l, expr);
    case EXPR_STATEMENT: return statement_expr(l, expr);
    case EXPR_GENERIC: return lower_expr(l, expr->kids[0]);
    case EXPR_PAREN:
    case EXPR_UNARY:
    case EXPR_ADDRESS:
    case EXPR_STEP:
    case EXPR_BINARY:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_CAST:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_DESIGNATED:
    case EXPR_VA_ARG:
    case EXPR_OTHER:
    case EXPR_LEAF:
    case EXPR_REF:
    case EXPR_UNEVALUATED: return operands(l, expr);
    }
    return operands(l, expr);
}

const char *lower_expr(struct lower *l, struct expr *expr)
{
    if (expr->split) return suspended(l, expr);
    return lower_text(l, expr->begin, expr->end);
}

static bool is_pure_residue(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    if (expr->kind == EXPR_CALL)
        return expr->op != OP_NONE && expr->op != OP_PLAIN;
    return expr->kind == EXPR_STATEMENT || expr->kind == EXPR_AND ||
           expr->kind == EXPR_OR;
}

static const struct expr *call_under(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    return expr->kind == EXPR_CALL ? expr : NULL;
}

// Nobody reads the values of the arms: no temporary for them.
static void conditional_effects(struct lower *l, struct expr *expr)
{
    lower_glue(l, "if (%s) {\n", lower_expr(l, expr->kids[0]));
    lower_effects(l, expr->kids[1]);
    lower_glue(l, "} else {\n");
    lower_effects(l, expr->kids[2]);
    lower_glue(l, "}\n");
}

void lower_effects(struct lower *l, struct expr *expr)
{
    struct expr *bare = plan_strip(expr);
    if (bare->is_spawn) { // nobody keeps the handle
        lower_glue(l, "csp__task_drop((void *)%s);\n", lower_expr(l, bare));
        return;
    }
    if (bare->suspends && bare->kind == EXPR_COMMA) {
        lower_effects(l, bare->kids[0]);
        lower_effects(l, bare->kids[1]);
        return;
    }
    if (bare->suspends && bare->kind == EXPR_COND) {
        conditional_effects(l, bare);
        return;
    }
    l->unread = call_under(bare);
    const char *residue = lower_expr(l, expr);
    bool right = (bare->kind == EXPR_AND || bare->kind == EXPR_OR) &&
                 !bare->kids[1]->suspends;
    if (expr->suspends && is_pure_residue(expr) && !right) return;
    if (expr->suspends && get_under(bare)) return;
    lower_glue(l, "%s;\n", residue);
}

// -- go ----------------------------------------------------------------------

static void start_pointer(struct lower *l, struct expr *call,
                          const char *worker, struct place place)
{
    const char *name =
        lower_format(l, "%s__site_%zu", l->fn->name, ++l->to->site_count);
    const char **values =
        arena_alloc(l->unit->arena, (call->kid_count + 1) * sizeof *values);
    for (size_t i = 0; i < call->kid_count; i++)
        values[i] = lower_operand(l, call->kids[i]);
    declare_call_frame(l, call, name);
    text_printf(&l->to->sites,
                "static const struct csp_descriptor *%s_cache;\n", name);
    lower_glue(
        l,
        "{\nconst struct csp_descriptor *csp_target = "
        "csp_rt_find_started((void (*)(void))(%s), &%s_cache, \"%s\", %u);\n",
        values[0], name, place.file, place.line);
    lower_glue(l,
               "struct %s *csp_new = (struct %s *)csp_rt_spawn(%s, csp_target, "
               "\"%s\", %u);\n",
               name, name, worker, place.file, place.line);
    for (size_t i = 1; i < call->kid_count; i++)
        lower_glue(l, "%s\n",
                   lower_assign(l, lower_format(l, "csp_new->csp_arg%zu", i),
                                type_param(l->unit, call->kids[0]->as, i - 1),
                                values[i]));
    lower_glue(l, "csp_rt_start(%s, &csp_new->csp);\n}", worker);
}

// Evaluates the arguments straight into csp_new, a frame of that function.
static void
fill_arguments(struct lower *l, const struct expr *call, const char **values)
{
    const struct fn *callee = call->fn;
    for (size_t i = 1; i < call->kid_count; i++) {
        const struct type *type =
            callee->body ? callee->params.at[i - 1]->type
                         : type_param(l->unit, callee->type, i - 1);
        const char *field = lower_format(l, "csp_new->%s",
                                         lower_argument_name(l, callee, i - 1));
        lower_glue(l, "%s\n", lower_assign(l, field, type, values[i]));
    }
}

static const char **start_values(struct lower *l, struct expr *call)
{
    const char **values =
        arena_alloc(l->unit->arena, (call->kid_count + 1) * sizeof *values);
    for (size_t i = 1; i < call->kid_count; i++)
        values[i] = lower_operand(l, call->kids[i]);
    return values;
}

// `struct f__frame *csp_new = (struct f__frame *)FUNCTION(worker, &f__co,
// ...);`
static void new_task(struct lower *l, const struct expr *call,
                     const char *function, const char *worker)
{
    const struct fn *callee = call->fn;
    struct place place = unit_place(l->unit, call->begin, call->begin);
    const char *kind = callee->body ? "frame" : "call";
    lower_glue(l,
               "{\nstruct %s__%s *csp_new = (struct %s__%s *)%s(%s, &%s__co, "
               "\"%s\", %u);\n",
               callee->name, kind, callee->name, kind, function, worker,
               callee->name, place.file, place.line);
}

// go f(x);
void lower_go(struct lower *l, struct stmt *stmt)
{
    struct expr *call = stmt->expr;
    const char *worker = l->plain ? "0" : "csp_worker";
    lower_full_begin(l);
    if (!call->fn) {
        start_pointer(l, call, worker,
                      unit_place(l->unit, stmt->begin, stmt->begin));
        lower_full_end(l);
        return;
    }
    const char **values = start_values(l, call);
    new_task(l, call, "csp_rt_spawn", worker);
    fill_arguments(l, call, values);
    lower_glue(l, "csp_rt_start(%s, &csp_new->csp);\n}", worker);
    lower_full_end(l);
}

// spawn(f(x)): the handle is the frame, in the clothes of a function pointer.
static const char *spawn(struct lower *l, struct expr *expr)
{
    struct expr *call = plan_spawned(expr);
    const char **values = start_values(l, call);
    const char *temp = new_temp(l, expr->type);
    new_task(l, call, "csp_rt_spawn_task", "csp_worker");
    lower_glue(l, "if (csp_new) {\n");
    fill_arguments(l, call, values);
    lower_glue(l, "csp_rt_start(csp_worker, &csp_new->csp);\n}\n");
    lower_glue(l, "%s = (__typeof__(%s))(void *)csp_new;\n}\n", temp, temp);
    return temp;
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
    return out_of_op(l, expr, lower_operand(l, expr));
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
        struct place place = unit_place(l->unit, at, at);
        lower_glue(l, "if (!%s) csp_rt_send_failed(\"%s\", %u);\n", ok,
                   place.file, place.line);
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
