// SPDX-License-Identifier: MIT
// lend.c: how a task waits on its thread, in a function that is no coroutine,
// and holds up nobody: another thread runs the worker meanwhile.
//
// Owns who may run a worker: one thread does; others want it back, in the
// middle of a turn; others again, rt.spares, are between two turns and have
// nothing to do, until the worker is lent once more or the program ends. A
// thread that is none of these, because it waits, is a foreign one to the rest
// of the runtime. What belongs to the turn is kept aside, so that the worker is
// as between two turns; what it had queued, its timers and its memory stay its
// own. All changes under rt.idle. Go hands its processors over likewise when a
// system call lasts.
#include "loop/lend.h"

#include <errno.h>
#include <unistd.h>

#include "base/sys.h"
#include "loop/sleep.h"
#include "loop/told.h"
#include "loop/watchdog.h"
#include "run/task.h"
#include "run/wake.h"
#include "run/worker.h"

// What the worker held of the turn.
struct turn {
    struct task *task;
    enum task_state state;
    csp_u32 depth;
    csp_i32 budget;
    struct task *goes_on;
    struct scope *unarmed;
    bool in_place;
};

static _Thread_local struct runner self;
static _Thread_local struct turn turn;

// rt.idle is held.
static void give(struct runner *to)
{
    atomic_store_explicit(&to->has, 1, memory_order_release);
    cspi_futex_wake(&to->has, 1);
}

static bool has_worker(void)
{
    return atomic_load_explicit(&self.has, memory_order_acquire) == 1;
}

static void wait_for_worker(void)
{
    cspi_futex_wait(&self.has, 0, CSPI_NEVER);
}

// rt.idle is held.
static struct runner *take_spare(const struct worker *w)
{
    struct runner **at = &cspi_rt.spares;
    while (*at && (*at)->worker != w)
        at = &(*at)->next;
    struct runner *spare = *at;
    if (spare) *at = spare->next;
    return spare;
}

// -- the other thread --------------------------------------------------------

static void *stand_in(void *arg)
{
    struct worker *w = arg;
    pthread_mutex_lock(&cspi_rt.idle);
    cspi_worker_bind(w);
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_rt.run(w);
    cspi_worker_unbind();
    return NULL;
}

// It is wanted by one who is in the middle of a turn.
static void pass(struct worker *w)
{
    struct runner *to = atomic_load(&w->wanted);
    atomic_store(&w->wanted, to->next);
    self = (struct runner){
        .worker = w, .id = w->thread_id, .next = cspi_rt.spares};
    cspi_rt.spares = &self;
    cspi_worker_unbind();
    give(to);
}

// rt.idle is held.
static void leave_spares(void)
{
    struct runner **at = &cspi_rt.spares;
    while (*at != &self)
        at = &(*at)->next;
    *at = self.next;
}

bool cspi_lend_pass(struct worker *w)
{
    cspi_search_end(w);
    pthread_mutex_lock(&cspi_rt.idle);
    pass(w);
    pthread_mutex_unlock(&cspi_rt.idle);
    while (!has_worker() && !atomic_load(&cspi_rt.stopped))
        wait_for_worker();
    pthread_mutex_lock(&cspi_rt.idle);
    if (has_worker())
        cspi_worker_bind(w);
    else
        leave_spares();
    pthread_mutex_unlock(&cspi_rt.idle);
    return cspi_self;
}

void cspi_lend_stop(void)
{
    pthread_mutex_lock(&cspi_rt.idle);
    for (struct runner *spare = cspi_rt.spares; spare; spare = spare->next) {
        atomic_store(&spare->has, 2);
        cspi_futex_wake(&spare->has, 1);
    }
    pthread_mutex_unlock(&cspi_rt.idle);
}

// -- the one that waits ------------------------------------------------------

static void put_aside(struct worker *w)
{
    turn = (struct turn){.task = w->task,
                         .state = cspi_task_state(w->task),
                         .depth = w->abi.depth,
                         .budget = w->abi.budget,
                         .goes_on = w->goes_on,
                         .unarmed = w->unarmed,
                         .in_place = w->in_place};
    cspi_task_set_state(w->task, TASK_BLOCKING);
    cspi_told_waits(w, w->task);
    if (cspi_rt.turn_most) cspi_watchdog_end(w);
    cspi_worker_set_task(w, NULL);
    w->abi.depth = 0;
    w->goes_on = NULL;
    w->unarmed = NULL;
    w->in_place = false;
}

// A scope may have ended meanwhile, and it has been told to nobody.
static void take_up(struct worker *w)
{
    cspi_task_set_state(turn.task, turn.state);
    cspi_worker_set_task(w, turn.task);
    w->abi.depth = turn.depth;
    w->abi.budget = turn.budget;
    w->goes_on = turn.goes_on;
    w->unarmed = turn.unarmed;
    w->in_place = turn.in_place;
    cspi_worker_asks(w);
    if (cspi_rt.turn_most) cspi_watchdog_begin(w, turn.task);
    cspi_told_turn(w, turn.task, false);
    turn.task = NULL;
}

// rt.idle is held.
static void line_up(struct worker *w)
{
    struct runner *last = atomic_load(&w->wanted);
    while (last && last->next)
        last = last->next;
    if (last)
        last->next = &self;
    else
        atomic_store(&w->wanted, &self);
}

int csp_rt_lend(void)
{
    struct worker *w = cspi_self;
    if (!w) return 0;
    put_aside(w);
    pthread_mutex_lock(&cspi_rt.idle);
    cspi_worker_unbind();
    self = (struct runner){.worker = w};
    struct runner *spare = take_spare(w);
    if (spare) give(spare);
    pthread_t thread;
    // Without a thread for it the worker waits with its task.
    if (!spare && cspi_thread_start(&thread, THREAD_DETACHED, stand_in, w) != 0)
        atomic_store(&self.has, 1);
    pthread_mutex_unlock(&cspi_rt.idle);
    return 1;
}

void csp_rt_take_back(void)
{
    int kept = errno;
    struct worker *w = self.worker;
    pthread_mutex_lock(&cspi_rt.idle);
    if (!has_worker()) line_up(w);
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_wake_worker(w);
    while (!has_worker())
        wait_for_worker();
    pthread_mutex_lock(&cspi_rt.idle);
    cspi_worker_bind(w);
    pthread_mutex_unlock(&cspi_rt.idle);
    take_up(w);
    errno = kept;
}

void cspi_lend_end(void)
{
    while (turn.task)
        pause();
}
