// SPDX-License-Identifier: MIT
// pick.c: who runs next under CSP_SEED. Owns what it has learnt of blocking
// statements.
//
// A task's budget is one operation then, so that after each one any other task
// may run. Of many thousands that can run the oldest 256 are the choice.
#include "loop/pick.h"

#include <string.h>

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

struct task *cspi_pick(struct worker *w)
{
    struct task *tasks[DEQUE_SIZE];
    settle();
    cspi_timers_run(w, &w->wheel, cspi_clock_now());
    gather(w);
    unsigned n = cspi_deque_list(&w->deque, tasks);
    if (n == 0) return NULL;
    bool goes_on = move_first(tasks, n, w->goes_on);
    w->goes_on = NULL;
    struct task *task = tasks[cspi_choice_task(tasks, n, goes_on)];
    cspi_deque_remove(&w->deque, task);
    return task;
}
