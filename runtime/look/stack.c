// SPDX-License-Identifier: MIT
// stack.c: the frames of a task, from the innermost to its root. Owns nothing,
// and believes nothing: what it follows may have been overwritten.
#include "look/stack.h"

#include "base/peek.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/worker.h"

enum { FRAMES_MOST = 1000000 }; // of one task, before it counts as damaged

// The last place is for the root.
static void keep(struct stack *stack, const struct csp_frame *frame,
                 const struct csp_frame *where)
{
    if (stack->count == STACK_MOST) {
        stack->count--;
        stack->left++;
    }
    stack->frame[stack->count] = *frame;
    stack->where[stack->count++] = where;
}

static void follow(struct stack *stack, const struct csp_frame *where)
{
    const struct csp_frame *root = cspi_task_root_of(stack->at);
    struct csp_frame frame;
    for (unsigned i = 0; i < FRAMES_MOST; i++) {
        if (!cspi_peek(&frame, where, sizeof frame)) break;
        if (frame.step != cspi_tries) keep(stack, &frame, where);
        if (where == root) return;
        where = frame.parent;
    }
    stack->damaged = true;
}

bool cspi_stack_read(struct stack *stack, const struct task *task)
{
    const struct csp_frame *root = cspi_task_root_of(task);
    struct csp_frame first;
    stack->at = task;
    stack->count = stack->left = 0;
    stack->damaged = false;
    if (!cspi_peek(&stack->task, task, sizeof *task) ||
        !cspi_peek(&first, root, sizeof first))
        return false;
    stack->state = cspi_task_state(&stack->task);
    if (stack->state == TASK_FREE) return false;
    stack->runs = stack->state < TASK_SEND && cspi_worker_runs(task);
    stack->waits_on = stack->state < TASK_SEND
                          ? NULL
                          : (void *)((uintptr_t)first.parent & ~(uintptr_t)1);
    follow(stack, stack->task.leaf);
    bool has_ended =
        stack->runs && // what it had called
        (stack->damaged || !cspi_registry_of_step(stack->frame[0].step));
    if (has_ended) {
        stack->count = stack->left = 0;
        stack->damaged = false;
        keep(stack, &first, root);
    }
    return true;
}

unsigned cspi_stack_own(const struct stack *stack)
{
    for (unsigned i = 0; i < stack->count; i++)
        if (!cspi_registry_is_library(stack->frame[i].step)) return i;
    return 0;
}

unsigned cspi_stack_begun(const struct stack *stack)
{
    for (unsigned i = stack->count; i-- > 0;)
        if (!cspi_registry_is_library(stack->frame[i].step)) return i;
    return stack->count - 1;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 29;
}

uint64_t cspi_stack_hash(const struct stack *stack)
{
    uint64_t hash = mix(stack->state + 1u, stack->runs + 2u * stack->damaged);
    hash = mix(hash, stack->left);
    for (unsigned i = 0; i < stack->count; i++) {
        hash = mix(hash, (uintptr_t)stack->frame[i].step);
        hash = mix(hash, stack->frame[i].resume);
    }
    return hash;
}
