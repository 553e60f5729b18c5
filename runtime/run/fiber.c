// SPDX-License-Identifier: MIT
// fiber.c: a fiber of ThreadSanitizer's for each task.
//
// Owns the table from tasks to fibers, and how many there may be. A task's
// steps all use the stack of the worker that happens to run it, and its
// thread's variables: what two tasks do there is no race, so TSan is told not
// to report any. Invariant: a fiber is run by one thread at a time, because a
// task is left before it is published (loop.c).
#include "run/fiber.h"

#ifdef CSPI_RACES

#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/spin.h"
#include "run/registry.h"
#include "run/task.h"

void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void *fiber);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);
void __tsan_set_fiber_name(void *fiber, const char *name);
void AnnotateBenignRaceSized(const char *file, int line,
                             const volatile void *at, unsigned long bytes,
                             const char *why);
// Of the newer support libraries alone, whose fibers are small.
extern void *__tsan_memcpy(void *, const void *, unsigned long)
    __attribute__((weak));

enum {
    NO_SYNC = 1, // a switch is no order
    BUCKET_BITS = 12,
    FIBERS_MOST = 32768, // of some 14 kB each
    OLD_MOST = 256,      // of 850 kB, and 3 ms
};

struct fiber {
    struct fiber *next; // in its bucket, or among the idle ones
    const struct task *task;
    void *tsan;
};

struct bucket {
    struct spin lock;
    struct fiber *first;
};
static struct bucket buckets[1 << BUCKET_BITS];

static atomic_uint live;

// Old support libraries take so long for a fiber that those of tasks that have
// ended are used again, the oldest first: what such a one did counts as done by
// the next.
static struct {
    struct spin lock;
    struct fiber *first, *last;
} idle;

const char cspi_fiber_ended;
static const char turned; // a cell: tasks have waited, given way or ended

static _Thread_local void *own;             // the thread's own fiber
static _Thread_local struct fiber *entered; // that of the task it runs

// -- the table ---------------------------------------------------------------

static struct bucket *lock_bucket(const struct task *task)
{
    uint64_t hash = (uint64_t)(uintptr_t)task * 0x9e3779b97f4a7c15;
    struct bucket *bucket = &buckets[hash >> (64 - BUCKET_BITS)];
    cspi_spin_lock_own(&bucket->lock);
    return bucket;
}

static struct fiber **find(struct bucket *bucket, const struct task *task)
{
    struct fiber **at = &bucket->first;
    while (*at && (*at)->task != task)
        at = &(*at)->next;
    return at;
}

static struct fiber *of_task(const struct task *task)
{
    struct bucket *bucket = lock_bucket(task);
    struct fiber *fiber = *find(bucket, task);
    cspi_spin_unlock(&bucket->lock);
    return fiber;
}

static void put(struct fiber *fiber)
{
    struct bucket *bucket = lock_bucket(fiber->task);
    fiber->next = bucket->first;
    bucket->first = fiber;
    cspi_spin_unlock(&bucket->lock);
}

static void take(struct fiber *fiber)
{
    struct bucket *bucket = lock_bucket(fiber->task);
    *find(bucket, fiber->task) = fiber->next;
    cspi_spin_unlock(&bucket->lock);
}

// -- how many ----------------------------------------------------------------

static bool are_large(void)
{
    return __tsan_memcpy == NULL;
}

static struct fiber *reuse(void)
{
    cspi_spin_lock_own(&idle.lock);
    struct fiber *fiber = idle.first;
    if (fiber) idle.first = fiber->next;
    cspi_spin_unlock(&idle.lock);
    return fiber;
}

static void retire(struct fiber *fiber)
{
    if (!are_large()) {
        __tsan_destroy_fiber(fiber->tsan);
        free(fiber);
        atomic_fetch_sub(&live, 1);
        return;
    }
    fiber->next = NULL;
    cspi_spin_lock_own(&idle.lock);
    if (idle.first)
        idle.last->next = fiber;
    else
        idle.first = fiber;
    idle.last = fiber;
    cspi_spin_unlock(&idle.lock);
}

static void tell(unsigned most)
{
    static atomic_uint told;
    if (atomic_exchange(&told, 1)) return;
    fprintf(stderr,
            "csp: ThreadSanitizer can tell %u tasks apart; there are more, "
            "and races among those are not all found\n",
            most);
}

// NULL: there are too many.
static struct fiber *create(void)
{
    unsigned most = are_large() ? OLD_MOST : FIBERS_MOST;
    if (atomic_fetch_add(&live, 1) < most) {
        struct fiber *fiber = malloc(sizeof *fiber);
        if (fiber) {
            cspi_race_enter();
            fiber->tsan = __tsan_create_fiber(0);
            cspi_race_exit();
            return fiber;
        }
    }
    atomic_fetch_sub(&live, 1);
    struct fiber *fiber = reuse();
    if (!fiber) tell(most);
    return fiber;
}

// -- the life of a task ------------------------------------------------------

void cspi_fiber_start(struct task *task)
{
    cspi_race_release(cspi_race_woken(task));
    struct fiber *fiber = create();
    if (!fiber) return;
    fiber->task = task;
    const struct csp_descriptor *coroutine =
        cspi_registry_of_step(cspi_task_root(task)->step);
    if (coroutine) __tsan_set_fiber_name(fiber->tsan, coroutine->name);
    put(fiber);
}

void cspi_fiber_enter(struct task *task)
{
    if (!own) own = __tsan_get_current_fiber();
    entered = of_task(task);
    if (entered)
        __tsan_switch_to_fiber(entered->tsan, NO_SYNC);
    else
        cspi_race_acquire(cspi_race_parked(task)); // elsewhere, perhaps
    cspi_race_acquire(cspi_race_woken(task));
    cspi_race_quiet = false;
}

// The worker learns what tasks have done, for the handlers of signals, which
// run there while it sleeps, and tells nobody.
static void go_back(void)
{
    cspi_race_release(&turned);
    if (entered) __tsan_switch_to_fiber(own, NO_SYNC);
    entered = NULL;
    cspi_race_acquire(&turned);
    cspi_race_quiet = true;
}

void cspi_fiber_leave(struct task *task)
{
    cspi_race_release(cspi_race_parked(task));
    go_back();
}

void cspi_fiber_end(struct task *task)
{
    cspi_race_release(cspi_race_woken(task)); // whoever asks how it ended
    cspi_race_release(&cspi_fiber_ended);
    if (entered) take(entered);
}

void cspi_fiber_over(void)
{
    struct fiber *ended = entered;
    go_back();
    if (ended) retire(ended);
}

void *cspi_fiber_act_for(struct task *task)
{
    struct fiber *fiber = of_task(task);
    if (!fiber) return NULL;
    void *before = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(fiber->tsan, NO_SYNC);
    return before;
}

void cspi_fiber_act_back(void *before)
{
    __tsan_switch_to_fiber(before, NO_SYNC);
}

// By us, who wake it, if it has no fiber.
void cspi_fiber_learns(struct task *task, const void *cell)
{
    void *before = cspi_fiber_act_for(task);
    cspi_race_acquire(cell);
    if (before) cspi_fiber_act_back(before);
}

// -- what is the thread's ----------------------------------------------------

static void is_no_race(const void *from, const void *to)
{
    if (from < to)
        AnnotateBenignRaceSized(
            __FILE__, __LINE__, from,
            (unsigned long)((const char *)to - (const char *)from),
            "of the thread");
}

static int variables(struct dl_phdr_info *module, size_t bytes, void *unused)
{
    (void)bytes, (void)unused;
    const char *at = module->dlpi_tls_data;
    for (int i = 0; at && i < module->dlpi_phnum; i++)
        if (module->dlpi_phdr[i].p_type == PT_TLS)
            is_no_race(at, at + module->dlpi_phdr[i].p_memsz);
    return 0;
}

void cspi_fiber_thread(const void *below)
{
    pthread_attr_t attr;
    void *stack;
    size_t bytes;
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
        if (pthread_attr_getstack(&attr, &stack, &bytes) == 0)
            is_no_race(stack, below);
        pthread_attr_destroy(&attr);
    }
    is_no_race(&errno, &errno + 1);
    dl_iterate_phdr(variables, NULL);
    cspi_race_quiet = true;
}

void cspi_fiber_thread_over(void)
{
    cspi_race_quiet = false;
}

#endif
