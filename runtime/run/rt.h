// SPDX-License-Identifier: MIT
// rt.h: the two structs that the whole runtime shares.
//
// A process that forks must exec in the child: the child has one thread, and
// the locks as they were. Pointers must have 64 bits.
//
// Lock order, outermost first: channel locks (among themselves by address) and
// those of join.c; rt.idle; one of: a timer wheel's, the pool's, the global
// queue's; then the registry's, and last those of alloc.c and of scope.c. A
// worker's own fields need no lock; what others may read is atomic.
#ifndef CSP_RUNTIME_RT_H
#define CSP_RUNTIME_RT_H

#include <csp_abi.h>
#include <pthread.h>
#include <stdint.h>

#include "run/block.h"
#include "base/atomic.h"
#include "base/spin.h"
#include "run/deque.h"
#include "run/timer.h"

struct task;
struct thread;

enum {
    WORKERS_MAX = 1024,
    OPERATION_BUDGET = 128, // see worker.turn
    POLL_TICKS = 61,    // at most, from one look at other queues to the next
    POLL_NS = 1000000,  // fewer, if they last longer than this
    WATCH_NS = 5000000, // how long a task may be kept waiting by another
    LIFO_RUNS = 3,      // tasks in a row from the slot of the just woken
    POOL_MOST = 512,    // threads for `blocking`, if nobody says otherwise
    LATE_TASKS = 8,     // joined ones whose blocks wait to go back
};

// Runs after every frame of the parked task has returned; the task may run
// elsewhere as soon as commit has published it.
typedef void cspi_commit(struct worker *worker, struct task *task, void *arg);

struct worker {
    struct csp_worker abi; // what steps see; first
    struct task *task;     // the one that runs now
    unsigned turn;         // operations in one resume before the task yields
    struct task *goes_on;  // seeded: its turn has ended, not its operation
    cspi_commit *commit;   // for CSP_PARKED; NULL: unlock the spin commit_arg
    void *commit_arg;
    int *errno_at;              // this thread's errno
    unsigned long poll_at;      // value of `ticks` at which to poll
    unsigned poll_every;        // ticks from the last poll to that
    int64_t polled_at;          // when it last polled, or woke up
    unsigned long polled_ticks; // and `ticks` then
    unsigned lifo_runs;         // in a row
    bool alone;                 // CSP_WORKERS=1: nobody steals
    bool rested;                // has run nothing since it was born or slept
    bool ended_main;            // main's root has ended here
    bool pool;                  // not a worker: a thread of the blocking pool
    bool in_place;  // runs a blocking statement, because no thread can be had
    bool searching; // counted in rt.state; own thread, or its waker
    _Atomic(struct task *) lifo; // just woken; owner fills, thieves may empty
    atomic_ulong ticks;          // tasks begun or resumed; owner writes
    atomic_ulong born, died;     // tasks; owner writes
    uint64_t random;             // xorshift state
    struct deque deque;
    struct wheel wheel;
    atomic_uint asleep;      // futex; 1 from listing until woken (rt.idle)
    struct worker *sleeper;  // next in rt.sleepers, under rt.idle
    atomic_ulong seen_ticks; // `ticks` at the last look (watch.c)
    unsigned index;
    int thread_id; // the kernel's
    pthread_t thread;
    atomic_uint returned; // its thread has left the loop and is to be joined
    struct bin bins[BIN_COUNT];
    struct task *joined[LATE_TASKS]; // see join.c
    unsigned joined_at;
};

// The only mutable state of the runtime at file level, with the tables of
// alloc.c, registry.c and claim.c, and each thread's own worker.
struct rt {
    // Workers asleep or not started in the upper half, searching ones in the
    // lower: what a push looks at, and parking changes, both in sequentially
    // consistent order. See sleep.c.
    atomic_uint state;
    unsigned count;     // CSP_WORKERS; constant, as are the next five
    unsigned pool_most; // CSP_BLOCKING_MAX
    bool strict;        // CSP_STRICT: closing twice stops the program
    bool virtual_time;  // CSP_CLOCK=virtual
    bool seeded;        // CSP_SEED and its kin: see choice.h
    void (*run)(struct worker *worker); // of a worker's thread; loop.c sets it
    atomic_uint started; // workers that have a struct; release / acquire
    atomic_uint stopped; // 1: the program ends, workers return
    struct csp_frame *main_root; // of the coroutine main, if there is one
    atomic_uint main_returned;   // futex; 1: the main thread has left its loop
    atomic_uint exited;          // futex; worker threads that have returned
    atomic_int jobs;             // blocking statements not yet back on a worker
    atomic_ulong foreign_born;   // tasks born on threads that are not workers

    _Atomic(int64_t) clock; // virtual time: see pace.c

    _Atomic(int64_t) look_at; // when a worker is to look after the others

    pthread_mutex_t idle; // guards the rest, but for `workers`
    struct worker *sleepers;
    struct thread *blocked; // foreign threads waiting in the runtime
    struct worker *watcher; // a sleeper who wakes up to look after the others
    _Atomic(int64_t) watch_at; // by then; CSPI_NEVER: there is none
    int64_t paced_at;  // real time that virtual time has kept up with; or 0
    unsigned withheld; // not started, and not counted in `state`: no threads
    int64_t try_at;    // when to count them again
    int64_t try_ns;    // how long that was put off
    bool checking;     // a sleeper looks again for a deadlock
    bool ending;       // a deadlock report or a stop is under way

    struct worker *workers[WORKERS_MAX];
};

extern struct rt cspi_rt;
extern _Thread_local struct worker *cspi_self; // NULL on foreign threads

// Reads the environment, once. Any thread, any number of times.
void cspi_rt_init(void);

// The calling thread's worker; NULL on a foreign thread, and on one of the
// pool.
struct worker *cspi_worker_here(void);

// The runtime's worker for one that emitted code passes: NULL is looked up; a
// thread of the pool counts as foreign.
static inline struct worker *cspi_worker_of(struct csp_worker *worker)
{
    struct worker *w = (struct worker *)worker;
    if (!w) return cspi_worker_here();
    return w->pool ? NULL : w;
}

// The runtime's view of the worker that a step got.
static inline struct worker *cspi_worker(struct csp_worker *worker)
{
    return (struct worker *)worker;
}

static inline unsigned cspi_random(struct worker *worker)
{
    uint64_t x = worker->random;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    worker->random = x;
    return (unsigned)(x >> 16);
}

#endif
