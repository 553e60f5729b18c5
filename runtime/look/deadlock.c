// SPDX-License-Identifier: MIT
// deadlock.c: the check that the last worker to fall asleep makes.
//
// Owns nothing. A report is never false: workers sleep (rt.idle, which we hold,
// keeps them from being woken), no deadline is pending, nobody waits for a
// descriptor, no statement blocks in the pool, and every other thread of the
// process is known to wait inside the runtime, where only one of those could
// wake it. Threads that the runtime has never seen count as able to act; while
// there is one we look again, after 10 ms at first and then less and less
// often, to once a second, because nobody tells us when it ends, and no more
// often however often all fall asleep: to look at thousands of threads takes
// long. The queues are read after the threads: a thread may push a task and end
// between the two.
#include "look/deadlock.h"

#include <stdlib.h>
#include <unistd.h>

#include "io/fd.h"
#include "io/net.h"
#include "run/blocking.h"
#include "look/dump.h"
#include "look/out.h"
#include "run/rt.h"
#include "run/ready.h"
#include "base/sys.h"
#include "run/thread.h"

static const int64_t first_look_ns = 10000000, last_look_ns = 1000000000;

static bool is_worker(int id)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++)
        if (cspi_rt.workers[i]->thread_id == id) return true;
    return false;
}

static bool is_blocked(int id)
{
    for (struct thread *t = cspi_rt.blocked; t; t = t->next)
        if (t->id == id) return true;
    return false;
}

static bool is_spare(int id)
{
    for (struct runner *r = cspi_rt.spares; r; r = r->next)
        if (r->id == id) return true;
    return false;
}

static bool is_known(int id)
{
    return is_worker(id) || is_blocked(id) || is_spare(id) ||
           cspi_blocking_knows(id) || id == atomic_load(&cspi_rt.watchdog) ||
           id == atomic_load(&cspi_rt.viewer);
}

static bool another_thread_may_act(void)
{
    int unknown = cspi_count_unknown_threads(is_known);
    return unknown < 0 || unknown > (cspi_under_tsan() ? 1 : 0);
}

// The usual case without a look at each thread.
static bool are_all_known(void)
{
    unsigned known = atomic_load(&cspi_rt.started) + cspi_blocking_threads() +
                     (cspi_under_tsan() ? 1 : 0) +
                     (atomic_load(&cspi_rt.watchdog) ? 1 : 0) +
                     (atomic_load(&cspi_rt.viewer) ? 1 : 0);
    for (struct thread *t = cspi_rt.blocked; t; t = t->next)
        if (!t->counted) known++;
    for (struct runner *r = cspi_rt.spares; r; r = r->next)
        known++;
    return cspi_count_threads() == (long)known;
}

bool cspi_deadlock_outsiders(void)
{
    return atomic_load(&cspi_rt.jobs) > 0 ||
           (!are_all_known() && another_thread_may_act());
}

static bool is_timer_pending(void)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++)
        if (cspi_wheel_next(&cspi_rt.workers[i]->wheel) != CSPI_NEVER)
            return true;
    return cspi_net_next() != CSPI_NEVER;
}

int64_t cspi_deadlock_check(void)
{
    static int64_t look_ns, look_at; // under rt.idle
    static struct out out;           // of one who ends the program
    bool waiting = cspi_rt.blocked || cspi_task_count() > 0;
    if (cspi_rt.ending || !waiting || atomic_load(&cspi_rt.jobs) > 0 ||
        is_timer_pending() || cspi_fd_waited_for())
        return CSPI_NEVER;
    if (cspi_now() < look_at) return look_at;
    if (another_thread_may_act()) {
        look_ns = look_ns ? 2 * look_ns : first_look_ns;
        if (look_ns > last_look_ns) look_ns = last_look_ns;
        return look_at = cspi_deadline(look_ns);
    }
    if (cspi_ready_visible()) return cspi_now();
    cspi_rt.ending = true;
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_out_begin(&out, STDERR_FILENO);
    cspi_out(&out, "csp: deadlock: all coroutines are asleep\n");
    cspi_dump_write(&out);
    cspi_out_end(&out);
    exit(2);
}
