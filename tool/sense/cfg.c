// SPDX-License-Identifier: MIT
// cfg.c: the control flow of one coroutine, as blocks of events: a variable is
// used, a variable is surely assigned, the coroutine suspends. Only scalars
// that may live in C locals count. An expression's events stand in the order
// in which lowered code performs them, by the marks of plan.c: first the
// prelude (what is evaluated in statements of its own), then the residue (what
// stays in place). Requires colours and the plan.
#include "sense/sense.h"

#include <string.h>

struct target {
    const char *name;
    struct block *block;
};

// A case of a select: where its label is come from.
struct chosen {
    struct chosen *next;
    const struct stmt *label;
    struct block *block;
};

// The groups of csp.h around a place.
struct around {
    const struct around *outer;
    const struct stmt *group;
};

// Where break or continue leads.
struct way_out {
    struct block *to;
    const struct around *groups;
};

struct builder {
    struct unit *unit;
    struct cfg *cfg;
    struct block *now;
    struct way_out on_break, on_continue;
    struct block *on_switch;
    struct block *on_unwind; // behind the innermost scope of csp.h
    const struct around *groups;
    struct chosen *chosen; // of the innermost select
    VEC(struct target) labels;
    bool switch_default;
};

static void cfg_stmt(struct builder *b, struct stmt *stmt);
static void prelude(struct builder *b, struct expr *expr);

static struct block *new_block(struct builder *b)
{
    struct block *block = ARENA_NEW(b->unit->arena, struct block);
    block->number = b->cfg->blocks.count;
    vec_push(b->unit->arena, &b->cfg->blocks, block);
    return block;
}

static void edge_when(struct builder *b, struct block *from, struct block *to,
                      struct when when)
{
    vec_push(b->unit->arena, &from->next, to);
    vec_push(b->unit->arena, &from->whens, when);
}

static void edge(struct builder *b, struct block *from, struct block *to)
{
    edge_when(b, from, to, (struct when){0});
}

// Where a condition is true, or where it is false; NULL: always.
static void edge_if(struct builder *b, struct block *from, struct block *to,
                    const struct expr *condition, enum when_kind is)
{
    struct when when = {0};
    if (condition)
        when = (struct when){
            .kind = is, .begin = condition->begin, .end = condition->end};
    edge_when(b, from, to, when);
}

// Goes on in `block`, to which the block up to now falls through.
static void fall_into(struct builder *b, struct block *block)
{
    edge(b, b->now, block);
    b->now = block;
}

static struct block *label_block(struct builder *b, const char *name)
{
    for (size_t i = 0; i < b->labels.count; i++)
        if (b->labels.at[i].name == name) return b->labels.at[i].block;
    struct target target = {name, new_block(b)};
    vec_push(b->unit->arena, &b->labels, target);
    return target.block;
}

static void
event(struct builder *b, enum event_kind kind, struct var *var, size_t at)
{
    if (var && var->live.bit < 0) kind = EVENT_MENTION;
    if (var && var->storage != STORAGE_AUTO && var->storage != STORAGE_PARAM)
        return;
    struct event event = {kind, var, at};
    vec_push(b->unit->arena, &b->now->events, event);
}

// -- expressions -------------------------------------------------------------

static void use_range(struct builder *b, size_t begin, size_t end)
{
    const struct fn *fn = b->cfg->fn;
    for (size_t i = vec_before(&fn->refs, begin, begin); i < fn->refs.count;
         i++) {
        const struct ref *ref = &fn->refs.at[i];
        if (ref->begin >= end) return;
        if (ref->unevaluated) continue;
        if (ref->kind == REF_FN) event(b, EVENT_NAME, NULL, ref->begin);
        if (ref->kind != REF_VAR) continue;
        if (ref->reads) event(b, EVENT_USE, ref->to.var, ref->begin);
        if (ref->writes) event(b, EVENT_WRITE, ref->to.var, ref->begin);
    }
}

static void kill_target(struct builder *b, struct expr *expr)
{
    expr = plan_strip(expr);
    if (expr->kind != EXPR_ASSIGN) return;
    struct expr *left = plan_strip(expr->kids[0]);
    if (left->kind == EXPR_REF && left->var)
        event(b, EVENT_DEF, left->var, left->begin);
}

static void residue(struct builder *b, struct expr *expr);

// What stays of an expression, whether its value is saved or not.
static void value(struct builder *b, struct expr *expr)
{
    if (!expr->plan.split) {
        use_range(b, expr->begin, expr->end);
        return;
    }
    switch (expr->kind) {
    case EXPR_COND:
        if (!expr->kids[1]->colour.suspends && !expr->kids[2]->colour.suspends)
            break;
        return;
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_ELVIS:
        if (expr->kids[1]->colour.suspends) return;
        break;
    case EXPR_COMMA:
        if (!expr->colour.suspends) break;
        if (!expr->said.is_spawn) residue(b, expr->kids[1]);
        return;
    case EXPR_STATEMENT: return;
    case EXPR_CALL:
        if (expr->op != OP_NONE && expr->op != OP_PLAIN) return;
        break;
    default: break;
    }
    for (size_t i = 0; i < expr->kid_count; i++)
        residue(b, expr->kids[i]);
}

static void residue(struct builder *b, struct expr *expr)
{
    if (expr && !expr->plan.saved) value(b, expr);
}

static void evaluate(struct builder *b, struct expr *expr)
{
    if (!expr) return;
    prelude(b, expr);
    residue(b, expr);
}

// What is cancelled goes on behind the innermost scope.
static void may_unwind(struct builder *b)
{
    if (!b->on_unwind) return;
    edge_when(b, b->now, b->on_unwind, (struct when){.kind = WHEN_CANCELLED});
    fall_into(b, new_block(b));
}

static void suspend(struct builder *b, size_t at)
{
    event(b, EVENT_SUSPEND, NULL, at);
    may_unwind(b);
}

static void save_operands(struct builder *b, struct expr *expr);

// An operand's share of the prelude, its saving included.
static void operand(struct builder *b, struct expr *kid)
{
    prelude(b, kid);
    if (kid->plan.saved) value(b, kid);
}

static void save_operands(struct builder *b, struct expr *expr)
{
    for (size_t i = 0; i < expr->kid_count; i++)
        operand(b, expr->kids[i]);
}

static void branch_into(struct builder *b, struct expr *expr, size_t arm,
                        enum when_kind is, struct block *join)
{
    struct block *from = b->now;
    b->now = new_block(b);
    edge_if(b, from, b->now, expr->kids[0], is);
    evaluate(b, expr->kids[arm]);
    edge(b, b->now, join);
    b->now = from;
}

static void prelude_branches(struct builder *b, struct expr *expr)
{
    evaluate(b, expr->kids[0]);
    struct block *join = new_block(b);
    bool left_holds = expr->kind == EXPR_COND || expr->kind == EXPR_AND;
    enum when_kind goes = left_holds ? WHEN_TRUE : WHEN_FALSE,
                   stays = left_holds ? WHEN_FALSE : WHEN_TRUE;
    for (size_t i = 1; i < expr->kid_count; i++)
        branch_into(b, expr, i, i == 1 ? goes : stays, join);
    struct when past = {.kind = stays,
                        .begin = expr->kids[0]->begin,
                        .end = expr->kids[0]->end,
                        .known_begin = expr->begin,
                        .known_end = expr->end,
                        .known = !left_holds};
    if (expr->kind != EXPR_COND) edge_when(b, b->now, join, past);
    b->now = join;
}

static void
receive_into(struct builder *b, const struct receive *receive, size_t at)
{
    if (receive->into) event(b, EVENT_DEF, receive->into, at);
    if (receive->ok_into) event(b, EVENT_DEF, receive->ok_into, at);
}

static void prelude_receive(struct builder *b, struct expr *expr)
{
    struct receive receive = plan_receive(expr);
    operand(b, receive.chan);
    if (!receive.into) operand(b, receive.target);
    if (receive.ok && !receive.ok_into) operand(b, receive.ok);
    residue(b, receive.chan);
    if (!receive.into) residue(b, receive.target);
    suspend(b, expr->begin);
    receive_into(b, &receive, expr->begin);
}

static void prelude_call(struct builder *b, struct expr *expr)
{
    if (expr->op == OP_RECV) {
        prelude_receive(b, expr);
        return;
    }
    save_operands(b, expr);
    if (expr->op == OP_NONE) return;
    if (expr->op != OP_PLAIN)
        for (size_t i = 0; i < expr->kid_count; i++)
            residue(b, expr->kids[i]);
    suspend(b, expr->begin);
}

// The arguments of a call that is started.
static void prelude_start(struct builder *b, struct expr *call)
{
    save_operands(b, call);
    for (size_t i = 0; i < call->kid_count; i++)
        residue(b, call->kids[i]);
}

static void prelude(struct builder *b, struct expr *expr)
{
    if (!expr || !expr->plan.split) return;
    switch (expr->kind) {
    case EXPR_COND:
        if (expr->kids[1]->colour.suspends || expr->kids[2]->colour.suspends)
            prelude_branches(b, expr);
        else
            prelude(b, expr->kids[0]);
        return;
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_ELVIS:
        if (expr->kids[1]->colour.suspends)
            prelude_branches(b, expr);
        else
            prelude(b, expr->kids[0]);
        return;
    case EXPR_COMMA:
        if (expr->said.is_spawn) {
            prelude_start(b, plan_spawned(expr));
            return;
        }
        if (!expr->colour.suspends) return;
        evaluate(b, expr->kids[0]);
        prelude(b, expr->kids[1]);
        return;
    case EXPR_STATEMENT: cfg_stmt(b, expr->body); return;
    case EXPR_ASSIGN:
    case EXPR_COMPOUND:
        if (plan_left_first(expr)) operand(b, expr->kids[0]);
        operand(b, expr->kids[1]);
        if (!plan_left_first(expr)) operand(b, expr->kids[0]);
        return;
    case EXPR_CALL: prelude_call(b, expr); return;
    default: save_operands(b, expr);
    }
}

static void full_expr(struct builder *b, struct expr *expr)
{
    if (!expr) return;
    evaluate(b, expr);
    kill_target(b, expr);
}

// -- statements --------------------------------------------------------------

static void lengths(struct builder *b, const struct lengths *lengths)
{
    for (size_t i = 0; i < lengths->exprs.count; i++)
        evaluate(b, lengths->exprs.at[i]);
}

static void cfg_decl(struct builder *b, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->types.count; i++)
        lengths(b, &stmt->types.at[i]->lengths);
    for (size_t i = 0; i < stmt->vars.count; i++) {
        struct var *var = stmt->vars.at[i];
        if (var->storage != STORAGE_AUTO) continue;
        lengths(b, &var->lengths);
        if (var->init) evaluate(b, var->init);
        event(b, EVENT_DEF, var, var->name_at);
    }
}

static void cfg_if(struct builder *b, struct stmt *stmt)
{
    evaluate(b, stmt->expr);
    struct block *from = b->now, *join = new_block(b);
    for (size_t i = 0; i < stmt->kid_count; i++) {
        b->now = new_block(b);
        edge_if(b, from, b->now, stmt->expr, i == 0 ? WHEN_TRUE : WHEN_FALSE);
        cfg_stmt(b, stmt->kids[i]);
        edge(b, b->now, join);
    }
    if (stmt->kid_count < 2) edge_if(b, from, join, stmt->expr, WHEN_FALSE);
    b->now = join;
}

static void loop_body(struct builder *b, struct stmt *body, struct block *next,
                      struct block *end)
{
    struct way_out outer_break = b->on_break, outer_continue = b->on_continue;
    b->on_break = (struct way_out){end, b->groups};
    b->on_continue = (struct way_out){next, b->groups};
    cfg_stmt(b, body);
    b->on_break = outer_break;
    b->on_continue = outer_continue;
    edge(b, b->now, next);
}

// while (1), do ... while (true): left by a jump alone.
static bool is_endless(const struct builder *b, const struct expr *condition)
{
    static const char *const words[] = {"1", "true"};
    const char *text = b->unit->source->text;
    while (condition->kind == EXPR_PAREN)
        condition = condition->kids[0];
    size_t length = condition->end - condition->begin;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length &&
            strncmp(text + condition->begin, words[i], length) == 0)
            return true;
    return false;
}

static void cfg_while(struct builder *b, struct stmt *stmt)
{
    struct block *head = new_block(b), *end = new_block(b);
    fall_into(b, head);
    evaluate(b, stmt->expr);
    struct block *from = b->now;
    bool endless = is_endless(b, stmt->expr);
    b->now = new_block(b);
    edge_if(b, from, b->now, endless ? NULL : stmt->expr, WHEN_TRUE);
    if (!endless) edge_if(b, from, end, stmt->expr, WHEN_FALSE);
    loop_body(b, stmt->kids[0], head, end);
    b->now = end;
}

static void cfg_do(struct builder *b, struct stmt *stmt)
{
    struct block *head = new_block(b), *test = new_block(b),
                 *end = new_block(b);
    fall_into(b, head);
    loop_body(b, stmt->kids[0], test, end);
    b->now = test;
    evaluate(b, stmt->expr);
    bool endless = is_endless(b, stmt->expr);
    edge_if(b, b->now, head, endless ? NULL : stmt->expr, WHEN_TRUE);
    if (!endless) edge_if(b, b->now, end, stmt->expr, WHEN_FALSE);
    b->now = end;
}

static void cfg_for(struct builder *b, struct stmt *stmt)
{
    struct block *head = new_block(b), *next = new_block(b),
                 *end = new_block(b);
    cfg_stmt(b, stmt->init);
    fall_into(b, head);
    evaluate(b, stmt->expr);
    struct block *from = b->now;
    bool endless = !stmt->expr || is_endless(b, stmt->expr);
    b->now = new_block(b);
    edge_if(b, from, b->now, endless ? NULL : stmt->expr, WHEN_TRUE);
    if (!endless) edge_if(b, from, end, stmt->expr, WHEN_FALSE);
    loop_body(b, stmt->kids[0], next, end);
    b->now = next;
    full_expr(b, stmt->step);
    edge(b, b->now, head);
    b->now = end;
    if (stmt->scope) event(b, EVENT_END, NULL, stmt->scope->end);
}

static void cfg_switch(struct builder *b, struct stmt *stmt)
{
    evaluate(b, stmt->expr);
    struct way_out outer_break = b->on_break;
    struct block *outer_switch = b->on_switch;
    bool outer_default = b->switch_default;
    struct block *end = new_block(b);
    b->on_switch = b->now;
    b->on_break = (struct way_out){end, b->groups};
    b->switch_default = false;
    b->now = new_block(b);
    cfg_stmt(b, stmt->kids[0]);
    edge(b, b->now, end);
    struct when none = {.kind = WHEN_NO_CASE};
    if (!b->switch_default) edge_when(b, b->on_switch, end, none);
    b->on_break = outer_break;
    b->on_switch = outer_switch;
    b->switch_default = outer_default;
    b->now = end;
}

static struct when when_case(const struct stmt *label)
{
    return (struct when){
        .kind = WHEN_CASE, .begin = label->begin, .end = label->end};
}

// Behind the wait: what each case assigns if it has happened, on the way to its
// label.
static struct chosen *assign_chosen(struct builder *b, const struct stmt *stmt)
{
    struct chosen *list = NULL;
    for (size_t i = 0; i < stmt->select.cases.count; i++) {
        struct expr *call = stmt->select.cases.at[i].call;
        struct chosen *chosen = ARENA_NEW(b->unit->arena, struct chosen);
        *chosen =
            (struct chosen){list, stmt->select.cases.at[i].label, new_block(b)};
        list = chosen;
        struct when when = when_case(chosen->label);
        if (call) when.begin = call->begin, when.end = call->end;
        edge_when(b, b->on_switch, chosen->block, when);
        b->now = chosen->block;
        if (!call || call->op == OP_AFTER) continue;
        struct receive receive =
            call->op == OP_SEND ? plan_offer(call) : plan_receive(call);
        receive_into(b, &receive, call->begin);
        chosen->block = b->now;
    }
    return list;
}

// Where a case of the switch or select that it stands in comes from.
static struct block *before_case(struct builder *b, const struct stmt *label)
{
    for (const struct chosen *at = b->chosen; at; at = at->next)
        if (at->label == label) return at->block;
    return b->on_switch;
}

// What the cases evaluate on entry, then the wait; the case that happened
// assigns its targets before any statement runs.
static void cfg_select(struct builder *b, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->select.cases.count; i++) {
        struct expr *call = stmt->select.cases.at[i].call;
        if (!call) continue;
        struct receive receive = {0};
        if (call->op == OP_RECV) receive = plan_receive(call);
        if (call->op == OP_SEND) receive = plan_offer(call);
        for (size_t k = 1; k < call->kid_count; k++) {
            struct expr *kid = call->kids[k];
            if (call->op == OP_RECV && k == 2)
                kid = receive.into ? NULL : receive.target;
            if (k == 3) kid = receive.ok_into ? NULL : receive.ok;
            if (!kid) continue;
            operand(b, kid);
            if (call->op == OP_SEND && k == 2)
                operand(b, plan_strip(kid)->kids[0]);
            residue(b, kid);
        }
    }
    suspend(b, stmt->begin);
    struct way_out outer_break = b->on_break;
    struct block *outer_switch = b->on_switch;
    struct chosen *outer_chosen = b->chosen;
    b->on_switch = b->now;
    b->chosen = assign_chosen(b, stmt);
    struct block *end = new_block(b);
    b->on_break = (struct way_out){end, b->groups};
    b->now = new_block(b);
    cfg_stmt(b, stmt->kids[0]);
    edge(b, b->now, end);
    b->on_break = outer_break;
    b->on_switch = outer_switch;
    b->chosen = outer_chosen;
    b->now = end;
}

static void cfg_scope(struct builder *b, struct stmt *stmt)
{
    evaluate(b, stmt->expr);
    struct block *outer = b->on_unwind, *end = new_block(b);
    struct around group = {b->groups, stmt};
    bool is_group = tree_is_group(stmt);
    b->on_unwind = end;
    if (is_group) b->groups = &group;
    cfg_stmt(b, stmt->kids[0]);
    b->groups = group.outer;
    b->on_unwind = outer;
    fall_into(b, end);
    if (is_group)
        suspend(b, stmt->begin);
    else
        may_unwind(b);
}

// A jump waits for the children of each group that it leaves.
static void leave_groups(struct builder *b, const struct stmt *jump,
                         const struct around *until)
{
    for (const struct around *at = b->groups; at != until; at = at->outer)
        event(b, EVENT_SUSPEND, NULL, jump->begin);
}

static const struct around *groups_at_label(struct builder *b, const char *name)
{
    const struct stmt *label = NULL;
    const struct around *at = b->groups;
    if (at) label = tree_label(b->cfg->fn->body, name);
    while (at && (!label || label->begin < at->group->begin ||
                  label->begin >= at->group->end))
        at = at->outer;
    return at;
}

static void cfg_goto_any(struct builder *b, struct stmt *stmt)
{
    evaluate(b, stmt->expr);
    struct block *from = b->now;
    edge(b, from, label_block(b, NULL)); // to all labels, see cfg_build
    b->now = new_block(b);
}

static void leave_to(struct builder *b, struct block *to)
{
    if (to) edge(b, b->now, to);
    b->now = new_block(b);
}

static void
jump_to(struct builder *b, const struct stmt *jump, struct way_out way)
{
    leave_groups(b, jump, way.groups);
    leave_to(b, way.to);
}

static void cfg_labelled(struct builder *b, struct stmt *stmt)
{
    if (stmt->kind == STMT_LABEL) {
        fall_into(b, label_block(b, stmt->label));
    } else {
        struct block *block = new_block(b);
        event(b, EVENT_FALL, NULL, stmt->begin);
        fall_into(b, block);
        struct block *before = b->on_switch ? before_case(b, stmt) : NULL;
        struct when when = {0};
        if (before == b->on_switch) when = when_case(stmt);
        if (before) edge_when(b, before, block, when);
        if (stmt->kind == STMT_DEFAULT) b->switch_default = true;
    }
    // A select's marker was evaluated on entry.
    bool marker = stmt->kind == STMT_CASE && stmt->kids[0]->kind == STMT_EXPR &&
                  stmt->kids[0]->is_marker;
    if (marker) event(b, EVENT_NAME, NULL, stmt->kids[0]->begin);
    if (!marker && stmt->kid_count) cfg_stmt(b, stmt->kids[0]);
}

// What the branches of a par see of the variables around it.
static void use_shared(struct builder *b, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->outline.branches.count; i++) {
        const struct fn *branch = stmt->outline.branches.at[i];
        for (size_t k = 0; k < branch->refs.count; k++) {
            const struct ref *ref = &branch->refs.at[k];
            if (ref->kind == REF_VAR && !ref->unevaluated &&
                ref->to.var->fn != branch)
                event(b, EVENT_MENTION, ref->to.var, ref->begin);
        }
    }
}

// A go block is given copies of what it uses.
static void use_copied(struct builder *b, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->outline.branches.count; i++)
        for (size_t k = 0; k < stmt->outline.branches.at[i]->params.count; k++)
            event(b, EVENT_USE,
                  stmt->outline.branches.at[i]->params.at[k]->outline.original,
                  stmt->begin);
}

// What unwinds out of its head waits for the turns.
static void cfg_par_for(struct builder *b, struct stmt *loop)
{
    struct block *outer = b->on_unwind, *end = new_block(b);
    b->on_unwind = end;
    cfg_stmt(b, loop);
    b->on_unwind = outer;
    fall_into(b, end);
}

static void cfg_plain(struct builder *b, struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_GO:
        use_copied(b, stmt);
        if (stmt->step) operand(b, stmt->step);
        if (stmt->expr) prelude_start(b, stmt->expr);
        residue(b, stmt->step);
        return;
    case STMT_ASM: use_range(b, stmt->begin, stmt->end); return;
    case STMT_PAR:
        if (stmt->kid_count) cfg_par_for(b, stmt->kids[0]);
        use_shared(b, stmt);
        suspend(b, stmt->begin);
        return;
    case STMT_BLOCKING:
        suspend(b, stmt->begin);
        cfg_stmt(b, stmt->kids[0]);
        suspend(b, stmt->begin);
        return;
    case STMT_ATTRIBUTED: event(b, EVENT_FALL, NULL, stmt->begin); break;
    default: break;
    }
    full_expr(b, stmt->expr);
    for (size_t i = 0; i < stmt->kid_count; i++)
        cfg_stmt(b, stmt->kids[i]);
    if (stmt->kind == STMT_COMPOUND) event(b, EVENT_END, NULL, stmt->end);
}

static void cfg_stmt(struct builder *b, struct stmt *stmt)
{
    if (!stmt) return;
    if (stmt->colour.is_stress) suspend(b, stmt->begin);
    switch (stmt->kind) { // dispatch
    case STMT_DECL: cfg_decl(b, stmt); return;
    case STMT_IF: cfg_if(b, stmt); return;
    case STMT_WHILE: cfg_while(b, stmt); return;
    case STMT_DO: cfg_do(b, stmt); return;
    case STMT_FOR: cfg_for(b, stmt); return;
    case STMT_SWITCH: cfg_switch(b, stmt); return;
    case STMT_SELECT: cfg_select(b, stmt); return;
    case STMT_SCOPE: cfg_scope(b, stmt); return;
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL: cfg_labelled(b, stmt); return;
    case STMT_GOTO:
        leave_groups(b, stmt, groups_at_label(b, stmt->label));
        leave_to(b, label_block(b, stmt->label));
        return;
    case STMT_GOTO_ANY: cfg_goto_any(b, stmt); return;
    case STMT_BREAK: jump_to(b, stmt, b->on_break); return;
    case STMT_CONTINUE: jump_to(b, stmt, b->on_continue); return;
    case STMT_RETURN:
        evaluate(b, stmt->expr);
        leave_groups(b, stmt, NULL);
        event(b, EVENT_END, NULL, b->cfg->fn->body->end);
        leave_to(b, NULL);
        return;
    case STMT_COMPOUND:
    case STMT_EXPR:
    case STMT_NULL:
    case STMT_ASM:
    case STMT_ATTRIBUTED:
    case STMT_GO:
    case STMT_PAR:
    case STMT_BLOCKING:
    case STMT_OTHER: cfg_plain(b, stmt); return;
    }
}

// A computed goto may go to any label.
static void link_computed_gotos(struct builder *b)
{
    struct block *any = NULL;
    for (size_t i = 0; i < b->labels.count; i++)
        if (!b->labels.at[i].name) any = b->labels.at[i].block;
    for (size_t i = 0; any && i < b->labels.count; i++)
        if (b->labels.at[i].name) edge(b, any, b->labels.at[i].block);
}

struct cfg *cfg_build(struct unit *unit, const struct fn *fn)
{
    struct cfg *cfg = ARENA_NEW(unit->arena, struct cfg);
    cfg->fn = fn;
    struct builder builder = {.unit = unit, .cfg = cfg};
    builder.now = new_block(&builder);
    cfg_stmt(&builder, fn->body);
    link_computed_gotos(&builder);
    return cfg;
}

// Behind a jump stands a block that nothing leads to.
static const bool *
reached_from_entry(const struct unit *unit, const struct cfg *cfg)
{
    bool *reached = arena_alloc(unit->arena, cfg->blocks.count);
    reached[0] = true;
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t i = 0; i < cfg->blocks.count; i++) {
            const struct block *block = cfg->blocks.at[i];
            for (size_t k = 0; reached[i] && k < block->next.count; k++) {
                grown |= !reached[block->next.at[k]->number];
                reached[block->next.at[k]->number] = true;
            }
        }
    }
    return reached;
}

void cfg_dump(const struct unit *unit, const struct cfg *cfg, FILE *out)
{
    const bool *reached = reached_from_entry(unit, cfg);
    fprintf(out, "function %s\n", cfg->fn->name);
    for (size_t i = 0; i < cfg->blocks.count; i++) {
        const struct block *block = cfg->blocks.at[i];
        if (!reached[block->number]) continue;
        fprintf(out, "  block %zu:", block->number);
        for (size_t k = 0; k < block->events.count; k++) {
            const struct event *event = &block->events.at[k];
            if (event->kind == EVENT_SUSPEND)
                fprintf(out, " suspend@%u",
                        unit_place(unit, event->at, event->at).line);
            if (event->kind == EVENT_USE || event->kind == EVENT_DEF)
                fprintf(out, " %s %s", event->kind == EVENT_USE ? "use" : "def",
                        event->var->name);
        }
        fprintf(out, " ->");
        for (size_t k = 0; k < block->next.count; k++)
            fprintf(out, " %zu", block->next.at[k]->number);
        fprintf(out, "\n");
    }
}
