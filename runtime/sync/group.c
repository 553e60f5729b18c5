// SPDX-License-Identifier: MIT
// group.c: children of a group: born, failing, ended; and their parent's wait.
//
// Invariant: a child is in its group's list from its birth until its root has
// returned, and counted in `running` until nothing of it is left, so the group
// outlives it.
#include "sync/group.h"

#include "base/public.h"
#include "run/block.h"
#include "run/park.h"
#include "sync/cancel.h"
#include "sync/join.h"

static struct child *child_of(const struct task *task)
{
    return (struct child *)cspi_task_end(task) - 1;
}

// -- starting ----------------------------------------------------------------

void csp_rt_group(struct csp_worker *worker, struct csp_group *storage,
                  int *why)
{
    struct worker *w = cspi_worker(worker);
    struct group *group = (struct group *)storage;
    *group = (struct group){.parent = w->task, .running = 1};
    group->scope.why = why;
    if (why) *why = 0;
    cspi_scope_push(w, &group->scope);
}

static void link_child(struct group *group, struct child *child)
{
    cspi_spin_lock(&group->lock);
    struct child *first = group->first;
    if (!first) group->first = first = child->next = child->prev = child;
    child->next = first;
    child->prev = first->prev;
    first->prev->next = child;
    first->prev = child;
    group->running++;
    child->told = group->told;
    cspi_spin_unlock(&group->lock);
}

// NULL when memory is out.
static struct task *new_child(struct worker *w, struct group *group,
                              const struct csp_descriptor *coroutine,
                              csp_u32 result_bytes, enum task_kind kind)
{
    size_t grain = coroutine->align > 8 ? coroutine->align : 8;
    size_t bytes = sizeof(struct task) + coroutine->size + sizeof(struct child);
    bytes = (bytes + grain - 1) / grain * grain - sizeof(struct task);
    struct task *task = cspi_task_alloc(w, bytes, coroutine->align);
    if (!task) return NULL;
    cspi_task_init(w, task, coroutine->step);
    struct child *child = child_of(task);
    *child = (struct child){
        .group = group, .task = task, .result_bytes = result_bytes};
    link_child(group, child);
    unsigned flags = TASK_SCOPED;
    if (child->told) flags |= TASK_CANCELLED | TASK_FAILS;
    cspi_task_set_kind(task, kind, flags);
    return task;
}

struct csp_frame *csp_rt_group_go(struct csp_worker *worker,
                                  struct csp_group *group, csp_u32 result_bytes,
                                  const struct csp_descriptor *coroutine,
                                  const char *file, csp_u32 line)
{
    struct task *task = new_child(cspi_worker(worker), (struct group *)group,
                                  coroutine, result_bytes, TASK_CHILD);
    if (!task) cspi_task_no_memory(coroutine, file, line);
    return cspi_task_root(task);
}

struct csp_frame *
csp_rt_group_spawn(struct csp_worker *worker, struct csp_group *group,
                   csp_u32 result_bytes, const struct csp_descriptor *coroutine,
                   const char *file, csp_u32 line)
{
    (void)file, (void)line;
    struct task *task = new_child(cspi_worker(worker), (struct group *)group,
                                  coroutine, result_bytes, TASK_HELD);
    return task ? cspi_task_root(task) : NULL;
}

// -- the end of a child ------------------------------------------------------

static int64_t result_of(struct task *task, size_t bytes)
{
    size_t at = (sizeof(struct csp_frame) + bytes - 1) / bytes * bytes;
    const char *result = (const char *)cspi_task_root(task) + at;
    switch (bytes) {
    case 1: return *(const int8_t *)result;
    case 2: return *(const int16_t *)result;
    case 4: return *(const int32_t *)result;
    default: return *(const int64_t *)result;
    }
}

// 0: it has not failed.
static int failure_of(struct task *task, const struct child *child)
{
    if (!child->result_bytes) return 0;
    int64_t result = result_of(task, child->result_bytes);
    if (result >= 0) return 0;
    return result < INT32_MIN ? INT32_MIN : (int)result;
}

static void unlink_child(struct group *group, struct child *child)
{
    if (child->next == child) {
        group->first = NULL;
        return;
    }
    child->next->prev = child->prev;
    child->prev->next = child->next;
    if (group->first == child) group->first = child->next;
}

void cspi_group_ended(struct worker *w, struct task *task, bool unwound)
{
    struct child *child = child_of(task);
    struct group *group = child->group;
    int error = unwound ? 0 : failure_of(task, child);
    cspi_spin_lock(&group->lock);
    unlink_child(group, child);
    bool first = error && !group->error;
    if (first) group->error = error;
    cspi_spin_unlock(&group->lock);
    if (first) cspi_cancel_scope(w, group->parent, &group->scope);
    if (first) cspi_cancel_group(w, group);
    if (cspi_task_kind(task) == TASK_HELD)
        cspi_join_ended(w, task, unwound);
    else
        cspi_task_free(w, task);
    cspi_group_give_up(w, group);
}

// -- the end of the group ----------------------------------------------------

static void close_group(struct worker *w, struct group *group)
{
    cspi_spin_lock(&group->lock);
    group->closed = true;
    cspi_spin_unlock(&group->lock);
    cspi_cancel_group(w, group);
}

static void commit_wait(struct worker *w, struct task *task, void *arg)
{
    struct group *group = arg;
    if (!group->closed && !cspi_scope_open(task)) close_group(w, group);
    cspi_group_give_up(w, group);
}

int csp_rt_group_end(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_group *storage, int leaving)
{
    struct worker *w = cspi_worker(worker);
    struct group *group = (struct group *)storage;
    if (leaving || cspi_task_flags(w->task) & TASK_FAILS) close_group(w, group);
    cspi_spin_lock(&group->lock);
    bool alone = group->running == 1;
    cspi_spin_unlock(&group->lock);
    if (alone) return cspi_ready_complete(w, frame, 0);
    frame->result = 0;
    return cspi_park_on(w, frame,
                        (struct wait){.state = TASK_GROUP,
                                      .on = group,
                                      .commit = commit_wait,
                                      .arg = group});
}

int csp_rt_group_leave(struct csp_worker *worker, struct csp_group *storage)
{
    struct group *group = (struct group *)storage;
    bool fails = cspi_scope_pop(cspi_worker(worker), &group->scope);
    if (group->error && group->scope.why) *group->scope.why = group->error;
    return fails;
}
