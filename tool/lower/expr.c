// SPDX-License-Identifier: MIT
// expr.c: expressions that suspend. Each becomes statements written in
// front (the prelude) and a residue, the text that stands where it stood.
// Results of operations and frames of callees lie in a union of the
// frame: a residue may refer to them, because whatever is needed after another
// suspension has been saved, by the marks of plan.c.
//
// C's own circle, see stmt.c: only this file evaluates operands. Operations,
// calls and starts get their texts.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

#include <ctype.h>
#include <string.h>

static const char *suspended(struct lower *l, struct expr *expr);

// -- the general shape: operands in order, text around them kept --------------

// Saved in the frame if plan.c says so.
static const char *operand(struct lower *l, struct expr *expr)
{
    const char *value = lower_expr(l, expr);
    if (l->plain) return value;
    if (expr->plan.kept) return lower_keep(l, expr, value);
    return expr->plan.saved ? lower_save(l, expr, value) : value;
}

const char **lower_operands(struct lower *l, struct expr *expr, size_t first)
{
    const char **values =
        arena_alloc(l->unit->arena, (expr->kid_count + 1) * sizeof *values);
    for (size_t i = first; i < expr->kid_count; i++)
        values[i] = operand(l, expr->kids[i]);
    return values;
}

static const char *operands(struct lower *l, struct expr *expr)
{
    return lower_with_kids(l, expr, lower_operands(l, expr, 0),
                           expr->kid_count);
}

const char *lower_moved(struct lower *l, struct expr *expr)
{
    return lower_out_of_op(l, expr, operand(l, expr));
}

static const char **moved(struct lower *l, struct expr *expr, size_t first)
{
    const char **values = lower_operands(l, expr, first);
    for (size_t i = first; i < expr->kid_count; i++)
        values[i] = lower_out_of_op(l, expr->kids[i], values[i]);
    return values;
}

// -- operands of channels' operations ----------------------------------------

// What later operands do. Over a suspension plan.c keeps what must be kept.
struct effects {
    bool any, suspend;
};

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

// An operand of ours. With effects, or before others that have some, it is
// evaluated here and now: ours are evaluated from left to right.
static const char *
evaluated(struct lower *l, struct expr *expr, struct effects later)
{
    const char *value = lower_moved(l, expr);
    bool now = expr->said.has_effects || (later.any && !expr->said.is_constant);
    if (!now || later.suspend || expr->plan.saved || expr->colour.suspends)
        return value;
    return lower_to_temp(l, expr->as, value);
}

static bool is_null_constant(const struct expr *expr)
{
    return expr->said.is_constant && expr->kind != EXPR_ADDRESS && !expr->var &&
           !expr->fn;
}

// Where what comes goes.
static const char *
target_text(struct lower *l, struct expr *target, struct effects later)
{
    if (is_null_constant(target)) return "(void *)0"; // the value is dropped
    const char *text = evaluated(l, target, later);
    bool cast = type_pointee_is_volatile(target->type);
    return cast ? lower_format(l, "(void *)(%s)", text) : text;
}

// A select fills its cases in when all is evaluated.
static const char *
value_sent(struct lower *l, const struct expr *call, struct effects later)
{
    struct expr *sent = lower_sent(l, call);
    bool is_value = sent == plan_sent_value(call);
    const char *text = lower_sent_text(
        l, call, is_value ? lower_moved(l, sent) : operand(l, sent));
    bool waits = call->colour.is_case && !lower_is_sent_whole(l, call);
    bool now = later.any || call->kids[2]->said.has_effects;
    if (!waits || !now || later.suspend) return text;
    return lower_to_temp(l, lower_element(l, call->kids[1]), text);
}

static struct exchange
exchange(struct lower *l, const struct expr *call, struct effects later)
{
    struct exchange it = {.call = call};
    struct effects behind = effects_of(call, 3, later);
    it.on = evaluated(l, call->kids[1], effects_of(call, 2, later));
    if (call->op == OP_AFTER) return it;
    bool sends = call->op == OP_SEND;
    it.receive = sends ? plan_offer(call) : plan_receive(call);
    it.has_slot = sends || it.receive.into;
    if (sends)
        it.value = value_sent(l, call, behind);
    else if (!it.has_slot)
        it.target = target_text(l, it.receive.target, behind);
    if (it.receive.ok && !it.receive.ok_into) it.ok = operand(l, it.receive.ok);
    return it;
}

static struct exchange alone(struct lower *l, const struct expr *call)
{
    return exchange(l, call, (struct effects){false, false});
}

void lower_cases(struct lower *l, const struct stmt *select,
                 struct exchange *cases)
{
    size_t count = select->select.cases.count;
    const struct select_case *all = select->select.cases.at;
    struct effects *later =
        arena_alloc(l->unit->arena, (count + 1) * sizeof *later);
    for (size_t i = count; i > 0; i--)
        later[i - 1] = effects_of(all[i - 1].call, 1, later[i]);
    for (size_t i = 0; i < count; i++)
        cases[i] = exchange(l, all[i].call, later[i + 1]);
}

// -- operators with an order of their own ------------------------------------

static const char *assignment(struct lower *l, struct expr *expr)
{
    const char *kids[2];
    bool left_first = plan_left_first(expr);
    if (left_first) kids[0] = operand(l, expr->kids[0]);
    kids[1] = operand(l, expr->kids[1]);
    if (!left_first) kids[0] = operand(l, expr->kids[0]);
    return lower_with_kids(l, expr, kids, 2);
}

static const char *
from_temp(struct lower *l, const struct expr *expr, const char *temp)
{
    return expr->as->is_vm ? lower_of_vm_type(l, expr, temp) : temp;
}

// No arm suspends, but some have values that the frame must hold.
static bool has_kept_arms(const struct expr *expr)
{
    bool split = false;
    for (size_t i = 1; i < expr->kid_count; i++) {
        if (expr->kids[i]->colour.suspends) return false;
        split |= expr->kids[i]->plan.split;
    }
    return split;
}

static const char *logical(struct lower *l, struct expr *expr)
{
    if (has_kept_arms(expr)) return operands(l, expr);
    const char *left = lower_expr(l, expr->kids[0]);
    if (!expr->kids[1]->colour.suspends)
        return lower_with_kids(l, expr, &left, 1);
    const char *temp = lower_temp(l, expr->type);
    writer_glue(l->w, "%s = !%s;\n", temp, lower_not(l, left));
    writer_glue(l->w, "if (%s%s) {\n", expr->kind == EXPR_AND ? "" : "!", temp);
    writer_glue(l->w, "%s = !%s;\n}\n", temp,
                lower_not(l, lower_expr(l, expr->kids[1])));
    return temp;
}

static void arm(struct lower *l, struct expr *expr, const char *temp,
                const struct type *type)
{
    if (!temp) {
        lower_effects(l, expr);
        return;
    }
    writer_glue(l->w, "%s\n", lower_assign(l, temp, type, lower_expr(l, expr)));
}

static const char *conditional(struct lower *l, struct expr *expr)
{
    if (has_kept_arms(expr)) return operands(l, expr);
    const char *test = lower_expr(l, expr->kids[0]);
    if (!expr->kids[1]->colour.suspends && !expr->kids[2]->colour.suspends)
        return lower_with_kids(l, expr, &test, 1);
    const char *temp =
        expr->type->class == TYPE_VOID ? NULL : lower_temp(l, expr->type);
    writer_glue(l->w, "if (%s) {\n", test);
    arm(l, expr->kids[1], temp, expr->type);
    writer_glue(l->w, "} else {\n");
    arm(l, expr->kids[2], temp, expr->type);
    writer_glue(l->w, "}\n");
    return temp ? from_temp(l, expr, temp) : "(void)0";
}

static const char *elvis(struct lower *l, struct expr *expr)
{
    if (has_kept_arms(expr)) return operands(l, expr);
    const char *left = lower_expr(l, expr->kids[0]);
    if (!expr->kids[1]->colour.suspends)
        return lower_with_kids(l, expr, &left, 1);
    const char *temp = lower_temp(l, expr->type);
    writer_glue(l->w, "%s = %s;\nif (!%s) {\n", temp, left, temp);
    arm(l, expr->kids[1], temp, expr->type);
    writer_glue(l->w, "}\n");
    return from_temp(l, expr, temp);
}

// ({ ... }): its statements go in front; the last one's value to a temporary.
static const char *statement_expr(struct lower *l, struct expr *expr)
{
    struct stmt *body = expr->body;
    const char *temp = NULL;
    struct due *outer = l->due;
    if (expr->type->class != TYPE_VOID) temp = lower_temp(l, expr->type);
    writer_glue(l->w, "{\n");
    for (size_t i = 0; i < body->kid_count; i++) {
        struct stmt *stmt = body->kids[i];
        bool last = i + 1 == body->kid_count && temp;
        while (last && stmt->kind == STMT_LABEL) {
            writer_glue(l->w, "%s:;\n", stmt->label);
            stmt = stmt->kids[0];
        }
        if (!last || stmt->kind != STMT_EXPR) {
            lower_stmt(l, stmt);
            writer_glue(l->w, "\n");
            continue;
        }
        if (stmt->colour.is_stress) lower_yield(l, stmt->begin);
        arm(l, stmt->expr, temp, expr->type);
    }
    lower_scope_end(l, outer);
    writer_glue(l->w, "}\n");
    return temp ? from_temp(l, expr, temp) : "(void)0";
}

// -- dispatch ----------------------------------------------------------------

static const char *send(struct lower *l, const struct expr *call)
{
    struct exchange it = alone(l, call);
    return lower_send(l, &it);
}

static const char *receive(struct lower *l, const struct expr *call)
{
    struct exchange it = alone(l, call);
    return lower_receive(l, &it);
}

static const char *get(struct lower *l, const struct expr *call)
{
    return lower_get(l, call, lower_moved(l, call->kids[1]));
}

static const char *call(struct lower *l, struct expr *expr)
{
    switch (expr->op) {
    case OP_NONE: return operands(l, expr);
    case OP_PLAIN: return lower_call_plain(l, expr, lower_operands(l, expr, 0));
    case OP_COROUTINE:
        return frame_embeds(l->fn, expr) || frame_has_room(l->unit, expr->fn)
                   ? lower_call_embedded(l, expr, moved(l, expr, 1))
                   : lower_call_from_pool(l, expr, moved(l, expr, 1));
    case OP_POINTER: return lower_call_pointer(l, expr, moved(l, expr, 0));
    case OP_SEND: return send(l, expr);
    case OP_RECV: return receive(l, expr);
    case OP_GET: return lower_format(l, "((void *)&%s)", get(l, expr));
    case OP_SLEEP:
    case OP_YIELD: return lower_simple(l, expr, moved(l, expr, 1));
    case OP_SELECT: return lower_select_set(l, expr, moved(l, expr, 1));
    case OP_JOIN: return lower_join(l, expr, *moved(l, expr, 0));
    case OP_CANCEL:
    case OP_AFTER: break;
    }
    die("an operation that only a select may hold");
}

static const char *spawn(struct lower *l, struct expr *expr)
{
    struct expr *call = plan_spawned(expr);
    const char *handle = lower_temp(l, expr->type);
    lower_spawn(l, call, lower_operands(l, call, call->fn ? 1 : 0), handle);
    return handle;
}

// A name, or a path to a field: it binds tighter than any operator.
static bool is_path(const char *text, size_t length)
{
    if (length == 0 || isdigit((unsigned char)*text)) return false;
    for (size_t i = 0; i < length; i++) {
        bool arrow = text[i] == '-' && text[i + 1] == '>';
        if (arrow) i++;
        if (!arrow && text[i] != '.' && !text_is_word(text[i])) return false;
    }
    return true;
}

static const char *in_parens(struct lower *l, const char *text)
{
    bool bare = is_path(text, strlen(text));
    return bare ? text : lower_format(l, "(%s)", text);
}

static const char *suspended(struct lower *l, struct expr *expr)
{
    struct expr *got = lower_get_under(expr);
    if (got) return get(l, got);
    switch (expr->kind) { // dispatch
    case EXPR_AND:
    case EXPR_OR: return logical(l, expr);
    case EXPR_COND: return conditional(l, expr);
    case EXPR_ELVIS: return elvis(l, expr);
    case EXPR_COMMA:
        if (!expr->colour.suspends) return operands(l, expr);
        if (expr->said.is_spawn) return spawn(l, expr);
        lower_effects(l, expr->kids[0]);
        return lower_expr(l, expr->kids[1]);
    case EXPR_ASSIGN:
    case EXPR_COMPOUND: return assignment(l, expr);
    case EXPR_CALL: return call(l, expr);
    case EXPR_STATEMENT: return statement_expr(l, expr);
    case EXPR_GENERIC: return in_parens(l, lower_expr(l, expr->kids[0]));
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

// Without the parentheses of a macro's argument, where they bind nothing.
static const char *without_parens(struct lower *l, const char *text)
{
    size_t length = strlen(text);
    while (length > 2 && text[0] == '(' && text[length - 1] == ')' &&
           is_path(text + 1, length - 2)) {
        text = arena_strndup(l->unit->arena, text + 1, length - 2);
        length -= 2;
    }
    return text;
}

static bool is_comma_of_source(const struct expr *expr)
{
    return expr->kind == EXPR_COMMA && !expr->colour.suspends;
}

// A comma gets parentheses: the text may come to stand behind an assignment, or
// among the arguments of a call.
const char *lower_expr(struct lower *l, struct expr *expr)
{
    const char *text = expr->plan.split && !l->plain
                           ? suspended(l, expr)
                           : edits_text(l->edits, expr->begin, expr->end);
    if (is_comma_of_source(expr)) return lower_format(l, "(%s)", text);
    return expr->kind == EXPR_PAREN ? without_parens(l, text) : text;
}

const char *lower_not(struct lower *l, const char *value)
{
    return lower_format(l, is_path(value, strlen(value)) ? "!%s" : "!(%s)",
                        value);
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
    writer_glue(l->w, "if (%s) {\n", lower_expr(l, expr->kids[0]));
    lower_effects(l, expr->kids[1]);
    writer_glue(l->w, "} else {\n");
    lower_effects(l, expr->kids[2]);
    writer_glue(l->w, "}\n");
}

void lower_effects(struct lower *l, struct expr *expr)
{
    struct expr *bare = plan_strip(expr);
    if (bare->said.is_spawn) { // nobody keeps the handle
        writer_glue(l->w, "csp__task_drop((void *)%s, %s);\n",
                    lower_expr(l, bare), lower_place(l, bare->begin));
        return;
    }
    if (bare->colour.suspends && bare->kind == EXPR_COMMA) {
        lower_effects(l, bare->kids[0]);
        lower_effects(l, bare->kids[1]);
        return;
    }
    if (bare->colour.suspends && bare->kind == EXPR_COND) {
        conditional_effects(l, bare);
        return;
    }
    l->unread = call_under(bare);
    const char *residue = is_comma_of_source(expr)
                              ? edits_text(l->edits, expr->begin, expr->end)
                              : lower_expr(l, expr);
    bool right = (bare->kind == EXPR_AND || bare->kind == EXPR_OR) &&
                 !bare->kids[1]->colour.suspends;
    if (expr->colour.suspends && is_pure_residue(expr) && !right) return;
    if (expr->colour.suspends && lower_get_under(bare)) return;
    writer_glue(l->w, "%s;\n", residue);
}
