// SPDX-License-Identifier: MIT
// csp_sync.h: locks and their kin, for tasks and for threads.
//
// Each is a struct that the program places where it likes, without allocation,
// initialised by its constant; it must not be copied or go while somebody waits
// on it, and nothing has to be destroyed. All that wait are served in the order
// in which they came: who gives a lock back hands it to the first of them, so
// nobody overtakes (no barging) and nobody starves.
//
// A wait suspends a task, and may be a case of a select. It is a cancel point,
// as chan_recv is: true once it is over, false, if the program reads that, when
// the scope has ended. In C that is no coroutine a wait blocks the thread,
// which must not be a worker. What does not wait may be called anywhere, by any
// task or thread: whoever took a lock, anybody may give it back. To hold a lock
// over a suspension is allowed.
#ifndef CSP_SYNC_H
#define CSP_SYNC_H
#include "csp.h"
#pragma GCC system_header

#ifdef __cplusplus
extern "C" {
#endif

// -- a mutex -----------------------------------------------------------------
// csp_mutex m = CSP_MUTEX_INIT;
// csp_mutex_lock(&m)     waits until it is free, and takes it.
// csp_mutex_trylock(&m)  true if it was free and is now taken; never waits.
// csp_mutex_unlock(&m)   gives it back; of one that is free it is a mistake,
//                        which stops the program with file:line.
// case_lock(&m):         in a select: it is taken when this case is chosen.
#define CSP_MUTEX_INIT {csp__gate_init(1, 1)}
#define csp_mutex_lock(m) csp__gate_pass(&(m)->csp_gate)
#define csp_mutex_trylock(m) csp__gate_try(&(m)->csp_gate)
#define csp_mutex_unlock(m) csp__gate_unlock(&(m)->csp_gate, csp__here)
#define csp_case_lock(m)                                                       \
    csp_case_recv(csp__gate_chan(&(m)->csp_gate), (void *)0)

// -- a semaphore -------------------------------------------------------------
// csp_semaphore s = CSP_SEMAPHORE_INIT(n);  n permits, 0 or more
// csp_semaphore_acquire(&s)  waits for a permit and takes it.
// csp_semaphore_try(&s)      true if there was one, taken now; never waits.
// csp_semaphore_release(&s)  one permit more.
// case_acquire(&s):          in a select.
#define CSP_SEMAPHORE_INIT(n) {csp__gate_init(n, PTRDIFF_MAX)}
#define csp_semaphore_acquire(s) csp__gate_pass(&(s)->csp_gate)
#define csp_semaphore_try(s) csp__gate_try(&(s)->csp_gate)
#define csp_semaphore_release(s) csp__gate_post(&(s)->csp_gate, csp__here)
#define csp_case_acquire(s)                                                    \
    csp_case_recv(csp__gate_chan(&(s)->csp_gate), (void *)0)

// -- an event ----------------------------------------------------------------
// csp_event e = CSP_EVENT_INIT;  not set
// csp_event_set(&e)     all who wait go on, and who comes later, until it is
// csp_event_clear(&e)   cleared.
// csp_event_wait(&e)    waits until it is set.
// csp_event_is_set(&e)  as of now.
// case_event(&e):       in a select.
#define CSP_EVENT_INIT {csp__gate_init(0, PTRDIFF_MAX)}
#define csp_event_set(e) csp__gate_open(&(e)->csp_gate)
#define csp_event_clear(e) csp__gate_shut(&(e)->csp_gate)
#define csp_event_wait(e) csp__gate_pass(&(e)->csp_gate)
#define csp_event_is_set(e) csp__gate_is_open(&(e)->csp_gate)
#define csp_case_event(e)                                                      \
    csp_case_recv(csp__gate_chan(&(e)->csp_gate), (void *)0)

// -- a wait group ------------------------------------------------------------
// csp_waitgroup g = CSP_WAITGROUP_INIT;  counts nothing yet
// csp_waitgroup_add(&g, n)  n more to wait for (fewer, if n is below 0); to be
//                           called before they start.
// csp_waitgroup_done(&g)    one less. Below 0 it is a mistake, which stops the
//                           program with file:line.
// csp_waitgroup_wait(&g)    waits until there are none; it may be used again.
// case_waitgroup(&g):       in a select.
#define CSP_WAITGROUP_INIT {csp__gate_init(CSP__GATE_OPEN, PTRDIFF_MAX)}
#define csp_waitgroup_add(g, n) csp__gate_count(&(g)->csp_gate, (n), csp__here)
#define csp_waitgroup_done(g) csp__gate_count(&(g)->csp_gate, -1, csp__here)
#define csp_waitgroup_wait(g) csp__gate_pass(&(g)->csp_gate)
#define csp_case_waitgroup(g)                                                  \
    csp_case_recv(csp__gate_chan(&(g)->csp_gate), (void *)0)

// -- what they are made of; not for use by name ------------------------------
// A gate is a channel of elements of no bytes, in place: to pass is to receive
// one, of those that there are. So it knows all that channels do.
struct csp__token {
};
struct csp__gate {
    uint32_t csp_lock, csp_refs, csp_bytes;
    unsigned char csp_closed, csp_mode;
    size_t csp_capacity, csp_head, csp_count;
    void *csp_waiting[4];
    int csp_error;
    unsigned csp_writers;
    void (*csp_destroy)(void *value);
};
#define csp__gate_init(count, capacity)                                        \
    {0, 1, 0, 0, 0, (capacity), 0, (count), {0, 0, 0, 0}, 0, 0, 0}
// So many tokens that none is ever missing.
#define CSP__GATE_OPEN (PTRDIFF_MAX / 2)

typedef struct {
    struct csp__gate csp_gate;
} csp_mutex, csp_semaphore, csp_event, csp_waitgroup;

#define csp__gate_chan(gate) ((csp_chan(struct csp__token))(void *)(gate))
#define csp__gate_pass(gate) csp_chan_recv(csp__gate_chan(gate), (void *)0)
#define csp__gate_try(gate)                                                    \
    (csp_chan_try_recv(csp__gate_chan(gate), (void *)0) == 1)
void csp__gate_unlock(struct csp__gate *gate, const char *file, int line);
void csp__gate_post(struct csp__gate *gate, const char *file, int line);
void csp__gate_open(struct csp__gate *gate);
void csp__gate_shut(struct csp__gate *gate);
bool csp__gate_is_open(struct csp__gate *gate);
void csp__gate_count(struct csp__gate *gate, int64_t more, const char *file,
                     int line);

#ifdef __cplusplus
}
#endif
#endif
#if !defined CSP_NO_SHORT_NAMES
#define case_lock(m) csp_case_lock(m)
#define case_acquire(s) csp_case_acquire(s)
#define case_event(e) csp_case_event(e)
#define case_waitgroup(g) csp_case_waitgroup(g)
#endif
