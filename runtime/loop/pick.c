// SPDX-License-Identifier: MIT
// pick.c: who runs next under CSP_SEED. Owns what it has learnt of blocking
// statements, and which task ran last.
//
// A task's budget is one operation then, so that after each one any other task
// may run. Of many thousands that can run the oldest 256 are the choice.
#include "loop/pick.h"

#include <string.h>

#include "io/net.h"
#include "io/poll.h"
#include "loop/doom.h"
#include "loop/timers.h"
#include "run/choice.h"
#include "run/clock.h"
#include "run/deque.h"
#include "run/inject.h"
#include "run/ready.h"

// A blocking statement runs elsewhere, and takes as long as it likes: the next
// choice waits for it, to be the same in each run. One that takes very long may
// be waiting for us: for that the program does not stand still.
static void settle(void)
{
    static const int64_t patience_ns = 100000000, nap_ns = 50000;
    static int given_up; // so many are not waited for
    int jobs = atomic_load(&cspi_rt.jobs);
    if (jobs < given_up) given_up = jobs;
    if (jobs == given_up) return;
    int64_t end = cspi_deadline(patience_ns);
    while ((jobs = atomic_load(&cspi_rt.jobs)) > given_up && cspi_now() < end)
        cspi_sleep_until(cspi_deadline(nap_ns));
    given_up = jobs;
}

// What the simulated network has brought is known before the next choice, and
// not when somebody happens to look.
static void hear(struct worker *w)
{
    cspi_net_step();
    if (cspi_poll_wanted()) cspi_poll_look(w);
}

static void gather(struct worker *w)
{
    struct task *woken = atomic_exchange(&w->lifo, NULL), *list;
    if (woken) cspi_ready_put(w, woken);
    unsigned room = DEQUE_SIZE - cspi_deque_length(&w->deque);
    if (room == 0 || cspi_inject_take(room, &list) == 0) return;
    for (struct task *next; list; list = next) {
        next = cspi_task_link(list);
        cspi_ready_put(w, list);
    }
}

// False if it is not among them.
static bool move_first(struct task *tasks[], unsigned n, struct task *task)
{
    for (unsigned i = 0; i < n; i++) {
        if (tasks[i] != task) continue;
        memmove(tasks + 1, tasks, i * sizeof *tasks);
        tasks[0] = task;
        return true;
    }
    return false;
}

// What ran last waits now, goes on, or has ended.
static struct {
    struct task *task;
    unsigned long died; // tasks, when it began
} last;

static void look_at_last(struct worker *w)
{
    if (last.task && atomic_load(&w->died) == last.died)
        cspi_doom(w, last.task);
    last.task = NULL;
}

// One that has not begun may be cancelled before it does.
static void begin(struct worker *w, struct task *task)
{
    if (cspi_task_state(task) == TASK_NEW) cspi_doom(w, task);
    last.task = task;
    last.died = atomic_load(&w->died);
}

struct task *cspi_pick(struct worker *w)
{
    struct task *tasks[DEQUE_SIZE];
    settle();
    look_at_last(w);
    cspi_timers_run(w, &w->wheel, cspi_clock_now());
    if (cspi_rt.simulated) hear(w);
    gather(w);
    unsigned n = cspi_deque_list(&w->deque, tasks);
    if (n == 0) return NULL;
    bool goes_on = move_first(tasks, n, w->goes_on);
    w->goes_on = NULL;
    struct task *task = tasks[cspi_choice_task(tasks, n, goes_on)];
    cspi_deque_remove(&w->deque, task);
    begin(w, task);
    return task;
}
