// SPDX-License-Identifier: MIT
// nonblock.c: which calls have a descriptor that does not block for their
// first argument, for -Wcsp-blocking. Local variables are followed over the
// flow: opened with O_NONBLOCK or one of its kin, or given it by fcntl, here or
// in a function of the file that does that with its parameter, or made or
// waited for by csp_io.h. Globals and members go by their names: one is such if
// all that the file assigns to it is.
#include "lint/lint.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum mode { NEVER_BLOCKS, BLOCKS }; // BLOCKS: it may
// Something happens to a descriptor.
struct act {
    const struct var *var;
    size_t at; // of the event
    enum mode mode;
};
// What a unit does to the descriptors in globals and members of one name.
struct name {
    bool made, spoilt; // one that does not block, one that may
};
struct walk {
    struct lint *lint;
    struct fn *fn;
    VEC(struct act) acts;
    struct map by_place;          // the number of an act + 1
    VEC(const struct var *) vars; // one bit each: it may block
    struct map *names;            // by interned name: struct name
    bool has_setters;             // fcntl is called somewhere
};

// -- flags -------------------------------------------------------------------

static const char *operator_of(struct unit *unit, const struct expr *left,
                               const struct expr *right)
{
    return unit_excerpt(unit, left->end, right->begin, 20);
}

static bool is_number(struct unit *unit, const struct expr *expr, long number)
{
    char *end;
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    const char *text = unit_excerpt(unit, expr->begin, expr->end, 40);
    return strtol(text, &end, 0) == number && end > text;
}

// O_NONBLOCK is a number here; SOCK_NONBLOCK, EFD_NONBLOCK and the others are
// enumerators.
static bool has_nonblock(struct unit *unit, const struct expr *flags)
{
    while (flags->kind == EXPR_PAREN || flags->kind == EXPR_CAST)
        flags = flags->kids[0];
    if (flags->kind == EXPR_BINARY &&
        strcmp(operator_of(unit, flags->kids[0], flags->kids[1]), "|") == 0)
        return has_nonblock(unit, flags->kids[0]) ||
               has_nonblock(unit, flags->kids[1]);
    const char *text = unit_excerpt(unit, flags->begin, flags->end, 40);
    if (flags->kind == EXPR_REF) return strstr(text, "NONBLOCK") != NULL;
    return flags->kind == EXPR_LEAF && (strtol(text, NULL, 0) & O_NONBLOCK);
}

static enum mode mode_of(struct unit *unit, const struct expr *flags)
{
    return has_nonblock(unit, flags) ? NEVER_BLOCKS : BLOCKS;
}

// Functions that give a new descriptor, and which argument has its flags.
static const struct {
    const char *name;
    size_t flags;
} openers[] = {
    {"open", 2},    {"openat", 3},         {"open64", 2},      {"socket", 2},
    {"accept4", 4}, {"timerfd_create", 2}, {"eventfd", 2},     {"signalfd", 3},
    {"mq_open", 2}, {"inotify_init1", 1},  {"userfaultfd", 1},
};

// csp_io.h's, which never block.
static bool is_of_io(const struct expr *call)
{
    static const char *const names[] = {"csp_accept_dl", "csp_connect_dl",
                                        "csp_dial_dl", "csp_listen"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lint_is_call(call, names[i])) return true;
    return false;
}

// The value is a new descriptor that does not block.
static bool opens_nonblock(struct unit *unit, const struct expr *value)
{
    while (value->kind == EXPR_PAREN || value->kind == EXPR_CAST)
        value = value->kids[0];
    if (value->kind == EXPR_COND)
        return opens_nonblock(unit, value->kids[1]) &&
               opens_nonblock(unit, value->kids[2]);
    if (value->kind != EXPR_CALL || !value->fn) return false;
    if (is_of_io(value)) return true;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (lint_is_call(value, openers[i].name) &&
            value->kid_count > openers[i].flags)
            return has_nonblock(unit, value->kids[openers[i].flags]);
    return false;
}

// -- what happens to which descriptor ----------------------------------------

static const struct expr *bare(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    return expr;
}

static const struct var *local_of(const struct expr *lvalue)
{
    const struct expr *root = lint_root(bare(lvalue));
    if (!root) return NULL;
    bool is_local = root->var->storage == STORAGE_AUTO ||
                    root->var->storage == STORAGE_PARAM;
    return is_local ? root->var : NULL;
}

// A global's or a member's name; NULL for what has none.
static struct name *name_of(const struct walk *w, const struct expr *lvalue)
{
    struct unit *unit = w->lint->unit;
    lvalue = bare(lvalue);
    while (lvalue->kind == EXPR_INDEX)
        lvalue = bare(lvalue->kids[0]);
    if (lvalue->kind != EXPR_MEMBER && lvalue->kind != EXPR_REF) return NULL;
    size_t begin = lvalue->end;
    while (begin > lvalue->begin && text_is_word(unit->source->text[begin - 1]))
        begin--;
    const char *word =
        intern_n(unit->intern, unit->source->text + begin, lvalue->end - begin);
    union map_value *known = map_put(unit->arena, w->names, map_key(word));
    if (!known->pointer) known->pointer = ARENA_NEW(unit->arena, struct name);
    return known->pointer;
}

static void add_bit(struct walk *w, const struct var *var)
{
    for (size_t i = 0; i < w->vars.count; i++)
        if (w->vars.at[i] == var) return;
    vec_push(w->lint->unit->arena, &w->vars, var);
}

static void
add_act(struct walk *w, const struct expr *lvalue, size_t at, enum mode mode)
{
    struct arena *arena = w->lint->unit->arena;
    const struct var *var = local_of(lvalue);
    struct name *name = var ? NULL : name_of(w, lvalue);
    if (name && mode == BLOCKS) name->spoilt = true;
    if (name && mode == NEVER_BLOCKS) name->made = true;
    if (!var) return;
    struct act act = {var, at, mode};
    vec_push(arena, &w->acts, act);
    map_put(arena, &w->by_place, at)->number = w->acts.count;
    if (mode == NEVER_BLOCKS) add_bit(w, var);
}

static void see_assignment(struct walk *w, const struct expr *expr)
{
    const struct expr *left = expr->kids[0], *value = expr->kids[1];
    if (value->said.is_constant) return; // -1
    const struct expr *root = lint_root(bare(left));
    add_act(w, left, root ? root->begin : left->begin,
            opens_nonblock(w->lint->unit, value) ? NEVER_BLOCKS : BLOCKS);
}

static bool sets_flags(struct unit *unit, const struct expr *call)
{
    return lint_is_call(call, "fcntl") && call->kid_count > 3 &&
           is_number(unit, call->kids[2], F_SETFL);
}

// A function of this file that gives O_NONBLOCK to its parameter.
static bool is_setter(struct unit *unit, const struct fn *fn, size_t argument)
{
    if (!fn->body || fn->said.is_system || argument > fn->params.count)
        return false;
    for (size_t i = 0; i < fn->lint->calls.count; i++) {
        const struct expr *call = fn->lint->calls.at[i].expr;
        if (sets_flags(unit, call) && has_nonblock(unit, call->kids[3]) &&
            local_of(call->kids[1]) == fn->params.at[argument - 1])
            return true;
    }
    return false;
}

static void see_call(struct walk *w, const struct expr *call)
{
    struct unit *unit = w->lint->unit;
    size_t at = bare(call->kids[0])->begin, count = call->kid_count;
    if (sets_flags(unit, call))
        add_act(w, call->kids[1], at, mode_of(unit, call->kids[3]));
    else if (lint_is_call(call, "ioctl") && count > 2 &&
             is_number(unit, call->kids[2], FIONBIO))
        add_act(w, call->kids[1], at, NEVER_BLOCKS);
    else if (lint_is_call(call, "pipe2") && count > 2)
        add_act(w, call->kids[1], at, mode_of(unit, call->kids[2]));
    else if (lint_is_call(call, "socketpair") && count > 4)
        add_act(w, call->kids[4], at, mode_of(unit, call->kids[2]));
    else if (lint_is_call(call, "pipe") && count > 1)
        add_act(w, call->kids[1], at, BLOCKS);
    else if (lint_is_call(call, "csp_ready_dl") ||
             lint_is_call(call, "csp__fd_case"))
        add_act(w, call->kids[1], at, NEVER_BLOCKS);
    for (size_t i = 1; w->has_setters && i < count; i++)
        if (is_setter(unit, call->fn, i))
            add_act(w, call->kids[i], at, NEVER_BLOCKS);
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    if (expr->kind == EXPR_ASSIGN) see_assignment(w, expr);
    if (expr->kind == EXPR_ADDRESS && local_of(expr->kids[0]))
        add_act(w, expr->kids[0], lint_root(bare(expr->kids[0]))->begin,
                BLOCKS);
    if (expr->kind == EXPR_CALL && expr->fn) see_call(w, expr);
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    struct arena *arena = w->lint->unit->arena;
    for (size_t i = 0; i < stmt->vars.count; i++) {
        const struct var *var = stmt->vars.at[i];
        if (!var->init || !opens_nonblock(w->lint->unit, var->init)) continue;
        struct act act = {var, var->name_at, NEVER_BLOCKS};
        vec_push(arena, &w->acts, act);
        map_put(arena, &w->by_place, act.at)->number = w->acts.count;
        add_bit(w, var);
    }
}

// -- the flow ----------------------------------------------------------------

static void
change(struct lint_flow *flow, const struct var *var, enum mode mode)
{
    const struct walk *w = flow->context;
    for (size_t i = 0; i < w->vars.count; i++)
        if (w->vars.at[i] == var)
            mode == BLOCKS ? lint_set(flow, i) : lint_clear(flow, i);
}

static void mark_call(struct lint_flow *flow, struct lint_call *call)
{
    const struct walk *w = flow->context;
    const struct var *var = local_of(call->expr->kids[1]);
    for (size_t i = 0; i < w->vars.count; i++)
        if (w->vars.at[i] == var) call->is_nonblock = !lint_has(flow, i);
}

// The call by name that this event is; they are in the order of the text, but
// for those in each other's arguments.
static struct lint_call *call_at(const struct fn *fn, size_t at)
{
    for (size_t i = 0; i < fn->lint->calls.count; i++)
        if (bare(fn->lint->calls.at[i].expr->kids[0])->begin == at)
            return &fn->lint->calls.at[i];
    return NULL;
}

static void step(struct lint_flow *flow, const struct event *event)
{
    const struct walk *w = flow->context;
    const union map_value *number = map_get(&w->by_place, event->at);
    bool assigns = event->kind == EVENT_DEF || event->kind == EVENT_WRITE;
    struct lint_call *call = NULL;
    if (flow->is_final && event->kind == EVENT_NAME)
        call = call_at(flow->fn, event->at);
    if (call && call->expr->kid_count > 1) mark_call(flow, call);
    if (number && number->number) {
        const struct act *act = &w->acts.at[number->number - 1];
        change(flow, act->var, act->mode);
    } else if (assigns) {
        change(flow, event->var, BLOCKS);
    }
}

static void follow(struct walk *w)
{
    struct lint_flow flow = {.lint = w->lint, .fn = w->fn, .step = step};
    flow.bits = w->vars.count;
    flow.context = w;
    flow.state = bits_new(w->lint->unit->arena, flow.bits);
    for (size_t i = 0; i < flow.bits; i++)
        lint_set(&flow, i);
    lint_flow(&flow);
}

// -- the whole ---------------------------------------------------------------

static void mark_named(const struct walk *w)
{
    for (size_t i = 0; i < w->fn->lint->calls.count; i++) {
        struct lint_call *call = &w->fn->lint->calls.at[i];
        const struct expr *expr = call->expr;
        if (expr->kid_count < 2 || local_of(expr->kids[1])) continue;
        const struct name *name = name_of(w, expr->kids[1]);
        if (name && name->made && !name->spoilt) call->is_nonblock = true;
    }
}

void lint_nonblock(struct lint *lint)
{
    struct unit *unit = lint->unit;
    struct map names = {0};
    struct walk walk = {.lint = lint, .names = &names};
    for (size_t i = 0; i < unit->declared.count; i++)
        if (strcmp(unit->declared.at[i]->name, "fcntl") == 0)
            walk.has_setters = unit->declared.at[i]->lint != NULL;
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct walk one = walk;
        one.fn = unit->fns.at[i];
        if (one.fn->said.is_system) continue;
        tree_each(one.fn->body, see_stmt, see_expr, &one);
        if (one.vars.count) follow(&one);
    }
    for (size_t i = 0; i < unit->fns.count; i++) {
        walk.fn = unit->fns.at[i];
        if (!walk.fn->said.is_system) mark_named(&walk);
    }
}
