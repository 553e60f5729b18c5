// SPDX-License-Identifier: MIT
// group.c: children of a group: born, failing, ended; and their parent's wait.
//
// Owns the table of groups that people have a number of. Invariant: a child is
// in its group's list from its birth until its root has returned, and counted
// in `running` until nothing of it is left, so the group outlives it.
#include "sync/group.h"

#include "base/peek.h"
#include "base/public.h"
#include "base/stop.h"
#include "run/block.h"
#include "sync/cancel.h"
#include "sync/join.h"
#include "sync/par.h"

static struct child *child_of(const struct task *task)
{
    return (struct child *)cspi_task_end(task) - 1;
}

const struct child *cspi_group_place(const struct task *task)
{
    char head[CSP_TASK_HEADER];
    return cspi_peek(head, task, sizeof head) ? child_of(task) : NULL;
}

// -- numbers -----------------------------------------------------------------

enum { BUCKET_BITS = 6 };

// Its lock comes behind those of groups.
struct bucket {
    struct spin lock;
    struct group *first; // through `next`
};
static struct bucket buckets[1 << BUCKET_BITS];
static atomic_uintptr_t last_number;

static struct bucket *lock_bucket(uintptr_t number)
{
    struct bucket *bucket = &buckets[number % (1 << BUCKET_BITS)];
    cspi_spin_lock_own(&bucket->lock);
    return bucket;
}

static struct group **find(struct bucket *bucket, uintptr_t number)
{
    struct group **at = &bucket->first;
    while (*at && (*at)->number != number)
        at = &(*at)->next;
    return at;
}

static void put(struct group *group)
{
    uintptr_t number = atomic_fetch_add(&last_number, 1) + 1;
    struct bucket *bucket = lock_bucket(number);
    group->number = number;
    group->next = bucket->first;
    bucket->first = group;
    cspi_spin_unlock(&bucket->lock);
}

struct task *cspi_group_parent(const struct task *task)
{
    return cspi_link_brood(&child_of(task)->link)->parent;
}

// Its children may ask, too.
static uintptr_t number_of(struct group *group)
{
    cspi_spin_lock_own(&group->brood.lock);
    if (!group->number) put(group);
    uintptr_t number = group->number;
    cspi_spin_unlock(&group->brood.lock);
    return number;
}

static void take_number(struct group *group)
{
    if (!group->number) return;
    struct bucket *bucket = lock_bucket(group->number);
    *find(bucket, group->number) = group->next;
    cspi_spin_unlock(&bucket->lock);
}

// The group with this number, which counts the caller; NULL: there is none.
static struct group *hold_group(uintptr_t number)
{
    struct bucket *bucket = lock_bucket(number);
    struct group *group = *find(bucket, number);
    if (group && !cspi_brood_hold(&group->brood)) group = NULL;
    cspi_spin_unlock(&bucket->lock);
    return group;
}

// -- starting ----------------------------------------------------------------

void csp_rt_group(struct csp_worker *worker, struct csp_group *storage,
                  int *why, csp_u32 line)
{
    struct worker *w = cspi_worker(worker);
    struct group *group = (struct group *)storage;
    *group = (struct group){
        .scope = {.why = why, .kind = SCOPE_GROUP, .line = line & 0xffffff},
        .brood = {.parent = w->task, .kind = BROOD_GROUP}};
    atomic_init(&group->brood.running, 1);
    if (why) *why = 0;
    cspi_scope_push(w, &group->scope);
    if (!(cspi_task_flags(w->task) & TASK_FAILS)) return;
    cspi_spin_lock_own(&group->brood.lock);
    group->brood.told = true;
    cspi_spin_unlock(&group->brood.lock);
}

// NULL when memory is out.
static struct task *new_child(struct worker *w, struct group *group,
                              const struct csp_descriptor *coroutine,
                              csp_u32 result_bytes, enum task_kind kind)
{
    size_t grain = coroutine->align > 8 ? coroutine->align : 8;
    size_t bytes = sizeof(struct task) + coroutine->size + sizeof(struct child);
    bytes = (bytes + grain - 1) / grain * grain - sizeof(struct task);
    struct task *task =
        cspi_task_create_sized(w, coroutine->step, bytes, coroutine->align);
    if (!task) return NULL;
    struct child *child = child_of(task);
    *child = (struct child){.offset = (uint32_t)((char *)child - (char *)task),
                            .result_bytes = result_bytes};
    cspi_task_set_kind(task, kind, TASK_SCOPED);
    cspi_brood_link(&group->brood, &child->link, task);
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
    cspi_birth(task, file, line);
    return cspi_task_root(task);
}

struct csp_frame *csp_rt_go_in(struct csp_worker *worker,
                               struct csp_group *number, csp_u32 result_bytes,
                               const struct csp_descriptor *coroutine,
                               const char *file, csp_u32 line)
{
    if (!number)
        cspi_stop_at(file, (int)line, "go_in outside of a group: it is NULL");
    struct group *group = hold_group((uintptr_t)number);
    if (!group) cspi_stop_at(file, (int)line, "go_in a group that has ended");
    struct worker *w = cspi_worker_of(worker);
    struct task *task =
        new_child(w, group, coroutine, result_bytes, TASK_CHILD);
    if (!task) cspi_task_no_memory(coroutine, file, line);
    cspi_birth(task, file, line);
    cspi_brood_give_up(w, &group->brood);
    return cspi_task_root(task);
}

struct csp_frame *
csp_rt_group_spawn(struct csp_worker *worker, struct csp_group *group,
                   csp_u32 result_bytes, const struct csp_descriptor *coroutine,
                   const char *file, csp_u32 line)
{
    struct task *task = new_child(cspi_worker(worker), (struct group *)group,
                                  coroutine, result_bytes, TASK_HELD);
    if (!task) return NULL;
    cspi_birth(task, file, line);
    return cspi_task_root(task);
}

// -- the end of a child ------------------------------------------------------

// 0: it has not failed.
static int failure_of(struct task *task, const struct child *child)
{
    if (!child->result_bytes) return 0;
    int64_t result = cspi_task_result(task, child->result_bytes);
    if (result >= 0) return 0;
    return result < INT32_MIN ? INT32_MIN : (int)result;
}

void cspi_group_ended(struct worker *w, struct task *task, bool unwound)
{
    struct child *child = child_of(task);
    struct brood *brood = cspi_link_brood(&child->link);
    struct group *group = cspi_group_of(brood);
    int error = unwound ? 0 : failure_of(task, child);
    cspi_spin_lock_own(&brood->lock);
    cspi_brood_unlink(&child->link);
    bool first = error && !group->error;
    if (first) group->error = error;
    cspi_spin_unlock(&brood->lock);
    if (first)
        cspi_cancel_scope(w, brood->parent, &group->scope, CSP_ECANCELED);
    if (cspi_task_kind(task) == TASK_HELD)
        cspi_join_ended(w, task, unwound);
    else
        cspi_task_free(w, task);
    cspi_brood_give_up(w, brood);
}

// -- the end of the group ----------------------------------------------------

int csp_rt_group_end(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_group *storage, int leaving)
{
    struct worker *w = cspi_worker(worker);
    struct group *group = (struct group *)storage;
    group->left = leaving;
    if (leaving || cspi_task_flags(w->task) & TASK_FAILS)
        cspi_cancel_children(w, &group->brood);
    if (cspi_brood_settle(&group->brood))
        return cspi_ready_complete(w, frame, 0);
    return cspi_cancel_wait(w, frame, &group->brood);
}

// What unwinds because of a wait for children that was cut short, has failed.
int csp_rt_group_leave(struct csp_worker *worker, struct csp_group *storage)
{
    struct worker *w = cspi_worker(worker);
    struct group *group = (struct group *)storage;
    take_number(group);
    if (!group->left) cspi_scope_verdict(w->task);
    bool fails = cspi_scope_pop(w, &group->scope);
    if (group->error && group->scope.why) *group->scope.why = group->error;
    return fails;
}

// -- by people ---------------------------------------------------------------

// The innermost group around what the task does, which counts the caller: one
// that it has opened itself, or that it is a child of, or that a par stands in
// whose branch it is. NULL: there is none, as around a par whose parent nobody
// could cancel when it began.
static struct group *hold_around(struct task *task)
{
    for (const struct brood *par = NULL;; task = par->parent) {
        struct scope *scope = cspi_scope_hold_group(task, par);
        if (scope) return (struct group *)scope;
        switch (cspi_task_kind(task)) {
        case TASK_CHILD:
        case TASK_HELD: {
            struct brood *brood = cspi_link_brood(&child_of(task)->link);
            cspi_brood_hold(brood);
            return cspi_group_of(brood);
        }
        case TASK_COUNTED:
        case TASK_EMBEDDED:
            par = cspi_par_brood(task);
            if (par->kind == BROOD_PAR) return NULL;
            break;
        default: return NULL;
        }
    }
}

csp_group *csp_group_here(void)
{
    struct task *task = cspi_self ? cspi_self->task : NULL;
    struct group *group = task ? hold_around(task) : NULL;
    if (!group) return NULL;
    uintptr_t number = number_of(group);
    cspi_brood_give_up(cspi_worker_here(), &group->brood);
    return (csp_group *)number;
}
