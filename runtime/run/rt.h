// SPDX-License-Identifier: MIT
// rt.h: the two structs that the whole runtime shares.
//
// Of fork: loop/forked.c. Pointers must have 64 bits.
//
// Lock order, outermost first: the simulated network's; those of descriptors;
// channel locks (among themselves by address) and those of join.c, then that of
// ended.c; rt.idle; one of: a timer wheel's, the pool's, the global queue's, a
// brood's; then the registry's, and last those of alloc.c, of scope.c and of
// group.c.
// docs/RUNTIME.md has a picture. A worker's own fields need no lock; what
// others may read is atomic.
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

struct scope;
struct task;
struct thread;
struct trace;

enum {
    WORKERS_MAX = 1024,
    OPERATION_BUDGET = 128, // see worker.turn
    POLL_TICKS = 61,    // at most, from one look at other queues to the next
    POLL_NS = 1000000,  // fewer, if they last longer than this
    WATCH_NS = 5000000, // how long a task may be kept waiting by another
    WATCH_FIRST_NS = 200000, // .. at first, and twice that each time
    LOOK_NS = 20000,    // from one look at descriptors to the next, while busy
    TOLD_NS = 20000000, // more may come of them for so long
    WORTH_NS = 20000,   // work that pays for waking a worker
    GUESS_NS = 1000000, // between two wakes for work not known to be worth it
    GUESS_MOST_NS = 4000000, // .. and at most, after some that were not
    LIFO_RUNS = 3,           // tasks in a row from the slot of the just woken
    POOL_MOST = 512,         // threads for `blocking`, if nobody says otherwise
    LATE_TASKS = 8,          // joined ones whose blocks wait to go back
    YOUNG_MOST = 64,         // tasks with deadlines that are in no wheel yet
};

// Runs after every frame of the parked task has returned; the task may run
// elsewhere as soon as commit has published it.
typedef void cspi_commit(struct worker *worker, struct task *task, void *arg);

struct runner;

struct worker {
    struct csp_worker abi; // what steps see; first
    struct task *task;     // the one that runs now; see cspi_worker_set_task
    int turn;              // operations in one resume before the task yields
    struct task *goes_on;  // seeded: its turn has ended, not its operation
    struct scope *unarmed; // of that task: see cspi_scope_arm
    cspi_commit *commit;   // for CSP_PARKED; NULL: unlock the spin commit_arg
    void *commit_arg;
    int *errno_at;              // this thread's errno
    unsigned long poll_at;      // value of `ticks` at which to poll
    unsigned poll_every;        // ticks from the last poll to that
    bool fresh_first;           // what the last poll took: what had not begun
    int64_t polled_at;          // when it last polled, or woke up
    int64_t look_at;            // when to look at descriptors
    unsigned long polled_ticks; // and `ticks` then
    unsigned lifo_runs;         // in a row
    int64_t turn_ns;            // how long one lasts, lately
    unsigned push_worth;        // `worth` to its pushes: the same, or 1
    int64_t guess_at;           // from when on it is 1
    int64_t guess_ns;           // .. after the next guess
    bool alone;                 // CSP_WORKERS=1: nobody steals
    bool rested;                // has run nothing since it was born or slept
    bool called;                // .. and somebody has woken it
    bool ended_main;            // main's root has ended here
    bool pool;                  // not a worker: a thread of the blocking pool
    bool apart;                 // pool, or told: see ready.h
    int calm;                   // its floor when nobody has raised it
    bool told;                  // traced, or there are hooks, or births
    struct trace *trace;        // its ring; NULL: nothing is traced
    bool counts_in; // tasks are not born the fast way: pool, or CSP_MAX_TASKS
    bool in_place;  // runs a blocking statement, because no thread can be had
    bool searching; // counted in rt.state; own thread, or its waker
    _Atomic(struct task *) lifo; // just woken; owner fills, thieves may empty
    // So many tasks in the queue are worth waking, or stealing, for, as far as
    // can be told; the owner writes. See wake.h.
    atomic_uint worth;
    atomic_ulong ticks;      // tasks begun or resumed; owner writes
    atomic_ulong born, died; // tasks; owner writes
    uint64_t random;         // xorshift state
    struct deque deque;
    struct wheel wheel;
    // Tasks that have begun to wait in scopes whose deadlines may be in no
    // wheel yet, or have done so and are gone; only the owner adds. See
    // scope.h.
    _Atomic(struct task *) young[YOUNG_MOST];
    atomic_uint young_count;
    // Futex; 1 from listing until woken (rt.idle), or 2: see loop/halt.c.
    atomic_uint asleep;
    atomic_uint polls;       // .. not on that, but in the poller
    struct worker *sleeper;  // next in rt.sleepers, under rt.idle
    atomic_ulong seen_ticks; // `ticks` at the last look (watch.c)
    unsigned index;
    int thread_id; // the kernel's
    pthread_t thread;
    const void *base;     // of its stack: nothing of the loop is above
    atomic_uint returned; // its thread has left the loop and is to be joined
    // Who have lent it, and want it back, the first first: see loop/lend.c.
    _Atomic(struct runner *) wanted;
    struct bin bins[BIN_COUNT];
    struct task *joined[LATE_TASKS]; // see join.c
    unsigned joined_at;
};

// A thread that has lent its worker, or that another has given its worker back
// to: see loop/lend.c.
struct runner {
    struct worker *worker;
    atomic_uint has;     // futex: 1 when it is to run it (again), or 2: never
    int id;              // the kernel's
    struct runner *next; // under rt.idle
};

enum leaks {
    LEAKS_IGNORED,
    LEAKS_UNASKED, // told of as LeakSanitizer tells of memory
    LEAKS_TOLD,
    LEAKS_END
};

// The only mutable state of the runtime at file level, with the tables of
// alloc.c, registry.c and claim.c, and each thread's own worker.
struct rt {
    // Workers asleep or not started in the upper half, searching ones in the
    // lower: what a push looks at, and parking changes, both in sequentially
    // consistent order. See sleep.c.
    atomic_uint state;
    unsigned count;     // CSP_WORKERS; constant, as are those up to `run`
    unsigned pool_most; // CSP_BLOCKING_MAX
    bool strict;        // CSP_STRICT: closing twice stops the program
    bool virtual_time;  // CSP_CLOCK=virtual
    bool seeded;        // CSP_SEED and its kin: see choice.h
    bool simulated;     // CSP_NET: see io/net.h; only if seeded
    long tasks_most;    // CSP_MAX_TASKS; 0: as many as there is memory for
    int64_t turn_most;  // CSP_WATCHDOG, in nanoseconds; 0: as long as they like
    bool births;        // they are noted, and waits, and locks: CSP_DUMP=2
    unsigned leaks;     // CSP_LEAKS: an enum leaks
    bool dumps;         // SIGQUIT writes a dump: unless CSP_DUMP=0
    bool by_poll;       // CSP_POLLER=poll: not by what the system has better
    const char *trace;  // CSP_TRACE, a file; or NULL
    long trace_mib;     // CSP_TRACE_SIZE
    const char *watch;  // CSP_WATCH, "unix:PATH"; or NULL
    void (*run)(struct worker *worker); // of a worker's thread; loop.c sets it
    atomic_uint started; // workers that have a struct; release / acquire
    atomic_uint stopped; // 1: the program ends, workers return
    atomic_uint halt;    // futex: a sum of enum halt; see loop/halt.h
    struct csp_frame *main_root; // of the coroutine main, if there is one
    atomic_uint main_returned;   // futex; 1: the main thread has left its loop
    atomic_uint exited;          // futex; worker threads that have returned
    atomic_int jobs;             // blocking statements not yet back on a worker
    atomic_int watchdog;         // the kernel's id of its thread; 0: none
    atomic_int viewer;           // likewise
    atomic_ulong foreign_born;   // tasks born on threads that are not workers

    _Atomic(int64_t) clock; // virtual time: see pace.c

    // See io/poll.h.
    atomic_uint polled;              // descriptors that the poller tells of
    atomic_int wake_fd;              // wakes who sleeps in it
    _Atomic(struct worker *) poller; // sleeps in it; set under `idle`
    _Atomic(int64_t) told_at;        // when a sleeper last was told something

    _Atomic(int64_t) look_at;  // when a worker is to look after the others
    _Atomic(int64_t) watch_ns; // .. and how long after that again

    pthread_mutex_t idle; // guards the rest, but for `workers`
    struct worker *sleepers;
    struct thread *blocked; // foreign threads waiting in the runtime
    struct runner *spares;  // threads that wait for a worker to be lent
    struct worker *watcher; // a sleeper who wakes up to look after the others
    _Atomic(int64_t) watch_at; // by then; CSPI_NEVER: there is none
    bool glanced;              // at descriptors, since virtual time went on
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
// On a thread of the pool of `blocking`: what it has in a worker's place.
extern _Thread_local struct worker *cspi_pool_self;

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

// The task that runs now, or NULL: others may ask who that is (state.c).
static inline void cspi_worker_set_task(struct worker *w, struct task *task)
{
    __atomic_store_n(&w->task, task, __ATOMIC_RELAXED);
}

// The floor of a worker's budget: emitted code does what it can itself, or it
// asks us before each operation. See scope.h.
enum {
    FLOOR_CALM = 1,
    FLOOR_TOLD = INT32_MAX - 1, // calm, but each operation is written down
    FLOOR_ASKS = INT32_MAX,
};

// Any thread, after it has said what to ask about.
static inline void cspi_worker_asks(struct worker *worker)
{
    __atomic_store_n(&worker->abi.floor, FLOOR_ASKS, __ATOMIC_RELEASE);
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
