// SPDX-License-Identifier: MIT
// pace.c: virtual time (CSP_CLOCK=virtual). Owns rt.paced_at.
//
// While a task can run, time stands still. When none can, it jumps to the next
// deadline, unless a thread that the runtime does not see waiting, or a
// blocking statement, may still do something that comes before: then time goes
// on as real time does, so that a program with outsiders neither hangs nor
// finds hours gone while they worked for a moment.
#include "loop/pace.h"

#include "io/fd.h"
#include "look/deadlock.h"
#include "loop/timers.h"
#include "base/sys.h"
#include "run/clock.h"

static const int64_t look_ns = 10000000;  // for outsiders that ended
static const int64_t glance_ns = 1000000; // for what descriptors tell

int64_t cspi_pace_sleep(int64_t first)
{
    int64_t now = cspi_now();
    int64_t passed = cspi_rt.paced_at ? now - cspi_rt.paced_at : 0;
    int64_t clock = cspi_clock_now();
    bool outsiders = cspi_deadlock_outsiders();
    cspi_rt.paced_at = outsiders ? now : 0;
    // Descriptors get a moment before time jumps: what both ends of are ours
    // is there already, or nearly so.
    if (!outsiders && cspi_fd_waited_for() && !cspi_rt.glanced) {
        cspi_rt.glanced = true;
        return now + glance_ns;
    }
    cspi_rt.glanced = false;
    if (!outsiders || passed >= first - clock) {
        cspi_clock_set(first);
        return 0;
    }
    cspi_clock_set(clock + passed);
    int64_t left = first - clock - passed;
    return now + (left < look_ns ? left : look_ns);
}

void cspi_pace_told(void)
{
    pthread_mutex_lock(&cspi_rt.idle);
    cspi_rt.glanced = false;
    pthread_mutex_unlock(&cspi_rt.idle);
}

void cspi_pace_run(struct worker *w)
{
    int64_t now = cspi_clock_now();
    unsigned n = atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned i = 0; i < n; i++)
        cspi_timers_run(w, &cspi_rt.workers[i]->wheel, now);
}
