// SPDX-License-Identifier: MIT
// halt.c: how workers are made to stand still, and who writes a dump then.
//
// Owns rt.halt, and who has come to stand. A worker looks at rt.halt between
// two turns, at the latest some dozen turns on, and before it goes on after a
// sleep: one that sleeps stands. Who has not come after PATIENCE_NS runs on;
// the dump says so. Threads that are no workers are not stopped: what they do
// meanwhile is done to tasks that stand.
//
// A signal can do next to nothing, so its handler notes that a dump is wanted
// and wakes who sleeps: a worker writes it. If none has come after
// PATIENCE_NS * 2, as all are in turns that do not end, the handler is called
// again, by a timer, and writes it where it is.
#define _GNU_SOURCE
#include "loop/halt.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include "base/still.h"
#include "base/sys.h"
#include "loop/forked.h"
#include "look/dump.h"
#include "look/leaks.h"
#include "look/reach.h"
#include "look/out.h"
#include "run/registry.h"
#include "run/task.h"
#include "run/wake.h"

enum { PATIENCE_NS = 500000000, LOOK_AGAIN_NS = 2000000 };

static atomic_uint stands[WORKERS_MAX]; // 1: between two turns, or asks
static atomic_uint came;                // futex: so often one has come to stand
static atomic_int dumper;               // the thread that writes; 0: none
static struct out out;                  // .. by this
static struct {
    timer_t timer;
    bool ticks; // there is one
} fallback;

// -- standing ----------------------------------------------------------------

static void stand(struct worker *worker)
{
    atomic_store(&stands[worker->index], 1);
    atomic_fetch_add(&came, 1);
    cspi_futex_wake(&came, INT_MAX);
    for (unsigned halt; (halt = atomic_load(&cspi_rt.halt)) & HALT_STAND;)
        cspi_futex_wait(&cspi_rt.halt, halt, CSPI_NEVER);
    atomic_store(&stands[worker->index], 0);
}

static bool sleeps(const struct worker *worker)
{
    return atomic_load(&worker->asleep) != 0;
}

// All but `self` stand or sleep. Who wakes one holds rt.idle.
static bool do_all_stand(const struct worker *self)
{
    bool locked = pthread_mutex_trylock(&cspi_rt.idle) == 0, all = locked;
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n && all; i++)
        all = cspi_rt.workers[i] == self || atomic_load(&stands[i]) ||
              sleeps(cspi_rt.workers[i]);
    if (locked) pthread_mutex_unlock(&cspi_rt.idle);
    return all;
}

static void halt(const struct worker *self)
{
    int64_t end = cspi_deadline(PATIENCE_NS);
    atomic_fetch_or(&cspi_rt.halt, HALT_STAND);
    for (;;) {
        unsigned seen = atomic_load(&came);
        if (do_all_stand(self) || atomic_load(&cspi_rt.stopped)) return;
        if (cspi_now() >= end) return;
        cspi_futex_wait(&came, seen, cspi_deadline(LOOK_AGAIN_NS));
    }
}

static void go_on(void)
{
    atomic_fetch_and(&cspi_rt.halt, ~(unsigned)HALT_STAND);
    cspi_futex_wake(&cspi_rt.halt, INT_MAX);
}

// -- the dump ----------------------------------------------------------------

// Where the turn of one began that has not come is in its task's line.
static void tell_of_absent(const struct worker *self)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++) {
        struct worker *w = cspi_rt.workers[i];
        if (w == self || atomic_load(&stands[i]) || sleeps(w)) continue;
        cspi_out(&out,
                 "csp: worker %u (thread %d) did not come: its turn has not "
                 "ended\n",
                 i, w->thread_id);
    }
}

static void write_dump(struct worker *self, int fd)
{
    halt(self);
    cspi_out_begin(&out, fd);
    size_t tasks = cspi_task_count();
    unsigned workers = atomic_load(&cspi_rt.started);
    cspi_out(&out, "csp: dump: %zu task%s on %u worker%s\n", tasks,
             tasks == 1 ? "" : "s", workers, workers == 1 ? "" : "s");
    tell_of_absent(self);
    cspi_dump_write(&out);
    cspi_out_end(&out);
    go_on();
}

// One dump at a time: who has to wait stands, if it is a worker. False: a
// handler of the program's asks, in the middle of a dump.
static bool become_dumper(const struct worker *self)
{
    int nobody = 0, id = cspi_thread_id();
    if (atomic_load(&dumper) == id) return false;
    if (self) atomic_store(&stands[self->index], 1);
    while (!atomic_compare_exchange_strong(&dumper, &nobody, id)) {
        nobody = 0;
        cspi_sleep_until(cspi_deadline(LOOK_AGAIN_NS));
    }
    if (self) atomic_store(&stands[self->index], 0);
    return true;
}

void cspi_halt_dump(struct worker *self, int fd)
{
    int kept = errno;
    if (!become_dumper(self)) return;
    write_dump(self, fd);
    atomic_store(&dumper, 0);
    errno = kept;
}

// -- leaks -------------------------------------------------------------------

// Is it not stopped? It stands between two turns, or has nothing of the
// program.
static bool is_spared(int id)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++) {
        const struct worker *w = cspi_rt.workers[i];
        if (w->thread_id == id)
            return !w->task && (atomic_load(&stands[i]) || sleeps(w));
    }
    return id == atomic_load(&cspi_rt.watchdog) ||
           id == atomic_load(&cspi_rt.viewer);
}

struct extent {
    uintptr_t low, high;
};

static struct extent stack_of(pthread_t thread)
{
    pthread_attr_t attr;
    void *low = NULL;
    size_t bytes = 0;
    if (pthread_getattr_np(thread, &attr)) return (struct extent){0};
    pthread_attr_getstack(&attr, &low, &bytes);
    pthread_attr_destroy(&attr);
    return (struct extent){(uintptr_t)low, (uintptr_t)low + bytes};
}

// Below its top there is what was there before; nor has the loop of one that
// stands anything of the program. Another thread may run the worker (lend.c).
static void note_stack(const struct worker *w, struct extent stack)
{
    uintptr_t sp = is_spared(w->thread_id) ? (uintptr_t)w->base
                                           : cspi_still_stack(w->thread_id);
    if (sp > stack.low && sp < stack.high) cspi_reach_stack(stack.low, sp);
}

static long find_leaks(const struct worker *self, uintptr_t sp)
{
    static struct extent stacks[WORKERS_MAX];
    struct extent own = stack_of(pthread_self());
    if (self && !self->task && (uintptr_t)self->base > sp)
        sp = (uintptr_t)self->base; // between two turns, as who is spared
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++) {
        const struct worker *w = cspi_rt.workers[i];
        bool is_there = w != self && cspi_still_has(w->thread_id);
        stacks[i] = is_there ? stack_of(w->thread) : (struct extent){0};
    }
    cspi_reach_prepare();
    int stopped = cspi_still_begin(is_spared);
    long found = -1;
    if (stopped >= 0 && cspi_reach_begin()) {
        if (sp < own.high) cspi_reach_stack(own.low, sp);
        for (unsigned i = 0; i < n; i++)
            note_stack(cspi_rt.workers[i], stacks[i]);
        for (int i = 0; i < stopped; i++)
            cspi_reach_thread(cspi_still_stack(cspi_still_id(i)));
        found = cspi_leaks_find();
    }
    if (stopped >= 0) cspi_still_end();
    if (found > 0) cspi_dump_leaks(&out, cspi_leaks_is);
    return cspi_reach_end() ? found : -1;
}

// Apart, so that the registers of who calls are above its frame.
static __attribute__((noinline)) long
look(const struct worker *self, int fd, bool asked)
{
    cspi_out_begin(&out, fd);
    halt(self);
    uintptr_t sp = (uintptr_t)__builtin_frame_address(0);
    long found = cspi_under_tsan() ? -1 : find_leaks(self, sp);
    go_on();
    if (found < 0 && asked)
        cspi_out(&out, "csp: leaks: nobody can tell: a thread cannot be "
                       "stopped, or the system does not say what memory there "
                       "is\n");
    cspi_out_end(&out);
    return found;
}

long cspi_halt_leaks(struct worker *self, int fd, bool asked)
{
    int kept = errno;
    if (!become_dumper(self)) return -1;
    __builtin_unwind_init();
    long found = look(self, fd, asked);
    atomic_store(&dumper, 0);
    errno = kept;
    return found;
}

// -- by a signal -------------------------------------------------------------

static void set_fallback(int64_t ns)
{
    struct itimerspec when = {.it_value = cspi_timespec(ns)};
    if (fallback.ticks) timer_settime(fallback.timer, 0, &when, NULL);
}

// Whoever sleeps and is woken for nothing looks at rt.halt. It sleeps on a word
// that is 1, or in the poller.
static void wake_sleepers(void)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++) {
        unsigned asleep = 1;
        struct worker *w = cspi_rt.workers[i];
        if (atomic_compare_exchange_strong(&w->asleep, &asleep, 2))
            cspi_futex_wake(&w->asleep, 1);
    }
    if (atomic_load(&cspi_rt.poller)) cspi_wake_fd();
}

// Nobody has come. What is interrupted here may be the one that writes.
static void dump_in_handler(void)
{
    int nobody = 0;
    if (!atomic_compare_exchange_strong(&dumper, &nobody, cspi_thread_id()))
        return;
    if (atomic_fetch_and(&cspi_rt.halt, ~(unsigned)HALT_DUMP) & HALT_DUMP)
        write_dump(NULL, STDERR_FILENO);
    atomic_store(&dumper, 0);
}

static void on_quit(int number, siginfo_t *info, void *context)
{
    (void)number, (void)context;
    int kept = errno;
    if (info->si_code == SI_TIMER) {
        dump_in_handler();
    } else {
        atomic_fetch_or(&cspi_rt.halt, HALT_DUMP);
        set_fallback(2 * (int64_t)PATIENCE_NS);
        wake_sleepers();
    }
    errno = kept;
}

void cspi_halt_slow(struct worker *worker)
{
    if (atomic_fetch_and(&cspi_rt.halt, ~(unsigned)HALT_DUMP) & HALT_DUMP) {
        set_fallback(0);
        cspi_halt_dump(worker, STDERR_FILENO);
        if (cspi_rt.leaks && cspi_rt.leaks != LEAKS_UNASKED)
            cspi_halt_leaks(worker, STDERR_FILENO, true);
    }
    if (atomic_load(&cspi_rt.halt) & HALT_FORKED &&
        !atomic_load(&cspi_rt.stopped))
        cspi_forked_stop(worker);
    if (atomic_load(&cspi_rt.halt) & HALT_STAND) stand(worker);
}

void cspi_halt_listen(void)
{
    struct sigaction had, ours = {.sa_flags = SA_RESTART | SA_SIGINFO};
    if (sigaction(SIGQUIT, NULL, &had) || had.sa_flags & SA_SIGINFO ||
        had.sa_handler != SIG_DFL)
        return;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                             .sigev_signo = SIGQUIT};
    fallback.ticks =
        timer_create(CLOCK_MONOTONIC, &event, &fallback.timer) == 0;
    ours.sa_sigaction = on_quit;
    sigemptyset(&ours.sa_mask);
    sigaction(SIGQUIT, &ours, NULL);
}
