// SPDX-License-Identifier: MIT
// lock.c: the locks of POSIX by those of csp_sync.h. The program's variable
// leads to one of these, made when it is first used (posix_object).
//
// Locking is no cancellation point, so a scope that has ended does not keep
// anybody from it; waiting for a condition is one.
#include "lock.h"
#include <errno.h>

// -- a mutex -----------------------------------------------------------------

static struct mutex *make_mutex_of(int kind)
{
    struct mutex *mutex = calloc(1, sizeof *mutex);
    if (mutex) *mutex = (struct mutex){.lock = CSP_MUTEX_INIT, .kind = kind};
    return mutex;
}

// glibc has initialisers for other kinds, too.
static void *make_mutex(const void *variable)
{
#ifdef __GLIBC__
    return make_mutex_of(((const pthread_mutex_t *)variable)->__data.__kind);
#else
    (void)variable;
    return make_mutex_of(PTHREAD_MUTEX_NORMAL);
#endif
}

struct mutex *lock_mutex_of(pthread_mutex_t *variable)
{
    return posix_object(variable, make_mutex);
}

static bool knows_owner(const struct mutex *mutex)
{
    return mutex->kind == PTHREAD_MUTEX_RECURSIVE ||
           mutex->kind == PTHREAD_MUTEX_ERRORCHECK;
}

// Who knows its owner and is locked by the caller: -1 if it is not.
static int lock_again(struct mutex *mutex)
{
    if (!knows_owner(mutex) ||
        __atomic_load_n(&mutex->owner, __ATOMIC_RELAXED) != csp_rt_self())
        return -1;
    if (mutex->kind == PTHREAD_MUTEX_ERRORCHECK) return EDEADLK;
    mutex->depth++;
    return 0;
}

void lock_taken(struct mutex *mutex)
{
    if (knows_owner(mutex))
        __atomic_store_n(&mutex->owner, csp_rt_self(), __ATOMIC_RELAXED);
}

// At once: -1 if it would have to wait.
int lock_mutex_now(struct mutex *mutex)
{
    if (!mutex) return ENOMEM;
    int again = lock_again(mutex);
    if (again >= 0) return again;
    if (!csp_mutex_trylock(&mutex->lock)) return -1;
    lock_taken(mutex);
    return 0;
}

csp_coroutine int csp_posix_pthread_mutex_lock(pthread_mutex_t *variable)
{
    struct mutex *mutex = lock_mutex_of(variable);
    int result = lock_mutex_now(mutex);
    if (result >= 0) return result;
    shield() csp_mutex_lock(&mutex->lock);
    lock_taken(mutex);
    return 0;
}

csp_coroutine int csp_posix_pthread_mutex_timedlock(pthread_mutex_t *variable,
                                                    const struct timespec *end)
{
    struct mutex *mutex = lock_mutex_of(variable);
    int result = lock_mutex_now(mutex);
    if (result >= 0) return result;
    if (!posix_is_time(end)) return EINVAL;
    bool locked = false;
    shield() until(posix_when(CLOCK_REALTIME, end)) locked =
        csp_mutex_lock(&mutex->lock);
    if (!locked) return ETIMEDOUT;
    lock_taken(mutex);
    return 0;
}

int csp_posix_pthread_mutex_trylock(pthread_mutex_t *variable)
{
    struct mutex *mutex = lock_mutex_of(variable);
    int result = lock_mutex_now(mutex);
    return result < 0 || result == EDEADLK ? EBUSY : result;
}

int csp_posix_pthread_mutex_unlock(pthread_mutex_t *variable)
{
    struct mutex *mutex = lock_mutex_of(variable);
    if (!mutex) return ENOMEM;
    if (knows_owner(mutex)) {
        if (mutex->owner != csp_rt_self()) return EPERM;
        if (mutex->depth) {
            mutex->depth--;
            return 0;
        }
        __atomic_store_n(&mutex->owner, NULL, __ATOMIC_RELAXED);
    }
    csp_mutex_unlock(&mutex->lock);
    return 0;
}

int csp_posix_pthread_mutex_init(pthread_mutex_t *variable,
                                 const pthread_mutexattr_t *attr)
{
    int kind = PTHREAD_MUTEX_DEFAULT;
    if (attr) pthread_mutexattr_gettype(attr, &kind);
    *(void **)variable = make_mutex_of(kind);
    return *(void **)variable ? 0 : ENOMEM;
}

// Of all of them: what the variable leads to. It is as if set to zeros.
static int destroy(void *variable)
{
    void **place = variable;
    free(*place);
    *place = NULL;
    return 0;
}

int csp_posix_pthread_mutex_destroy(pthread_mutex_t *variable)
{
    struct mutex *mutex = *(void **)variable;
    if (mutex && !csp_mutex_trylock(&mutex->lock)) return EBUSY;
    return destroy(variable);
}

// -- a condition -------------------------------------------------------------

struct cond {
    csp_cond cond;
    clockid_t clock;
};

static struct cond *make_cond_of(clockid_t clock)
{
    struct cond *cond = calloc(1, sizeof *cond);
    if (cond) *cond = (struct cond){.cond = CSP_COND_INIT, .clock = clock};
    return cond;
}

static void *make_cond(const void *variable)
{
    (void)variable;
    return make_cond_of(CLOCK_REALTIME);
}

static struct cond *cond_of(pthread_cond_t *variable)
{
    return posix_object(variable, make_cond);
}

// The mutex is given back and taken again, however often it is locked.
static csp_coroutine int
wait_until(struct cond *cond, struct mutex *mutex, int64_t end)
{
    unsigned depth = mutex->depth;
    bool called = false;
    mutex->depth = 0;
    __atomic_store_n(&mutex->owner, NULL, __ATOMIC_RELAXED);
    until(end) called = csp_cond_wait(&cond->cond, &mutex->lock);
    int why = called ? 0 : csp_why();
    lock_taken(mutex);
    mutex->depth = depth;
    if (called) return 0;
    return why == CSP_ETIMEDOUT && csp_now() >= end ? ETIMEDOUT : ECANCELED;
}

csp_coroutine int
csp_posix_pthread_cond_wait(pthread_cond_t *variable, pthread_mutex_t *lock)
{
    struct cond *cond = cond_of(variable);
    struct mutex *mutex = lock_mutex_of(lock);
    if (!cond || !mutex) return ENOMEM;
    int result = wait_until(cond, mutex, INT64_MAX);
    return result ? (int)posix_failed(0) : 0; // a wake-up for nothing
}

static csp_coroutine int wait_by_clock(pthread_cond_t *variable,
                                       pthread_mutex_t *lock, clockid_t clock,
                                       const struct timespec *end)
{
    struct cond *cond = cond_of(variable);
    struct mutex *mutex = lock_mutex_of(lock);
    if (!cond || !mutex) return ENOMEM;
    if (!posix_is_time(end)) return EINVAL;
    if (clock < 0) clock = cond->clock;
    int result = wait_until(cond, mutex, posix_when(clock, end));
    return result == ECANCELED ? (int)posix_failed(0) : result;
}

csp_coroutine int csp_posix_pthread_cond_timedwait(pthread_cond_t *variable,
                                                   pthread_mutex_t *lock,
                                                   const struct timespec *end)
{
    return wait_by_clock(variable, lock, -1, end);
}

csp_coroutine int csp_posix_pthread_cond_clockwait(pthread_cond_t *variable,
                                                   pthread_mutex_t *lock,
                                                   clockid_t clock,
                                                   const struct timespec *end)
{
    return wait_by_clock(variable, lock, clock, end);
}

int csp_posix_pthread_cond_signal(pthread_cond_t *variable)
{
    struct cond *cond = cond_of(variable);
    if (!cond) return ENOMEM;
    csp_cond_signal(&cond->cond);
    return 0;
}

int csp_posix_pthread_cond_broadcast(pthread_cond_t *variable)
{
    struct cond *cond = cond_of(variable);
    if (!cond) return ENOMEM;
    csp_cond_broadcast(&cond->cond);
    return 0;
}

int csp_posix_pthread_cond_init(pthread_cond_t *variable,
                                const pthread_condattr_t *attr)
{
    clockid_t clock = CLOCK_REALTIME;
    if (attr) pthread_condattr_getclock(attr, &clock);
    *(void **)variable = make_cond_of(clock);
    return *(void **)variable ? 0 : ENOMEM;
}

int csp_posix_pthread_cond_destroy(pthread_cond_t *variable)
{
    return destroy(variable);
}

// -- readers and writers -----------------------------------------------------

static void *make_rwlock(const void *variable)
{
    (void)variable;
    csp_rwlock *lock = calloc(1, sizeof *lock);
    if (lock) *lock = (csp_rwlock)CSP_RWLOCK_INIT;
    return lock;
}

csp_rwlock *lock_rwlock_of(pthread_rwlock_t *variable)
{
    return posix_object(variable, make_rwlock);
}

csp_coroutine int csp_posix_pthread_rwlock_rdlock(pthread_rwlock_t *variable)
{
    csp_rwlock *lock = lock_rwlock_of(variable);
    if (!lock) return ENOMEM;
    shield() csp_rwlock_rdlock(lock);
    return 0;
}

csp_coroutine int csp_posix_pthread_rwlock_wrlock(pthread_rwlock_t *variable)
{
    csp_rwlock *lock = lock_rwlock_of(variable);
    if (!lock) return ENOMEM;
    shield() csp_rwlock_wrlock(lock);
    return 0;
}

int csp_posix_pthread_rwlock_tryrdlock(pthread_rwlock_t *variable)
{
    csp_rwlock *lock = lock_rwlock_of(variable);
    if (!lock) return ENOMEM;
    return csp_rwlock_tryrdlock(lock) ? 0 : EBUSY;
}

int csp_posix_pthread_rwlock_trywrlock(pthread_rwlock_t *variable)
{
    csp_rwlock *lock = lock_rwlock_of(variable);
    if (!lock) return ENOMEM;
    return csp_rwlock_trywrlock(lock) ? 0 : EBUSY;
}

int csp_posix_pthread_rwlock_unlock(pthread_rwlock_t *variable)
{
    csp_rwlock *lock = lock_rwlock_of(variable);
    if (!lock) return ENOMEM;
    csp_rwlock_unlock(lock);
    return 0;
}

int csp_posix_pthread_rwlock_init(pthread_rwlock_t *variable,
                                  const pthread_rwlockattr_t *attr)
{
    (void)attr;
    *(void **)variable = make_rwlock(NULL);
    return *(void **)variable ? 0 : ENOMEM;
}

int csp_posix_pthread_rwlock_destroy(pthread_rwlock_t *variable)
{
    return destroy(variable);
}

// -- a barrier ---------------------------------------------------------------

struct barrier {
    csp_barrier barrier;
    unsigned parties, arrived;
};

int csp_posix_pthread_barrier_init(pthread_barrier_t *variable,
                                   const pthread_barrierattr_t *attr,
                                   unsigned parties)
{
    (void)attr;
    if (!parties) return EINVAL;
    struct barrier *made = calloc(1, sizeof *made);
    if (made) {
        made->barrier = (csp_barrier)CSP_BARRIER_INIT(parties);
        made->parties = parties;
    }
    *(void **)variable = made;
    return made ? 0 : ENOMEM;
}

int csp_posix_pthread_barrier_destroy(pthread_barrier_t *variable)
{
    return destroy(variable);
}

csp_coroutine int csp_posix_pthread_barrier_wait(pthread_barrier_t *variable)
{
    struct barrier *it = *(struct barrier **)variable;
    unsigned before = __atomic_fetch_add(&it->arrived, 1, __ATOMIC_RELAXED);
    bool last = (before + 1) % it->parties == 0;
    shield() csp_barrier_wait(&it->barrier);
    return last ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}
