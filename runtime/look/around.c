// SPDX-License-Identifier: MIT
// around.c: what a task is in: its own scopes, and the group that it is a child
// of. Owns nothing. A scope tells its line; the file is that of the function in
// whose frame it lies.
#include "look/around.h"

#include "base/peek.h"
#include "look/out.h"
#include "look/stack.h"
#include "run/clock.h"
#include "run/registry.h"
#include "run/scope.h"
#include "sync/group.h"
#include "sync/par.h"

enum { AROUND_MAX = 8 };

// The innermost of these that has a statement of its own; `copy` is the first,
// and becomes that.
static const struct scope *
written(const struct scope *scope, struct scope *copy)
{
    enum { SCOPES_MOST = 10000 }; // before they are damaged
    for (int i = 0; scope && copy->kind == SCOPE_TURNS; i++) {
        scope = i < SCOPES_MOST ? copy->outer : NULL;
        if (scope && !cspi_peek(copy, scope, sizeof *copy)) return NULL;
    }
    return scope;
}

// Where the group is that the task is a child of; NULL: it is of none.
static const struct group *group_around(const struct stack *stack)
{
    enum task_kind kind = cspi_task_kind(&stack->task);
    if (kind != TASK_CHILD && kind != TASK_HELD) return NULL;
    struct child child;
    const struct child *at = cspi_group_place(stack->at);
    if (!at || !cspi_peek(&child, at, sizeof child)) return NULL;
    return cspi_group_of(cspi_link_brood(&child.link));
}

// Of a branch of a par; NULL: it is none.
static const struct brood *par_around(const struct stack *stack)
{
    const struct csp_frame *root = cspi_task_root_of(stack->at);
    struct branch branch;
    struct counted counted;
    size_t before = offsetof(struct branch, task);
    switch (cspi_task_kind(&stack->task)) {
    case TASK_EMBEDDED:
        if (!cspi_peek(&branch, (const char *)stack->at - before,
                       sizeof branch))
            return NULL;
        return &branch.par->brood;
    case TASK_COUNTED:
        if (!cspi_peek(&counted, root, sizeof counted)) return NULL;
        return cspi_link_brood(&counted.link);
    default: return NULL;
    }
}

bool cspi_around_brood(const struct stack *stack, struct brood *copy)
{
    const struct group *group = group_around(stack);
    const struct brood *at = group ? &group->brood : par_around(stack);
    return at && cspi_peek(copy, at, sizeof *copy);
}

const struct task *
cspi_around_parent(const struct stack *stack, const char **what)
{
    struct brood brood;
    if (!cspi_around_brood(stack, &brood)) return NULL;
    *what = brood.kind == BROOD_GROUP ? "child" : "branch";
    return brood.parent;
}

bool cspi_around_is_open(const struct stack *stack)
{
    struct group copy;
    const struct group *group = group_around(stack);
    return group && cspi_peek(&copy, group, sizeof copy) && copy.number != 0;
}

unsigned cspi_around_line(const struct stack *stack)
{
    struct scope scope;
    if (!cspi_task_is_scoped(&stack->task)) return 0;
    const struct scope *at = cspi_scope_innermost(stack->at, &scope);
    if (written(at, &scope)) return scope.line;
    const struct group *group = group_around(stack);
    bool readable = group && cspi_peek(&scope, group, sizeof scope);
    return readable ? scope.line : 0;
}

// Frames of callees may lie in those of their callers: the innermost counts.
static const char *file_of(const struct stack *stack, const void *scope)
{
    for (unsigned i = 0; i < stack->count; i++) {
        const struct csp_descriptor *c =
            cspi_registry_of_step(stack->frame[i].step);
        uintptr_t offset = (uintptr_t)scope - (uintptr_t)stack->where[i];
        if (c && offset < c->size) return c->file;
    }
    return "?";
}

static void print_time_left(struct out *out, const struct scope *scope)
{
    int64_t at = scope->timer.deadline;
    int64_t left = at < 0 ? -at : at - cspi_clock_now();
    if (scope->ended || left <= 0)
        cspi_out(out, " (over)");
    else if (scope->timer.deadline != CSPI_NEVER)
        cspi_out(out, " (%lld ms more)", (long long)(left / 1000000));
}

static void print_scope(struct out *out, const struct stack *stack,
                        const struct scope *at, const struct scope *scope)
{
    static const char *const names[] = {[SCOPE_TIMED] = "within",
                                        [SCOPE_SHIELD] = "shield",
                                        [SCOPE_GROUP] = "group"};
    bool known = scope->kind <= SCOPE_GROUP;
    cspi_out(out, ", %s at %s:%u", known ? names[scope->kind] : "?",
             file_of(stack, at), scope->line);
    if (scope->kind == SCOPE_TIMED)
        print_time_left(out, scope);
    else if (scope->ended)
        cspi_out(out, " (over)");
}

static void print_group(struct out *out, const struct group *group)
{
    static CSPI_COPIES struct stack parent; // one thread at a time
    struct group copy;
    if (!cspi_peek(&copy, group, sizeof copy)) return;
    const char *file = "?";
    if (cspi_stack_read(&parent, copy.brood.parent))
        file = file_of(&parent, group);
    cspi_out(out, ", child of the group at %s:%u", file, copy.scope.line);
}

void cspi_around_print(struct out *out, const struct stack *stack)
{
    struct scope scope;
    if (!cspi_task_is_scoped(&stack->task)) return;
    const struct scope *at = cspi_scope_innermost(stack->at, &scope);
    for (unsigned i = 0; i < AROUND_MAX && (at = written(at, &scope)); i++) {
        print_scope(out, stack, at, &scope);
        at = scope.outer;
        if (at && !cspi_peek(&scope, at, sizeof scope)) break;
    }
    const struct group *group = group_around(stack);
    if (group) print_group(out, group);
}
