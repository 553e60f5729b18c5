// SPDX-License-Identifier: MIT
// csp_sync.h: locks and their kin, for tasks and for threads.
//
// Each is a struct that the program places where it likes, without allocation,
// initialised by its constant; it must not be copied or go while somebody waits
// on it, and nothing has to be destroyed. All that wait are served in the order
// in which they came, so nobody starves: what is given back is handed to the
// first of them, and nobody overtakes; but for a mutex, see there.
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
// A mutex that is given back is free: the first task that waits is woken to
// take it, and until it runs, others that run may, which is what makes many
// short holds cheap. They overtake it at most CSP_MUTEX_OVERTAKES times, and
// never again once it has come and found the mutex taken: then it is handed
// over. So it is always to threads, and to who waits in a select.
#define CSP_MUTEX_OVERTAKES 100
#define CSP_MUTEX_INIT {csp__gate_init(1, 1, CSP__GATE_MUTEX)}
#define csp_mutex_lock(m) csp__gate_pass(&(m)->csp_gate)
#define csp_mutex_trylock(m) csp__gate_try_rest(&(m)->csp_gate)
#define csp_mutex_unlock(m) csp__gate_unlock(&(m)->csp_gate, csp__here)
#define csp_case_lock(m)                                                       \
    csp_case_recv(csp__gate_chan(&(m)->csp_gate), (void *)0)

// -- a semaphore -------------------------------------------------------------
// csp_semaphore s = CSP_SEMAPHORE_INIT(n);  n permits, 0 or more
// csp_semaphore_acquire(&s)  waits for a permit and takes it.
// csp_semaphore_try(&s)      true if there was one, taken now; never waits.
// csp_semaphore_release(&s)  one permit more.
// case_acquire(&s):          in a select.
#define CSP_SEMAPHORE_INIT(n) {csp__gate_init(n, PTRDIFF_MAX, CSP__GATE)}
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
#define CSP_EVENT_INIT {csp__gate_init(0, PTRDIFF_MAX, CSP__GATE)}
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
#define CSP_WAITGROUP_INIT                                                     \
    {csp__gate_init(CSP__GATE_OPEN, PTRDIFF_MAX, CSP__GATE)}
#define csp_waitgroup_add(g, n) csp__gate_count(&(g)->csp_gate, (n), csp__here)
#define csp_waitgroup_done(g) csp__gate_count(&(g)->csp_gate, -1, csp__here)
#define csp_waitgroup_wait(g) csp__gate_pass(&(g)->csp_gate)
#define csp_case_waitgroup(g)                                                  \
    csp_case_recv(csp__gate_chan(&(g)->csp_gate), (void *)0)

// -- what is done once -------------------------------------------------------
// csp_once o = CSP_ONCE_INIT;
// csp_once_do(&o, f)  calls f, a coroutine or a plain function, if no call of o
//                     has done so, and waits until it has returned, whoever
//                     calls it. An f that unwinds has not been done: the next
//                     one calls it. To be called by f itself is a deadlock.
#define CSP_ONCE_INIT {CSP_MUTEX_INIT, 0}

// -- a condition -------------------------------------------------------------
// csp_cond c = CSP_COND_INIT;  to wait, a mutex held, for what others change
//                              while they hold it
// csp_cond_wait(&c, &m)    gives m back, waits until it is called, and takes m
//                          again; also when it fails, so that who holds m gives
//                          it back as always. A call that comes after m was
//                          given back is never lost, and there is none that
//                          nobody made; but ask again what you waited for, as
//                          others may have been faster. An m that is free is a
//                          mistake, which stops the program with file:line.
// csp_cond_signal(&c)      calls who waits longest, if anybody does;
// csp_cond_broadcast(&c)   all who wait. The mutex need not be held.
#define CSP_COND_INIT {CSP__LINE_INIT}

// -- a lock for readers and writers ------------------------------------------
// csp_rwlock l = CSP_RWLOCK_INIT;  held by one writer, or by many readers
// csp_rwlock_rdlock(&l)     waits until no writer has it and none waits that
//                           came before, and takes it as a reader.
// csp_rwlock_wrlock(&l)     waits until nobody has it, and takes it as the
//                           writer. All wait in one line, so neither starves.
// csp_rwlock_tryrdlock(&l)  true if it could be had at once and is now taken;
// csp_rwlock_trywrlock(&l)  never wait.
// csp_rwlock_unlock(&l)     gives it back, as either; of one that is free it is
//                           a mistake, which stops the program with file:line.
// A reader that takes it once more waits for ever, if a writer came between.
#define CSP_RWLOCK_INIT {CSP__LINE_INIT, 0}
#define csp_rwlock_unlock(l) csp__rwlock_unlock((l), csp__here)

// -- a barrier ---------------------------------------------------------------
// csp_barrier b = CSP_BARRIER_INIT(n);  for n parties, 0 or more
// csp_barrier_wait(&b)    waits until so many wait as there are parties; then
//                         all go on, and it is as before. One that fails does
//                         not count. With no parties it is a mistake, which
//                         stops the program with file:line.
// csp_barrier_enrol(&b)   one party more, from the round on that is gathering.
// csp_barrier_retire(&b)  one less; those who wait go on if they are all now.
//                         Below 0 it is a mistake, likewise.
#define CSP_BARRIER_INIT(n) {CSP__LINE_INIT, (n), 0}
#define csp_barrier_retire(b) csp__barrier_retire((b), csp__here)

// -- a promise ---------------------------------------------------------------
// promise(T) p = promise_make(T);  a channel of T, with one reference, on which
//                      one value is put, which all who receive get, as often as
//                      they like: by chan_recv, chan_get, in a select, ...;
//                      NULL when memory is out. auto_promise(T): as auto_chan.
// promise_put(p, v)    true if v is its value now; false: it has one, or is
//                      closed. Never waits.
// promise_close(p)     without a value: who receives gets false, as from a
//                      closed channel; a value stays.
// It is a chan_in(T): nobody can send on it otherwise.
#define csp_promise(T) csp_chan_in(T)
#define csp_auto_promise(T)                                                    \
    __attribute__((cleanup(csp__auto_release))) csp_promise(T)
#define csp_promise_make(T) ((csp_promise(T))csp__promise(sizeof(T), csp__here))
#define csp_promise_put(p, ...)                                                \
    csp__promise_put((p), csp__value(p, __VA_ARGS__), csp__here)
#define csp_promise_close(p) csp__promise_close((p), csp__here)

// -- a send that calls back --------------------------------------------------
// chan_send_cb(c, v, f, arg)  sends v on c while the caller goes on; once it is
//                      received or in the buffer f(true, arg) is called, or
//                      f(false, arg) when c is closed: once, in a task of its
//                      own. f is a coroutine or a plain function. Two such
//                      sends may overtake one another. Out of memory stops the
//                      program with file:line. Any thread.
#define csp_chan_send_cb(c, v, f, arg)                                         \
    csp__send_cb((c), csp__value(c, v), sizeof(csp__elem(c)), (f), (arg),      \
                 csp__here)

// -- the end of a task -------------------------------------------------------
// Of a task(T) t that was spawned, before its handle is used up. They take
// nothing from the handle: t is still to be joined or dropped.
// case_join(t):        in a select: t has ended, so that join(t) does not wait.
// csp_monitor(t, c)    once t has ended sends a struct csp_exit on c, from a
//                      task of its own, unless c is closed by then.
// csp_link(a, b)       when one of the two fails, by a result that is not 0 or
//                      because it is cancelled, the other is cancelled (see
//                      task_cancel). When one ends otherwise, nothing happens.
// A NULL handle never ends. Out of memory stops the program with file:line. Any
// thread.
struct csp_exit {
    const void *id; // (void *)t
    int64_t result; // if T is a signed integer, and t has returned; else 0
    int why;        // 0, or CSP_ECANCELED: it was cancelled and has no result
};
#define csp_case_join(t) csp_case_recv((csp_exits)csp__exit_of(t), (void *)0)
#define csp_monitor(t, c) csp__monitor(csp__exit_of(t), (c))
#define csp_link(a, b)                                                         \
    csp__link((void *)(a), csp__exit_of(a), (void *)(b), csp__exit_of(b))

// -- what they are made of; not for use by name ------------------------------
// A gate is a channel of elements of no bytes, in place: to pass is to receive
// one, of those that there are. So it knows all that channels do.
struct csp__token {
};
#pragma pack(push, 16) // the runtime knows nothing of -fpack-struct
struct csp__gate {
    uint32_t csp_lock, csp_refs, csp_bytes;
    unsigned char csp_closed, csp_mode;
    unsigned char csp_woken, csp_overtaken;
    size_t csp_capacity, csp_head, csp_count;
    void *csp_sending[2], *csp_waiting[2];
    int csp_error;
    unsigned csp_writers;
    void (*csp_destroy)(void *value);
} __attribute__((__may_alias__));
#ifdef __SANITIZE_THREAD__
#define CSP_RACES 1
#elif defined __has_feature
#if __has_feature(thread_sanitizer)
#define CSP_RACES 1
#endif
#endif
enum csp__gate_mode { CSP__GATE = 6, CSP__GATE_MUTEX = 7 }; // in csp_mode
#define csp__gate_init(count, capacity, mode)                                  \
    {0, 1, 0, 0, (mode), 0, 0, (capacity), 0, (count), {0, 0}, {0, 0}, 0, 0, 0}
// So many tokens that none is ever missing.
#define CSP__GATE_OPEN (PTRDIFF_MAX / 2)

typedef struct {
    struct csp__gate csp_gate;
} csp_mutex, csp_semaphore, csp_event, csp_waitgroup;

typedef struct {
    csp_mutex csp_mutex;
    bool csp_done;
} csp_once;

// Where tasks wait, see lib/line.h.
struct csp__place;
struct csp__line {
    uint32_t csp_lock;   // as above
    uint32_t csp_holder; // of a csp_rwlock: who writes, by csp__holder_number
    struct csp__place *csp_first, *csp_last;
};
#define CSP__LINE_INIT {0, 0, 0, 0}
typedef struct {
    struct csp__line csp_line;
} csp_cond;
typedef struct {
    struct csp__line csp_line;
    int64_t csp_holders;
} csp_rwlock;
typedef struct {
    struct csp__line csp_line;
    int64_t csp_parties, csp_waiting;
} csp_barrier;
#pragma pack(pop)

// What is short has its frame in its caller's, and allocates nothing.
csp_operation csp_frame(128) bool csp_once_do(csp_once *once,
                                              csp_coroutine void (*f)(void));
csp_operation bool csp_cond_wait(csp_cond *cond, csp_mutex *mutex);
#define csp_cond_wait(c, m) csp_cond_wait((c), csp__cond_mutex((m), csp__here))
csp_mutex *csp__cond_mutex(csp_mutex *mutex, const char *file, int line);
void csp_cond_signal(csp_cond *cond);
void csp_cond_broadcast(csp_cond *cond);
csp_operation csp_frame(64) bool csp_rwlock_rdlock(csp_rwlock *lock);
csp_operation csp_frame(64) bool csp_rwlock_wrlock(csp_rwlock *lock);
bool csp_rwlock_tryrdlock(csp_rwlock *lock);
bool csp_rwlock_trywrlock(csp_rwlock *lock);
void csp__rwlock_unlock(csp_rwlock *lock, const char *file, int line);
csp_operation bool csp_barrier_wait(csp_barrier *barrier);
#define csp_barrier_wait(b) csp_barrier_wait(csp__barrier((b), csp__here))
csp_barrier *csp__barrier(csp_barrier *barrier, const char *file, int line);
void csp_barrier_enrol(csp_barrier *barrier);
void csp__barrier_retire(csp_barrier *barrier, const char *file, int line);
// Ends the program: "csp: FILE:LINE: WHAT (WHERE)", status 2.
__attribute__((noreturn)) void
csp__stop(const char *file, int line, const char *what, const void *where);
#define csp__gate_chan(gate) ((csp_chan(struct csp__token))(void *)(gate))
#ifdef __cplusplus // a thread, which blocks
#define csp__gate_pass(gate) csp__recv_thread((gate), 0, csp__here)
#else
#define csp__gate_pass(gate) csp_chan_recv(csp__gate_chan(gate), (void *)0)
#endif
bool csp__gate_try_rest(struct csp__gate *gate);
void csp__gate_unlock_rest(struct csp__gate *gate, const char *file, int line);
void csp__gate_post_rest(struct csp__gate *gate, const char *file, int line);

// The gate's own lock, free while 0, guards all of it, for a few instructions.
// False: somebody else has it; or TSan looks on, and the runtime tells it.
static __inline__ bool csp__gate_own(struct csp__gate *gate)
{
#ifdef CSP_RACES
    return false;
#endif
    return !__atomic_exchange_n(&gate->csp_lock, 1, __ATOMIC_ACQUIRE);
}

static __inline__ void csp__gate_let(struct csp__gate *gate, size_t count)
{
    __atomic_store_n(&gate->csp_count, count, __ATOMIC_RELAXED);
    __atomic_store_n(&gate->csp_lock, 0, __ATOMIC_RELEASE);
}

static __inline__ bool csp__gate_try(struct csp__gate *gate)
{
    if (!csp__gate_own(gate)) return csp__gate_try_rest(gate);
    size_t count = gate->csp_count;
    csp__gate_let(gate, count - (count > 0));
    return count > 0;
}

// One token more, if nobody waits and there is room.
static __inline__ bool csp__gate_give(struct csp__gate *gate)
{
    if (!csp__gate_own(gate)) return false;
    size_t count = gate->csp_count;
    bool can = !gate->csp_waiting[0] && count < gate->csp_capacity;
    csp__gate_let(gate, count + can);
    return can;
}

static __inline__ void
csp__gate_unlock(struct csp__gate *gate, const char *file, int line)
{
    if (!csp__gate_give(gate)) csp__gate_unlock_rest(gate, file, line);
}

static __inline__ void
csp__gate_post(struct csp__gate *gate, const char *file, int line)
{
    if (!csp__gate_give(gate)) csp__gate_post_rest(gate, file, line);
}

// The task that calls, by its number under CSP_DUMP=2; or one of these.
enum { CSP__HOLDER_UNKNOWN = 0, CSP__HOLDER_THREAD = -1 };
uint32_t csp__holder_number(void);

void csp__gate_open(struct csp__gate *gate);
void csp__gate_shut(struct csp__gate *gate);
bool csp__gate_is_open(struct csp__gate *gate);
void csp__gate_count(struct csp__gate *gate, int64_t more, const char *file,
                     int line);

void *csp__promise(size_t element_bytes, const char *file, int line);
bool csp__promise_put(void *promise, const void *value, const char *file,
                      int line);
void csp__promise_close(void *promise, const char *file, int line);
void csp__send_cb(void *chan, const void *value, size_t bytes,
                  csp_coroutine void (*done)(bool sent, void *arg), void *arg,
                  const char *file, int line);

// The promise of how a task has ended, the task's own: who keeps it retains it.
typedef csp_promise(struct csp_exit) csp_exits;
#define csp__exit_of(t)                                                        \
    csp__task_exit((void *)(t),                                                \
                   csp__quiet _Generic((t),                                    \
                       csp_task(signed char): 1,                               \
                       csp_task(short): 2,                                     \
                       csp_task(int): 4,                                       \
                       csp_task(long): 8,                                      \
                       csp_task(long long): 8,                                 \
                       default: 0) csp__loud,                                  \
                   csp__here)
void *
csp__task_exit(void *task, uint32_t result_bytes, const char *file, int line);
// Cancels the task if that is its promise, and it has not ended.
void csp__cancel_running(void *task, void *exits);
void csp__monitor(void *exits, csp_chan_out(struct csp_exit) to);
void csp__link(void *a, void *exits_a, void *b, void *exits_b);

#ifdef __cplusplus
}
#endif
#endif
#if !defined CSP_NO_SHORT_NAMES
#define case_lock(m) csp_case_lock(m)
#define case_acquire(s) csp_case_acquire(s)
#define case_event(e) csp_case_event(e)
#define case_waitgroup(g) csp_case_waitgroup(g)
#define case_join(t) csp_case_join(t)
#define promise(T) csp_promise(T)
#define auto_promise(T) csp_auto_promise(T)
#define promise_make(T) csp_promise_make(T)
#define promise_put(p, ...) csp_promise_put(p, __VA_ARGS__)
#define promise_close(p) csp_promise_close(p)
#define chan_send_cb(c, v, f, arg) csp_chan_send_cb(c, v, f, arg)
#endif
