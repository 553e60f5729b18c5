// SPDX-License-Identifier: MIT
// expr.c: expressions that suspend. Each becomes statements written in
// front (the prelude) and a residue, the text that stands where it stood.
// Results of operations and frames of callees lie in a union of the
// frame: a residue may refer to them, because whatever is needed after another
// suspension has been saved, by the marks of plan.c. Called by lower.c.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

#include <ctype.h>
#include <string.h>

static const char *suspended(struct lower *l, struct expr *expr);

// -- what waits for later operands -------------------------------------------

static const char *next_saved(struct lower *l)
{
    return lower_format(l, "csp_saved_%zu", ++l->to->saved_count);
}

static const char *
saved_field(struct lower *l, const struct expr *expr, const char *name)
{
    field_add(l->unit->arena, l->group, FIELD_OPERAND, expr->as->size,
              expr->as->align, "%s", type_field(l->unit, expr->as, name));
    return lower_format(l, "%s->%s", l->fn->names.frame, name);
}

// A pointer that was stored without its type, which says an array's length.
static const char *
of_vm_type(struct lower *l, const struct expr *expr, const char *pointer)
{
    const char *shape = lower_shape(l, expr, true);
    if (shape) return lower_format(l, "((__typeof__(%s))%s)", shape, pointer);
    diag_report(l->unit->diag, SEVERITY_ERROR,
                unit_place(l->unit, expr->begin, expr->end), "csp-vla",
                "this pointer to an array of variable length waits for a later "
                "operand that suspends: store it in a variable first");
    return pointer;
}

// A field of the frame: an operand that waits for a later one.
static const char *save(struct lower *l, struct expr *expr, const char *value)
{
    const char *name = next_saved(l);
    if (expr->as->is_vm) {
        field_add(l->unit->arena, l->group, FIELD_OPERAND, FIELD_LIKE(void *),
                  "void *%s", name);
        writer_glue(l->w, "%s->%s = %s;\n", l->fn->names.frame, name, value);
        return of_vm_type(l, expr,
                          lower_format(l, "%s->%s", l->fn->names.frame, name));
    }
    expr->field = saved_field(l, expr, name);
    writer_glue(l->w, "%s\n", lower_assign(l, expr->field, expr->as, value));
    return expr->field;
}

// A value that the frame holds while its part is used, set where it stands.
static const char *
keep(struct lower *l, const struct expr *expr, const char *value)
{
    const char *field = saved_field(l, expr, next_saved(l));
    return lower_format(l, "(*(%s, &%s))",
                        lower_assignment(l, field, expr->as, value), field);
}

// -- the general shape: operands in order, text around them kept --------------

const char *lower_operand(struct lower *l, struct expr *expr)
{
    const char *value = lower_expr(l, expr);
    if (l->plain) return value;
    if (expr->plan.kept) return keep(l, expr, value);
    return expr->plan.saved ? save(l, expr, value) : value;
}

const char *lower_now(struct lower *l, struct expr *expr, struct effects later)
{
    const char *value = lower_out_of_op(l, expr, lower_operand(l, expr));
    bool now = expr->said.has_effects || (later.any && !expr->said.is_constant);
    if (!now || later.suspend || expr->plan.saved || expr->colour.suspends)
        return value;
    return lower_to_temp(l, expr->as, value);
}

static const char *operands(struct lower *l, struct expr *expr)
{
    const char **kids =
        arena_alloc(l->unit->arena, (expr->kid_count + 1) * sizeof *kids);
    for (size_t i = 0; i < expr->kid_count; i++)
        kids[i] = lower_operand(l, expr->kids[i]);
    return lower_with_kids(l, expr, kids, expr->kid_count);
}

// -- operators with an order of their own ------------------------------------

static const char *assignment(struct lower *l, struct expr *expr)
{
    const char *kids[2];
    bool left_first = plan_left_first(expr);
    if (left_first) kids[0] = lower_operand(l, expr->kids[0]);
    kids[1] = lower_operand(l, expr->kids[1]);
    if (!left_first) kids[0] = lower_operand(l, expr->kids[0]);
    return lower_with_kids(l, expr, kids, 2);
}

static const char *
from_temp(struct lower *l, const struct expr *expr, const char *temp)
{
    return expr->as->is_vm ? of_vm_type(l, expr, temp) : temp;
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

static const char *call(struct lower *l, struct expr *expr)
{
    switch (expr->op) {
    case OP_NONE: return operands(l, expr);
    case OP_PLAIN: return lower_call_plain(l, expr);
    case OP_COROUTINE:
        return frame_embeds(l->fn, expr) ? lower_call_embedded(l, expr)
                                         : lower_call_from_pool(l, expr);
    case OP_POINTER: return lower_call_pointer(l, expr);
    case OP_SEND: return lower_send(l, expr);
    case OP_RECV: return lower_receive(l, expr);
    case OP_GET: return lower_format(l, "((void *)&%s)", lower_get(l, expr));
    case OP_SLEEP:
    case OP_YIELD: return lower_simple(l, expr);
    case OP_SELECT: return lower_select_set(l, expr);
    case OP_JOIN: return lower_join(l, expr);
    case OP_CANCEL:
    case OP_AFTER: break;
    }
    die("an operation that only a select may hold");
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
    if (got) return lower_get(l, got);
    switch (expr->kind) { // dispatch
    case EXPR_AND:
    case EXPR_OR: return logical(l, expr);
    case EXPR_COND: return conditional(l, expr);
    case EXPR_ELVIS: return elvis(l, expr);
    case EXPR_COMMA:
        if (!expr->colour.suspends) return operands(l, expr);
        if (expr->said.is_spawn) return lower_spawn(l, expr);
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
