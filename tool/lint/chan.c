// SPDX-License-Identifier: MIT
// chan.c: what the unit does with its channels. Each variable of a
// function that holds channels (an array of them is one variable) is a node;
// each way of a value from one into another, by assignment, as an argument, or
// as a copy for a block, is a pipe. What is done with a variable is done with
// all whose values may flow into it. A value that goes anywhere else escapes.
#include "lint/lint.h"

#include <string.h>

// What becomes of a value.
enum fate { FATE_SEEN, FATE_ESCAPES, FATE_FLOWS, FATE_USED };
struct sink {
    enum fate fate;
    struct lint_node *to;           // FATE_FLOWS
    enum lint_by by;                // FATE_FLOWS
    const struct lint_node *handle; // FATE_FLOWS
    unsigned use;                   // FATE_USED
    const struct expr *call;        // FATE_USED
};
static const struct sink seen = {.fate = FATE_SEEN};
static const struct sink escapes = {.fate = FATE_ESCAPES};

struct walk {
    struct lint_graph *graph;
    struct arena *arena;
    const struct fn *fn;
    const struct lint_node *handle; // of the spawn that we come to
    bool in_value; // of a statement expression: its last value may go anywhere
};

static void value(struct walk *w, const struct expr *expr, struct sink sink);
static void statement(struct walk *w, const struct stmt *stmt);

// -- nodes -------------------------------------------------------------------

static struct lint_node *node_of(struct walk *w, struct var *var)
{
    if (var->node) return var->node;
    var->node = ARENA_NEW(w->arena, struct lint_node);
    var->node->var = var;
    var->node->is_rendezvous = true;
    if (var->storage == STORAGE_STATIC || var->storage == STORAGE_EXTERN)
        var->node->uses = USE_ESCAPE;
    vec_push(w->arena, &w->graph->nodes, var->node);
    return var->node;
}

static void drain(struct walk *w, struct var *var, struct sink sink)
{
    struct lint_node *node = node_of(w, var);
    struct lint_pipe pipe = {sink.to, sink.by, sink.handle};
    if (var->fn != w->fn) node->is_shared = true;
    switch (sink.fate) {
    case FATE_SEEN: node->uses |= USE_SEEN; return;
    case FATE_ESCAPES: node->uses |= USE_ESCAPE; return;
    case FATE_FLOWS:
        if (sink.to != node) vec_push(w->arena, &node->pipes, pipe);
        return;
    case FATE_USED:
        node->uses |= sink.use;
        if (sink.use == USE_SEND && !node->send) node->send = sink.call;
        if (sink.use == USE_RECV && !node->recv) node->recv = sink.call;
        return;
    }
}

// The variable whose elements or whose own value an expression is; NULL: none
// that we follow.
static struct var *holder(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_INDEX) {
        if (expr->kind == EXPR_INDEX &&
            expr->kids[0]->type->class != TYPE_ARRAY)
            return NULL;
        expr = expr->kids[0];
    }
    return expr->kind == EXPR_REF ? expr->var : NULL;
}

// -- calls -------------------------------------------------------------------

static unsigned use_of(const struct expr *call)
{
    if (!call->fn || !call->fn->form) return 0;
    unsigned use = call->fn->form->use;
    return call->colour.is_case && use == USE_RECV ? USE_ASK : use;
}

static void operate(struct walk *w, const struct expr *call, unsigned use)
{
    struct sink sink = {.fate = FATE_USED, .use = use, .call = call};
    for (size_t i = 1; i < call->kid_count; i++)
        value(w, call->kids[i], i == 1 ? sink : escapes);
}

// The parameter that the argument becomes; NULL: we do not see it.
static struct var *parameter(const struct expr *call, size_t argument)
{
    const struct fn *fn = call->fn;
    if (!fn || !fn->body || fn->said.is_weak || fn->said.is_system) return NULL;
    if (argument >= fn->params.count) return NULL;
    struct var *var = fn->params.at[argument];
    return ends_of(var->type) == END_NONE ? NULL : var;
}

static void arguments(struct walk *w, const struct expr *call, enum lint_by by)
{
    for (size_t i = 1; i < call->kid_count; i++) {
        struct var *var = parameter(call, i - 1);
        struct sink sink = escapes;
        if (var) {
            sink = (struct sink){.fate = FATE_FLOWS, .by = by};
            sink.to = node_of(w, var);
            sink.handle = by == BY_SPAWN ? w->handle : NULL;
        }
        value(w, call->kids[i], sink);
    }
}

static void made(const struct expr *call, struct sink sink)
{
    struct lint_node *node = sink.to;
    if (sink.fate != FATE_FLOWS || sink.by != BY_COPY) return;
    node->make = call;
    node->makes++;
    const struct unit *unit = node->var->fn->unit;
    const struct expr *capacity = plan_strip(call->kids[2]);
    bool zero = capacity->end - capacity->begin == 1 &&
                unit->source->text[capacity->begin] == '0';
    node->is_rendezvous &= zero && lint_is_call(call, "csp__make");
    node->is_lossy |= !lint_is_call(call, "csp__make");
}

static void in_call(struct walk *w, const struct expr *call, struct sink sink)
{
    unsigned use = use_of(call);
    if (use) {
        operate(w, call, use);
    } else if (lint_is_call(call, "csp__retain")) {
        value(w, call->kids[1], sink);
    } else if (call->fn && strncmp(call->fn->name, "csp__make", 9) == 0) {
        made(call, sink);
    } else if (call->op == OP_JOIN) {
        const struct expr *handle = call->kids[0];
        while (handle->kind == EXPR_CAST)
            handle = handle->kids[0];
        struct var *var = holder(handle);
        if (var) node_of(w, var)->is_joined = true;
        value(w, call->kids[0], seen);
    } else {
        if (!call->fn && call->kid_count) value(w, call->kids[0], seen);
        arguments(w, call, BY_CALL);
    }
}

// -- expressions -------------------------------------------------------------

// It, or each element of the array that it is.
static bool holds_channels(const struct walk *w, const struct var *var)
{
    const struct type *type = var->type;
    while (type->class == TYPE_ARRAY)
        type = type_element(w->graph->lint->unit, type);
    return ends_of(type) != END_NONE;
}

static void
in_kids(struct walk *w, const struct expr *expr, size_t first, struct sink sink)
{
    for (size_t i = first; i < expr->kid_count; i++)
        value(w, expr->kids[i], sink);
}

static void assign(struct walk *w, struct var *var, const struct expr *right)
{
    struct sink sink = {.fate = FATE_FLOWS, .by = BY_COPY};
    if (var) w->handle = sink.to = node_of(w, var);
    value(w, right, var && holds_channels(w, var) ? sink : escapes);
    w->handle = NULL;
}

static void
in_assignment(struct walk *w, const struct expr *expr, struct sink sink)
{
    struct var *var = holder(expr->kids[0]);
    if (!var) value(w, expr->kids[0], seen);
    assign(w, var, expr->kids[1]);
    // The whole has the value too.
    if (var && sink.fate != FATE_SEEN) drain(w, var, sink);
}

static void in_body(struct walk *w, const struct expr *expr)
{
    bool outer = w->in_value;
    w->in_value = true;
    statement(w, expr->body);
    w->in_value = outer;
}

static void in_spawn(struct walk *w, const struct expr *expr)
{
    const struct expr *call = plan_spawned((struct expr *)expr);
    if (call->kind == EXPR_CALL) arguments(w, call, BY_SPAWN);
}

static void value(struct walk *w, const struct expr *expr, struct sink sink)
{
    switch (expr->kind) { // dispatch
    case EXPR_REF:
        if (expr->var && holds_channels(w, expr->var))
            drain(w, expr->var, sink);
        return;
    case EXPR_PAREN:
    case EXPR_GENERIC:
    case EXPR_ELVIS: in_kids(w, expr, 0, sink); return;
    case EXPR_CAST:
        if (expr->type->class == TYPE_VOID && sink.fate != FATE_USED)
            sink = seen;
        else if (ends_of(expr->type) == END_NONE) // nobody knows what for
            sink = escapes;
        in_kids(w, expr, 0, sink);
        return;
    case EXPR_COND:
        value(w, expr->kids[0], seen);
        in_kids(w, expr, 1, sink);
        return;
    case EXPR_COMMA:
        if (expr->said.is_spawn) {
            in_spawn(w, expr);
            return;
        }
        value(w, expr->kids[0], seen);
        value(w, expr->kids[1], sink);
        return;
    case EXPR_ASSIGN: in_assignment(w, expr, sink); return;
    case EXPR_INDEX:
        if (holder(expr))
            drain(w, holder(expr), sink);
        else
            value(w, expr->kids[0], seen);
        value(w, expr->kids[1], seen);
        return;
    case EXPR_CALL: in_call(w, expr, sink); return;
    case EXPR_STATEMENT: in_body(w, expr); return;
    case EXPR_INIT:
    case EXPR_DESIGNATED: // of an array that a declaration fills, or elsewhere
        in_kids(w, expr, 0, sink.fate == FATE_FLOWS ? sink : escapes);
        return;
    case EXPR_LEAF:
    case EXPR_UNEVALUATED: return;
    case EXPR_ADDRESS:
    case EXPR_LITERAL:
    case EXPR_VA_ARG:
    case EXPR_OTHER: in_kids(w, expr, 0, escapes); return;
    case EXPR_UNARY:
    case EXPR_STEP:
    case EXPR_BINARY:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_COMPOUND:
    case EXPR_MEMBER: in_kids(w, expr, 0, seen); return;
    }
}

// -- statements --------------------------------------------------------------

static void find_exit(struct stmt *stmt, void *context)
{
    bool *found = context;
    if (stmt->kind == STMT_RETURN || stmt->kind == STMT_GOTO ||
        stmt->kind == STMT_GOTO_ANY || stmt->kind == STMT_BREAK)
        *found = true;
}

static void find_stop(struct expr *expr, void *context)
{
    bool *found = context;
    if (lint_is_call(expr, "exit") || lint_is_call(expr, "abort") ||
        lint_is_call(expr, "_exit"))
        *found = true;
}

bool lint_leaves(struct stmt *loop)
{
    bool leaves = false;
    tree_each(loop->kids[0], find_exit, find_stop, &leaves);
    return leaves;
}

// A loop that ends only when the channel is closed. Any break counts as a way
// out, even of a switch inside.
static void in_loop(struct walk *w, const struct stmt *stmt)
{
    const struct expr *call = stmt->expr ? plan_strip(stmt->expr) : NULL;
    if (!call || call->kind != EXPR_CALL || call->op != OP_RECV) return;
    struct var *var = holder(call->kids[1]);
    if (!var || var->type->class == TYPE_ARRAY) return;
    if (!lint_leaves((struct stmt *)(uintptr_t)stmt))
        node_of(w, var)->loop = call;
}

static void in_branches(struct walk *w, const struct stmt *stmt)
{
    enum lint_by by =
        stmt->kind == STMT_GO && !stmt->outline.gather ? BY_GO : BY_PAR;
    for (size_t i = 0; i < stmt->outline.branches.count; i++) {
        const struct fn *branch = stmt->outline.branches.at[i];
        for (size_t k = 0; k < branch->params.count; k++) {
            struct var *var = branch->params.at[k];
            struct sink sink = {.fate = FATE_FLOWS, .by = by};
            sink.to = node_of(w, var);
            if (ends_of(var->type) == END_NONE) sink = escapes;
            if (var->outline.original) drain(w, var->outline.original, sink);
        }
    }
}

static void in_declaration(struct walk *w, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->vars.count; i++) {
        struct var *var = stmt->vars.at[i];
        if (!var->init) continue;
        bool whole = var->type->class == TYPE_RECORD;
        assign(w, whole ? NULL : var, var->init);
    }
}

static void statement(struct walk *w, const struct stmt *stmt)
{
    if (!stmt) return;
    statement(w, stmt->init);
    in_declaration(w, stmt);
    in_branches(w, stmt);
    if (stmt->kind == STMT_WHILE || stmt->kind == STMT_FOR) in_loop(w, stmt);
    bool goes =
        stmt->kind == STMT_RETURN || (stmt->kind == STMT_EXPR && w->in_value);
    if (stmt->kind == STMT_GO && stmt->expr && stmt->expr->kind == EXPR_CALL)
        arguments(w, stmt->expr, BY_GO);
    else if (stmt->expr && stmt->kind != STMT_CASE)
        value(w, stmt->expr, goes ? escapes : seen);
    if (stmt->step) value(w, stmt->step, seen);
    // What a go starts is in its kid once more, as a call.
    for (size_t i = 0; i < stmt->kid_count && stmt->kind != STMT_GO; i++)
        statement(w, stmt->kids[i]);
}

// What asm statements mention is lost in the tree: nothing is known of it.
static void in_asm(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (stmt->kind != STMT_ASM) return;
    for (size_t i = 0; i < w->fn->refs.count; i++) {
        const struct ref *ref = &w->fn->refs.at[i];
        if (ref->kind == REF_VAR && ref->begin >= stmt->begin &&
            ref->begin < stmt->end)
            drain(w, ref->to.var, escapes);
    }
}

// -- the fixpoint ------------------------------------------------------------

static bool flow(struct lint_node *from, const struct lint_pipe *pipe)
{
    const struct lint_node *to = pipe->to;
    bool ends =
        pipe->by != BY_GO &&
        (pipe->by != BY_SPAWN || (pipe->handle && pipe->handle->is_joined));
    bool grown = (to->uses & ~from->uses) != 0;
    from->uses |= to->uses;
    if (!from->send && to->send) from->send = to->send;
    if (!from->recv && to->recv) from->recv = to->recv;
    if (!from->loop && to->loop && ends) {
        from->loop = to->loop;
        grown = true;
    }
    return grown;
}

struct lint_graph *lint_chan(struct lint *lint)
{
    struct unit *unit = lint->unit;
    struct lint_graph *graph = ARENA_NEW(unit->arena, struct lint_graph);
    struct walk walk = {.graph = graph, .arena = unit->arena};
    graph->lint = lint;
    for (size_t i = 0; i < unit->fns.count; i++) {
        walk.fn = unit->fns.at[i];
        if (walk.fn->said.is_system) continue;
        statement(&walk, walk.fn->body);
        tree_each(walk.fn->body, in_asm, NULL, &walk);
    }
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = graph->nodes.count; i > 0; i--)
            for (size_t k = 0; k < graph->nodes.at[i - 1]->pipes.count; k++)
                changed |= flow(graph->nodes.at[i - 1],
                                &graph->nodes.at[i - 1]->pipes.at[k]);
    }
    return graph;
}
