// SPDX-License-Identifier: MIT
// join.c: waiting for the end of a task that somebody has a handle on.
//
// Owns the table of those who wait, by the task they wait for: a task that
// nobody joins yet pays one byte, and waiting allocates nothing, because the
// node lies in the frame of who waits. Invariant, whenever a bucket's lock is
// free: a node is in it exactly if its task is joined and has not ended; of
// end, join and drop the one that comes last frees the block, or lets the
// joiner free it.
#include "sync/join.h"

#include "run/block.h"
#include "base/public.h"
#include "base/race.h"

#include "run/blocking.h"
#include <csp_sync.h>
#include "sync/chan.h"
#include "sync/ended.h"
#include "sync/promise.h"
#include "sync/list.h"
#include "run/park.h"
#include "run/rt.h"
#include "run/ready.h"
#include "run/scope.h"
#include "run/mistake.h"
#include "run/task.h"
#include "run/thread.h"

enum {
    BUCKET_BITS = 7,
    LATE_BYTES = 65536, // of a block that does not go back at once
};

#define given_up_text "a task is used after join or task_drop (%p)"
static const char twice[] = "a task is joined or dropped twice";

struct bucket {
    _Alignas(64) struct spin lock; // first
    struct waiter *first; // through `next`; `value` is the root waited for
};
static struct bucket buckets[1 << BUCKET_BITS];

static struct bucket *lock_bucket(struct csp_frame *root)
{
    uint64_t hash = (uint64_t)(uintptr_t)root * 0x9e3779b97f4a7c15;
    struct bucket *bucket = &buckets[hash >> (64 - BUCKET_BITS)];
    cspi_spin_lock_own(&bucket->lock);
    return bucket;
}

static void put(struct bucket *bucket, struct waiter *waiter, uintptr_t who,
                struct csp_frame *root)
{
    *waiter = (struct waiter){.next = bucket->first, .who = who, .value = root};
    bucket->first = waiter;
}

// Who waits for this root, taken out; or NULL.
static struct waiter *take(struct bucket *bucket, struct csp_frame *root)
{
    for (struct waiter **at = &bucket->first; *at; at = &(*at)->next) {
        struct waiter *waiter = *at;
        if (waiter->value != root) continue;
        *at = waiter->next;
        return waiter;
    }
    return NULL;
}

// A block that was given back has its old header for a while
// (csp_rt_task_free), or that of a task that `go` started.
static bool is_handle(const struct task *task)
{
    enum task_kind kind = cspi_task_kind(task);
    return kind == TASK_HANDLE || kind == TASK_HELD;
}

// While somebody waits in a join the handle is there for other uses.
static bool is_given_up(const struct task *task)
{
    return !is_handle(task) || task->handle & HANDLE_DROPPED;
}

// Is this no handle, or not any more?
static bool is_used_up(struct csp_frame *root)
{
    const struct task *task = cspi_task_of_root(root);
    return !is_handle(task) || task->handle & (HANDLE_JOINED | HANDLE_DROPPED);
}

// The handle is used up now; true if the task has ended.
static bool use_up(struct csp_frame *root, enum handle_state how)
{
    struct task *task = cspi_task_of_root(root);
    task->handle |= (unsigned char)how;
    if (!(task->handle & HANDLE_ENDED)) return false;
    cspi_race_acquire(cspi_race_woken(task));
    return true;
}

// The block goes, or nearly so: its promise with it.
static void forget_promise(struct task *task)
{
    if (!(task->handle & HANDLE_WATCHED)) return;
    cspi_ended_forget(cspi_task_root(task));
    task->handle &= (unsigned char)~HANDLE_WATCHED;
}

enum watch cspi_join_watch(struct csp_frame *root, struct chan *promise,
                           struct csp_exit *exit, const char *file, int line)
{
    struct task *task = cspi_task_of_root(root);
    struct bucket *bucket = lock_bucket(root);
    unsigned was = task->handle;
    bool given_up = is_given_up(task);
    enum watch now = WATCH_RUNNING;
    if (given_up || was & HANDLE_WATCHED) {
        now = WATCH_OTHER;
    } else {
        task->handle |= HANDLE_WATCHED;
        cspi_ended_add(root, promise);
        if (was & HANDLE_ENDED) {
            now = WATCH_OVER;
            cspi_ended_over(root, was & HANDLE_UNWOUND, exit);
        }
    }
    cspi_spin_unlock(&bucket->lock);
    if (given_up) cspi_stop_at(file, line, given_up_text, (void *)root);
    return now;
}

void cspi_join_ended(struct worker *w, struct task *task, bool unwound)
{
    struct csp_frame *root = cspi_task_root(task);
    struct bucket *bucket = lock_bucket(root);
    struct waiter *waiter = take(bucket, root);
    if (waiter && waiter->who & WAITER_CLAIMED &&
        !cspi_scope_claim(cspi_waiter_task(waiter)))
        waiter = NULL; // the joiner has been cancelled meanwhile
    bool dropped = task->handle & HANDLE_DROPPED;
    task->handle |= HANDLE_ENDED;
    if (unwound) task->handle |= HANDLE_UNWOUND;
    struct csp_exit exit;
    struct chan *promise = NULL;
    if (task->handle & HANDLE_WATCHED)
        promise = cspi_ended_over(root, unwound, &exit);
    // For the report: it waits for nothing.
    cspi_task_set_state(task, TASK_FREE);
    cspi_spin_unlock(&bucket->lock);
    if (promise) {
        cspi_promise_put(w, promise, &exit);
        csp__release(promise, NULL, 0);
    }
    if (waiter && unwound && (waiter->who & WAITER_KIND) != WAITER_THREAD)
        cspi_task_set_why(cspi_waiter_task(waiter), CSP_ECANCELED);
    if (waiter) cspi_waiter_wake(w, waiter, unwound);
    if (dropped) forget_promise(task);
    if (dropped) cspi_task_destroy(w, task);
}

// The block goes back after a few others, so that who joins twice by mistake
// finds its header as it was.
static void destroy_late(struct worker *w, struct task *task)
{
    forget_promise(task);
    if (w && cspi_task_bytes(task) <= LATE_BYTES) {
        struct task **place = &w->joined[w->joined_at++ % LATE_TASKS];
        struct task *older = *place;
        *place = task;
        task = older;
    }
    if (task) cspi_task_destroy(w, task);
}

// Nobody waits for it any more, and the handle is as it was.
static void renounce(struct bucket *bucket, struct csp_frame *root)
{
    take(bucket, root);
    cspi_task_of_root(root)->handle &= (unsigned char)~HANDLE_JOINED;
}

void cspi_join_undo(struct csp_frame *root)
{
    struct bucket *bucket = lock_bucket(root);
    renounce(bucket, root);
    cspi_spin_unlock(&bucket->lock);
}

static void commit_scoped(struct worker *w, struct task *task, void *arg)
{
    struct bucket *bucket = arg;
    bool opened = cspi_scope_open(task);
    if (!opened) renounce(bucket, cspi_task_link(task));
    cspi_spin_unlock(&bucket->lock);
    if (!opened) cspi_scope_undone(w, task);
}

int csp_rt_join(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, struct csp_frame *root)
{
    struct worker *w = cspi_worker(worker);
    if (cspi_scope_fails(w)) return cspi_ready_complete(w, frame, CSP_ENDED);
    if (!root) return cspi_mistake_frame(w, frame, "join of a NULL task");
    struct bucket *bucket = lock_bucket(root);
    if (is_used_up(root)) {
        cspi_spin_unlock(&bucket->lock);
        return cspi_mistake_frame(w, frame, twice);
    }
    if (use_up(root, HANDLE_JOINED)) {
        bool unwound = cspi_task_of_root(root)->handle & HANDLE_UNWOUND;
        cspi_spin_unlock(&bucket->lock);
        if (unwound) cspi_task_set_why(w->task, CSP_ECANCELED);
        return cspi_ready_complete(w, frame, unwound);
    }
    // The lock is held until the frames have returned.
    bool scoped = cspi_task_is_scoped(w->task);
    put(bucket, (struct waiter *)wait,
        (uintptr_t)w->task | (scoped ? WAITER_SCOPED : WAITER_TASK), root);
    return cspi_park_on(w, frame,
                        (struct wait){.state = TASK_JOIN,
                                      .on = root,
                                      .commit = scoped ? commit_scoped : NULL,
                                      .arg = bucket});
}

void csp__join_thread(void *task)
{
    cspi_blocking_refuse("join", NULL, 0);
    if (cspi_self)
        cspi_mistake_here("join in plain code that runs on a worker");
    if (!task) cspi_stop("join of a NULL task");
    struct bucket *bucket = lock_bucket(task);
    if (is_used_up(task)) {
        cspi_spin_unlock(&bucket->lock);
        cspi_stop("%s (%p)", twice, task);
    }
    if (use_up(task, HANDLE_JOINED)) {
        cspi_spin_unlock(&bucket->lock);
        return;
    }
    struct thread self;
    struct waiter waiter;
    cspi_thread_prepare(&self);
    put(bucket, &waiter, (uintptr_t)&self | WAITER_THREAD, task);
    cspi_spin_unlock(&bucket->lock);
    cspi_thread_wait(&self);
}

bool cspi_join_cancel(struct csp_frame *root, const char *file, int line,
                      struct brood **held)
{
    struct task *task = cspi_task_of_root(root);
    struct bucket *bucket = lock_bucket(root);
    bool given_up = is_given_up(task);
    bool claimed = !given_up && !(task->handle & HANDLE_ENDED) &&
                   cspi_scope_end(task, NULL, CSP_ECANCELED, held);
    cspi_spin_unlock(&bucket->lock);
    if (given_up) cspi_stop_at(file, line, given_up_text, (void *)root);
    return claimed;
}

unsigned cspi_join_look(struct csp_frame *root, const char *file, int line)
{
    struct task *task = cspi_task_of_root(root);
    struct bucket *bucket = lock_bucket(root);
    bool given_up = is_given_up(task);
    unsigned handle = task->handle;
    cspi_spin_unlock(&bucket->lock);
    if (given_up) cspi_stop_at(file, line, given_up_text, (void *)root);
    return handle;
}

void csp__task_drop(void *task, const char *file, int line)
{
    if (!task) return;
    struct bucket *bucket = lock_bucket(task);
    if (is_used_up(task)) {
        cspi_spin_unlock(&bucket->lock);
        cspi_stop_at(file, line, "%s (%p)", twice, task);
    }
    bool ended = use_up(task, HANDLE_DROPPED);
    cspi_spin_unlock(&bucket->lock);
    if (ended) destroy_late(cspi_worker_here(), cspi_task_of_root(task));
}

void csp_rt_task_free(struct csp_worker *worker, struct csp_frame *root)
{
    struct task *task = cspi_task_of_root(root);
    task->handle |= HANDLE_DROPPED; // for who uses it now, by mistake
    destroy_late(cspi_worker(worker), task);
}
