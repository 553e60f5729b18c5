// SPDX-License-Identifier: MIT
// sleep.c: sleeping workers.
//
// Owns rt.state. No wake-up is lost: who pushes
// writes a queue and then reads rt.state; who parks changes rt.state and then
// reads the queues; all four sequentially consistent, so at least one of the
// two sees the other. A push that sees a searching worker wakes nobody: that
// worker either finds the task or, in giving up, changes rt.state and reads the
// queues; in finding another task, it looks again if it was the last to search
// (cspi_search_end).
// A queue that is not worth sharing (wake.h) is as good as empty to all of
// them: its owner is awake, and comes to what is in it. When it finds that its
// turns have become longer, it changes what its queue is worth, and then reads
// rt.state, as if it had pushed. If it does not come to that, because a step
// does not end, the watcher sees it, below.
// A worker that is alone (base/bias.c) pushes by a plain store: all others have
// parked before, so it sees that they are idle; and who wakes up by itself, as
// the watcher does, sees what was pushed, for it has taken the bias away.
// A task in a LIFO slot is invisible to all this, and so is a timer of a worker
// that computes for long. So every few milliseconds, and more often at first
// and when there was something to find, somebody looks after the others
// (cspi_watch_look): takes over what a worker that has not ended its step since
// the last look keeps waiting, and timers that are late. It is a busy worker,
// between two tasks, or a sleeping one, the watcher: it wakes up that often
// while somebody runs. While all sleep it wakes up that long after the first
// timer: whoever is woken by a timer need not wake it to be watched, and it
// looks at most once for several. Without timers nobody wakes up.
#include "loop/sleep.h"

#include "io/net.h"
#include "io/poll.h"
#include "run/blocking.h"
#include "look/deadlock.h"
#include "loop/halt.h"
#include "loop/pace.h"
#include "run/ready.h"
#include "base/sys.h"
#include "run/task.h"
#include "loop/timers.h"
#include "run/wake.h"
#include "loop/watch.h"
#include "run/worker.h"

bool cspi_search_begin(struct worker *worker)
{
    if (worker->searching) return true;
    unsigned state = atomic_load(&cspi_rt.state);
    if (2 * cspi_searching_count(state) >= cspi_rt.count) return false;
    atomic_fetch_add(&cspi_rt.state, STATE_SEARCHING);
    worker->searching = true;
    return true;
}

void cspi_search_end(struct worker *worker)
{
    if (!worker->searching) return;
    worker->searching = false;
    unsigned state = atomic_fetch_sub(&cspi_rt.state, STATE_SEARCHING);
    if (cspi_searching_count(state) == 1 && cspi_idle_count(state) > 0 &&
        cspi_ready_visible())
        cspi_notify();
}

// Lists the worker as asleep, no longer searching.
static void prepare(struct worker *worker)
{
    worker->sleeper = cspi_rt.sleepers;
    cspi_rt.sleepers = worker;
    atomic_store_explicit(&worker->asleep, 1, memory_order_relaxed);
    unsigned searching = worker->searching ? STATE_SEARCHING : 0;
    worker->searching = false;
    atomic_fetch_add(&cspi_rt.state, STATE_IDLE - searching);
}

// The first deadline of all. rt.idle is held.
static int64_t first_timer(void)
{
    int64_t first = cspi_net_next();
    unsigned started = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < started; i++) {
        int64_t next = cspi_wheel_next(&cspi_rt.workers[i]->wheel);
        if (next < first) first = next;
    }
    return first;
}

// Sees to it that somebody wakes up by this moment, if not `worker`: then its
// new deadline. rt.idle is held.
static int64_t watch_by(struct worker *worker, int64_t until, int64_t deadline)
{
    if (worker->alone) return deadline;
    // Rather not the one in the poller: it is woken all the time, and if nobody
    // else watched would have to wake another each time.
    bool other_polls = cspi_rt.watcher && cspi_rt.watcher != worker &&
                       cspi_rt.watcher == atomic_load(&cspi_rt.poller);
    if (!other_polls &&
        atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) <= until)
        return deadline;
    cspi_wake_watcher(worker, until);
    return until < deadline ? until : deadline;
}

// Virtual time does not wait for anybody who sleeps.
static int64_t own_deadline(struct worker *worker)
{
    if (cspi_rt.virtual_time) return CSPI_NEVER;
    return cspi_wheel_next(&worker->wheel);
}

// While descriptors keep us busy, who sleeps stays the watcher though nobody
// runs now and then, and need not be woken anew each time.
static bool was_told_lately(const struct worker *worker)
{
    int64_t at = atomic_load(&cspi_rt.told_at);
    return at && !worker->alone && !cspi_rt.virtual_time &&
           cspi_now() - at < TOLD_NS;
}

// It may be about to tell something: it will be the last to sleep, and not we.
// False if there is none. rt.idle is held.
static bool wake_other_poller(struct worker *worker)
{
    struct worker *poller = atomic_load(&cspi_rt.poller);
    if (!poller || poller == worker) return false;
    cspi_wake_unlist(poller);
    atomic_fetch_sub(&cspi_rt.state, STATE_IDLE);
    cspi_wake_thread(poller);
    return true;
}

// Until when may this worker sleep? rt.idle is held. The last to sleep looks
// for a deadlock, and if a thread unknown to us may still act, looks again.
static int64_t sleep_until(struct worker *worker, bool *checks)
{
    int64_t deadline = own_deadline(worker);
    *checks = false;
    if (cspi_wake_running() > 0 || was_told_lately(worker))
        return watch_by(worker, cspi_deadline(atomic_load(&cspi_rt.watch_ns)),
                        deadline);
    int64_t first = first_timer();
    if (cspi_rt.virtual_time && wake_other_poller(worker)) return CSPI_NEVER;
    if (first != CSPI_NEVER)
        deadline = cspi_rt.virtual_time
                       ? cspi_pace_sleep(first)
                       : watch_by(worker, first + WATCH_NS, deadline);
    int64_t again = cspi_deadlock_check(), look = cspi_blocking_look_at();
    if (look < deadline) deadline = look;
    if (again == CSPI_NEVER) return deadline;
    *checks = cspi_rt.checking = true;
    return again < deadline ? again : deadline;
}

// Nobody sleeps who could look after the others. One more worker can, if there
// are tasks that wait while others run. rt.idle is held.
static void start_watcher(void)
{
    unsigned started = atomic_load(&cspi_rt.started);
    if (!cspi_rt.withheld && started < cspi_rt.count &&
        cspi_task_count() > cspi_wake_running())
        cspi_worker_start();
}

void cspi_sleep_watched(int64_t now)
{
    if (atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) <=
        now + WATCH_NS)
        return;
    pthread_mutex_lock(&cspi_rt.idle);
    struct worker *woken = NULL;
    if (atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) >
            now + WATCH_NS &&
        !atomic_load(&cspi_rt.stopped)) {
        woken = cspi_wake_sleeper(false);
        if (!woken) start_watcher();
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_wake_thread(woken);
}

// Not asleep any more, whoever ended it.
static void leave(struct worker *worker, bool checks)
{
    pthread_mutex_lock(&cspi_rt.idle);
    if (checks) cspi_rt.checking = false;
    if (atomic_load_explicit(&worker->polls, memory_order_relaxed)) {
        atomic_store(&worker->polls, 0);
        atomic_store(&cspi_rt.poller, NULL);
    }
    if (atomic_load_explicit(&worker->asleep, memory_order_relaxed)) {
        cspi_wake_unlist(worker);
        atomic_fetch_sub(&cspi_rt.state, STATE_IDLE);
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_halt_here(worker);
}

// True if nobody has ended the sleep.
static bool sleep_on_futex(struct worker *worker, int64_t deadline, bool checks)
{
    cspi_bias_leave();
    if (deadline > 0) cspi_futex_wait(&worker->asleep, 1, deadline);
    cspi_bias_enter(&worker->abi);
    bool by_itself = atomic_load(&worker->asleep);
    leave(worker, checks);
    return by_itself;
}

// The same. What has become ready is told when the worker is awake: its queue
// is nobody's business before.
static bool
sleep_in_poller(struct worker *worker, int64_t deadline, bool checks)
{
    struct polled polled;
    cspi_bias_leave();
    cspi_poll_wait(&polled, deadline);
    cspi_bias_enter(&worker->abi);
    bool by_itself = atomic_load(&worker->asleep);
    leave(worker, checks);
    if (!cspi_poll_tell(worker, &polled)) return by_itself;
    atomic_store(&cspi_rt.told_at, cspi_now());
    if (cspi_rt.virtual_time) cspi_pace_told();
    cspi_notify_of_many(worker);
    return false;
}

// One of the sleepers, if there are descriptors; in virtual time the last, who
// must know what they tell before time goes on. rt.idle is held.
static bool take_poller(struct worker *worker)
{
    if (!cspi_poll_wanted()) return false;
    if (cspi_rt.virtual_time && cspi_wake_running() > 0) return false;
    atomic_store(&cspi_rt.poller, worker);
    atomic_store(&worker->polls, 1);
    return true;
}

bool cspi_sleep_worker(struct worker *worker)
{
    bool checks = false;
    pthread_mutex_lock(&cspi_rt.idle);
    prepare(worker);
    if (!cspi_ready_visible() && !atomic_load(&cspi_rt.stopped) &&
        !atomic_load(&cspi_rt.halt) && !atomic_load(&worker->wanted)) {
        bool polls = take_poller(worker);
        int64_t deadline = sleep_until(worker, &checks);
        pthread_mutex_unlock(&cspi_rt.idle);
        bool by_itself = polls ? sleep_in_poller(worker, deadline, checks)
                               : sleep_on_futex(worker, deadline, checks);
        if (by_itself && !worker->alone) cspi_watch_look(worker, cspi_now());
        if (cspi_rt.virtual_time) cspi_pace_run(worker);
        cspi_blocking_look();
        return !by_itself;
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    leave(worker, checks);
    return true;
}
