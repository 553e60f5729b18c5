// SPDX-License-Identifier: MIT
// bias.c: which worker is alone.
//
// A locked instruction costs some 20 cycles and more, and a message through a
// buffer is hardly anything else. Most of the time one worker is awake, and no
// other thread uses the runtime: that worker is alone, and takes a lock by
// looking at it and storing to it. This is biased locking, known from Java's
// machines (Dice, Moir, Scherer, "Quickly Reacquirable Locks"; Russell and
// Detlefs, OOPSLA 2006), with one bias for all locks and a worker as its owner,
// as asymmetric Dekker: the barrier is not where the owner is, but where it is
// taken from, by membarrier(2), as liburcu and folly (asymmetric fences, P1202)
// have it.
//
//     alone                        who takes the bias away
//     takes = 1                    alone = 0
//     (the compiler's barrier)     membarrier: a barrier in each thread
//     if alone: look, word = 1     until takes == 0
//     takes = 0, release           (acquire) then compare and swap as ever
//
// When membarrier returns, each running thread has passed a full barrier. The
// owner's was either before it read `alone`, which is then 0; or behind, and
// then its `takes` = 1 can be seen, or what came later, with which its `word`
// can be seen, too: both orders are that of release and acquire. So nobody
// takes a lock by exchange while somebody may take it by a store. A worker's
// queue and slot, which thieves take from, change in the same way.
//
// Who gives the bias is the one who gets it, if no other thread may take locks
// now. Each that may is counted: a worker from when it awakes (cspi_bias_enter)
// until it sleeps, a thread of the pool at the end of a statement, any other
// thread for good, from its first lock. Who comes counts and then looks whether
// somebody is alone; who wants to be alone says so and then looks at the
// counts: sequentially consistent, so one of the two sees the other. Of what
// the worker that slept has done under its locks the other one learns by its
// count.
//
// Locks that emitted code of any thread takes (those of gates: csp_sync.h) are
// always taken by exchange, and nothing else by a thread that does not count.
// A signal's handler takes locks by exchange only: it may stand amid `takes`.
//
// Owns struct bias, and csp_alone and csp_takes of each worker. Callers:
// spin.h, deque.c, ready.h, the loop, who wakes workers. The model is
// test/model/bias.pml.
#include "base/bias.h"

#include <stdatomic.h>

#include "base/sys.h"

enum {
    WORTH_NS = 100000, // alone for so long, it was worth the barrier
    WAIT_MOST_NS = 1000000000,
    TRIES = 100000,
};

_Thread_local struct csp_worker *cspi_bias_self;

static char many; // foreign threads

static struct bias {
    bool usable;        // there is membarrier; constant
    atomic_uint guard;  // 1: held. Of what follows, but for the atomics
    atomic_uint inside; // workers that are awake
    // The first foreign thread, by the address of its cspi_bias_self, or &many.
    _Atomic(const void *) foreign;
    // Who is alone, or was and has perhaps not heard of it yet. NULL is stored
    // by itself or with the guard.
    _Atomic(struct csp_worker *) owner;
    int64_t since;               // .. it is
    int64_t wait_ns;             // until somebody may be again, after the last
    _Atomic(int64_t) not_before; // .. which is then; a hint without the guard
} bias;

void cspi_bias_init(void)
{
    bias.usable = !cspi_under_tsan() && cspi_barrier_init();
}

// Waits a little; false: too often for who is not patient.
static bool again(unsigned i, bool patient)
{
    if (patient) cspi_back_off(i);
    return patient || i < TRIES;
}

static bool guard(bool patient)
{
    for (unsigned i = 0; atomic_exchange(&bias.guard, 1); i++)
        if (!again(i, patient)) return false;
    return true;
}

static void unguard(void)
{
    atomic_store_explicit(&bias.guard, 0, memory_order_release);
}

// The owner takes a lock, perhaps.
static bool until_taken(struct csp_worker *owner, bool patient)
{
    for (unsigned i = 0; __atomic_load_n(&owner->csp_takes, __ATOMIC_ACQUIRE);
         i++)
        if (!again(i, patient)) return false;
    return true;
}

// Who comes too early each time, as descriptors have it, has to wait longer and
// longer. The guard is held.
static void plan(int64_t now)
{
    if (now - bias.since >= WORTH_NS)
        bias.wait_ns = 0;
    else if (bias.wait_ns < WAIT_MOST_NS)
        bias.wait_ns = bias.wait_ns ? 2 * bias.wait_ns : WORTH_NS;
    atomic_store_explicit(&bias.not_before, now + bias.wait_ns,
                          memory_order_relaxed);
}

// Nobody is alone afterwards, as far as that has begun before. False: the owner
// may still be.
static bool take_away(bool patient)
{
    if (!atomic_load(&bias.owner)) return true;
    if (!guard(patient)) return false;
    struct csp_worker *owner = atomic_load(&bias.owner);
    bool done = true;
    if (owner) {
        __atomic_store_n(&owner->csp_alone, 0, __ATOMIC_SEQ_CST);
        cspi_barrier_all();
        done = until_taken(owner, patient);
        if (done) {
            plan(cspi_now());
            atomic_store(&bias.owner, NULL);
        }
    }
    unguard();
    return done;
}

void cspi_bias_enter(struct csp_worker *worker)
{
    const void *self = &cspi_bias_self;
    if (atomic_load(&bias.foreign) == self)
        atomic_compare_exchange_strong(&bias.foreign, &self, NULL);
    atomic_fetch_add(&bias.inside, 1);
    take_away(true);
    cspi_bias_self = worker;
}

void cspi_bias_leave(void)
{
    cspi_bias_drop();
    cspi_bias_self = NULL;
    atomic_fetch_sub(&bias.inside, 1);
}

void cspi_bias_pass(struct csp_worker *worker)
{
    cspi_bias_self = worker;
}

void cspi_bias_forked(void)
{
    struct csp_worker *self = cspi_bias_self;
    if (self) self->csp_alone = 0;
    atomic_store(&bias.guard, 0);
    atomic_store(&bias.owner, NULL);
    atomic_store(&bias.inside, self ? 1 : 0);
}

// Who was alone, counted inside, is the only one that can be.
void cspi_bias_drop(void)
{
    struct csp_worker *self = cspi_bias_self;
    if (!self || !__atomic_load_n(&self->csp_alone, __ATOMIC_RELAXED)) return;
    __atomic_store_n(&self->csp_alone, 0, __ATOMIC_RELAXED);
    atomic_store(&bias.owner, NULL);
}

static bool nobody_else(void)
{
    return atomic_load(&bias.inside) == 1 && !atomic_load(&bias.foreign);
}

void cspi_bias_want(int64_t now)
{
    struct csp_worker *self = cspi_bias_self;
    if (!bias.usable || self->csp_alone || !nobody_else() ||
        now < atomic_load_explicit(&bias.not_before, memory_order_relaxed) ||
        atomic_exchange(&bias.guard, 1))
        return;
    atomic_store(&bias.owner, self);
    if (nobody_else()) {
        bias.since = now;
        __atomic_store_n(&self->csp_alone, 1, __ATOMIC_RELAXED);
    } else {
        atomic_store(&bias.owner, NULL);
    }
    unguard();
}

bool cspi_bias_foreign(bool patient)
{
    const void *self = &cspi_bias_self, *first = NULL;
    const void *foreign = atomic_load(&bias.foreign);
    if (foreign != self && foreign != &many &&
        !atomic_compare_exchange_strong(&bias.foreign, &first, self))
        atomic_store(&bias.foreign, &many);
    return take_away(patient);
}
