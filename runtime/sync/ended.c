// SPDX-License-Identifier: MIT
// ended.c: who wants to know how a task has ended, beside who joins it.
//
// Owns the table of such promises, by the task, under one lock, for few tasks
// have one. What belongs to the table lies behind the promise's value. A task
// that is in it and not over has its block.
#include "sync/ended.h"

#include "base/public.h"
#include <csp_sync.h>

#include "run/scope.h"
#include "run/task.h"
#include "sync/chan.h"

enum { BUCKET_COUNT = 64 };

struct entry {
    struct entry *next;
    struct csp_frame *root;
    struct chan *promise;
    uint32_t result_bytes; // of a signed integer; 0: it returns something else
    bool over;             // the task has ended
};

static struct spin lock;
static struct entry *buckets[BUCKET_COUNT];

static struct entry *entry_of(struct chan *promise)
{
    return (struct entry *)(void *)cspi_chan_slot(promise, promise->capacity);
}

// Where the entry of the task is linked, or the list's end. The lock is held.
static struct entry **find(const struct csp_frame *root)
{
    uint64_t hash = (uint64_t)(uintptr_t)root * 0x9e3779b97f4a7c15;
    struct entry **at = &buckets[hash >> 58];
    while (*at && (*at)->root != root)
        at = &(*at)->next;
    return at;
}

struct chan *cspi_ended_promise(uint32_t result_bytes)
{
    struct chan *promise = cspi_chan_alloc(sizeof(struct csp_exit), 1,
                                           CHAN_PROMISE, sizeof(struct entry));
    if (promise)
        *entry_of(promise) =
            (struct entry){.promise = promise, .result_bytes = result_bytes};
    return promise;
}

struct chan *cspi_ended_find(struct csp_frame *root)
{
    cspi_spin_lock_own(&lock);
    struct entry *entry = *find(root);
    struct chan *promise = entry ? entry->promise : NULL;
    cspi_spin_unlock(&lock);
    return promise;
}

void cspi_ended_add(struct csp_frame *root, struct chan *promise)
{
    struct entry *entry = entry_of(promise);
    cspi_spin_lock_own(&lock);
    struct entry **at = find(root);
    entry->root = root;
    *at = entry;
    cspi_spin_unlock(&lock);
}

struct chan *
cspi_ended_over(struct csp_frame *root, bool unwound, struct csp_exit *exit)
{
    cspi_spin_lock_own(&lock);
    struct entry *entry = *find(root);
    entry->over = true;
    uint32_t bytes = unwound ? 0 : entry->result_bytes;
    cspi_spin_unlock(&lock);
    *exit = (struct csp_exit){.id = root, .why = unwound ? CSP_ECANCELED : 0};
    if (bytes) exit->result = cspi_task_result(cspi_task_of_root(root), bytes);
    return csp__retain(entry->promise, NULL, 0);
}

void cspi_ended_forget(struct csp_frame *root)
{
    cspi_spin_lock_own(&lock);
    struct entry **at = find(root), *entry = *at;
    *at = entry->next;
    cspi_spin_unlock(&lock);
    csp__release(entry->promise, NULL, 0);
}

struct task *cspi_ended_cancel(struct csp_frame *root, struct chan *promise,
                               struct brood **held)
{
    struct task *claimed = NULL;
    cspi_spin_lock_own(&lock);
    struct entry *entry = *find(root);
    if (entry && entry->promise == promise && !entry->over) {
        struct task *task = cspi_task_of_root(root);
        if (cspi_scope_end(task, NULL, CSP_ECANCELED, held)) claimed = task;
    }
    cspi_spin_unlock(&lock);
    return claimed;
}
