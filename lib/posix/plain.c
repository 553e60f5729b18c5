// SPDX-License-Identifier: MIT
// plain.c: what plain C gets that waits for a lock, a condition or a thread. On
// a thread it waits in the coroutine's plain entry. On a worker nothing can
// suspend, for the functions that have called are no coroutines: it asks again
// and again, and holds that worker up; the others go on.
#include <errno.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#include "lock.h"
#include "thread.h"
#include "../line.h"

// The plain entries of coroutines, and what lock.c and thread.c have for all.
int csp_posix_pthread_mutex_lock(pthread_mutex_t *);
int csp_posix_pthread_mutex_timedlock(pthread_mutex_t *,
                                      const struct timespec *);
int csp_posix_pthread_rwlock_rdlock(pthread_rwlock_t *);
int csp_posix_pthread_rwlock_wrlock(pthread_rwlock_t *);
int csp_posix_pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int csp_posix_pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *,
                                     clockid_t, const struct timespec *);
int csp_posix_pthread_barrier_wait(pthread_barrier_t *);
int csp_posix_sem_wait(sem_t *);
int csp_posix_sem_timedwait(sem_t *, const struct timespec *);
int csp_posix_sem_trywait(sem_t *);
int csp_posix_pthread_join(pthread_t, void **result);
int csp_posix_pthread_tryjoin_np(pthread_t, void **result);

void posix_ask_again(struct posix_patience *patience)
{
    enum { YIELDS = 100, PAUSE_US = 100, ROUNDS_OF_A_SECOND = 10000 };
    static int said;
    if (patience->rounds++ < YIELDS)
        sched_yield();
    else
        usleep(PAUSE_US);
    if (patience->rounds == ROUNDS_OF_A_SECOND &&
        !__atomic_exchange_n(&said, 1, __ATOMIC_RELAXED))
        fprintf(stderr,
                "csp: %s, called by a function that is no coroutine, holds up "
                "a worker\n",
                patience->what);
}

// -- locks -------------------------------------------------------------------

static int lock_held(struct mutex *mutex)
{
    struct posix_patience patience = {"pthread_mutex_lock", 0};
    int result;
    while ((result = lock_mutex_now(mutex)) < 0)
        posix_ask_again(&patience);
    return result;
}

int csp_plain_pthread_mutex_lock(pthread_mutex_t *variable)
{
    if (!csp_rt_is_task()) return csp_posix_pthread_mutex_lock(variable);
    return lock_held(lock_mutex_of(variable));
}

int csp_plain_pthread_mutex_timedlock(pthread_mutex_t *variable,
                                      const struct timespec *end)
{
    struct posix_patience patience = {"pthread_mutex_timedlock", 0};
    if (!csp_rt_is_task())
        return csp_posix_pthread_mutex_timedlock(variable, end);
    int result;
    while ((result = lock_mutex_now(lock_mutex_of(variable))) < 0) {
        if (!posix_is_time(end)) return EINVAL;
        if (posix_when(CLOCK_REALTIME, end) <= csp_now()) return ETIMEDOUT;
        posix_ask_again(&patience);
    }
    return result;
}

int csp_plain_pthread_rwlock_rdlock(pthread_rwlock_t *variable)
{
    struct posix_patience patience = {"pthread_rwlock_rdlock", 0};
    if (!csp_rt_is_task()) return csp_posix_pthread_rwlock_rdlock(variable);
    csp_rwlock *lock = lock_rwlock_of(variable);
    while (lock && !csp_rwlock_tryrdlock(lock))
        posix_ask_again(&patience);
    return lock ? 0 : ENOMEM;
}

int csp_plain_pthread_rwlock_wrlock(pthread_rwlock_t *variable)
{
    struct posix_patience patience = {"pthread_rwlock_wrlock", 0};
    if (!csp_rt_is_task()) return csp_posix_pthread_rwlock_wrlock(variable);
    csp_rwlock *lock = lock_rwlock_of(variable);
    while (lock && !csp_rwlock_trywrlock(lock))
        posix_ask_again(&patience);
    return lock ? 0 : ENOMEM;
}

int csp_plain_sem_timedwait(sem_t *variable, const struct timespec *end)
{
    struct posix_patience patience = {"sem_timedwait", 0};
    if (!csp_rt_is_task()) return csp_posix_sem_timedwait(variable, end);
    while (csp_posix_sem_trywait(variable)) {
        if (errno != EAGAIN) return -1;
        errno = posix_is_time(end) ? ETIMEDOUT : EINVAL;
        bool late = posix_when(CLOCK_REALTIME, end) <= csp_now();
        if (errno == EINVAL || late) return -1;
        posix_ask_again(&patience);
    }
    return 0;
}

int csp_plain_sem_wait(sem_t *variable)
{
    struct posix_patience patience = {"sem_wait", 0};
    if (!csp_rt_is_task()) return csp_posix_sem_wait(variable);
    while (csp_posix_sem_trywait(variable)) {
        if (errno != EAGAIN) return -1;
        posix_ask_again(&patience);
    }
    return 0;
}

int csp_plain_pthread_barrier_wait(pthread_barrier_t *variable)
{
    if (csp_rt_is_task())
        csp__stop(NULL, 0,
                  "pthread_barrier_wait by a task, in a function that is no "
                  "coroutine",
                  variable);
    return csp_posix_pthread_barrier_wait(variable);
}

// -- conditions --------------------------------------------------------------

// As csp_cond_wait does it, up to the waiting. False: not called by then.
static bool wait_called(csp_cond *cond, csp_mutex *mutex, int64_t end)
{
    struct posix_patience patience = {"pthread_cond_wait", 0};
    struct csp__place self = {.called = CSP_EVENT_INIT};
    line_lock(&cond->csp_line);
    line_add(&cond->csp_line, &self);
    line_unlock(&cond->csp_line);
    csp_mutex_unlock(mutex);
    while (!csp_event_is_set(&self.called)) {
        if (csp_now() < end) {
            posix_ask_again(&patience);
            continue;
        }
        line_lock(&cond->csp_line);
        bool is_out = self.is_out;
        if (!is_out) line_remove(&cond->csp_line, &self);
        line_unlock(&cond->csp_line);
        if (!is_out) return false;
        end = INT64_MAX;
    }
    return true;
}

static int
cond_held(pthread_cond_t *variable, pthread_mutex_t *lock, int64_t end)
{
    struct cond *cond = lock_cond_of(variable);
    struct mutex *mutex = lock_mutex_of(lock);
    if (!cond || !mutex) return ENOMEM;
    unsigned depth = mutex->depth;
    mutex->depth = 0;
    mutex->owner = NULL;
    bool called = wait_called(&cond->cond, &mutex->lock, end);
    lock_held(mutex);
    mutex->depth = depth;
    return called ? 0 : ETIMEDOUT;
}

int csp_plain_pthread_cond_wait(pthread_cond_t *variable, pthread_mutex_t *lock)
{
    if (!csp_rt_is_task()) return csp_posix_pthread_cond_wait(variable, lock);
    return cond_held(variable, lock, INT64_MAX);
}

int csp_plain_pthread_cond_clockwait(pthread_cond_t *variable,
                                     pthread_mutex_t *lock, clockid_t clock,
                                     const struct timespec *end)
{
    if (!csp_rt_is_task())
        return csp_posix_pthread_cond_clockwait(variable, lock, clock, end);
    if (!posix_is_time(end)) return EINVAL;
    return cond_held(variable, lock, posix_when(clock, end));
}

int csp_plain_pthread_cond_timedwait(pthread_cond_t *variable,
                                     pthread_mutex_t *lock,
                                     const struct timespec *end)
{
    struct cond *cond = lock_cond_of(variable);
    if (!cond) return ENOMEM;
    return csp_plain_pthread_cond_clockwait(variable, lock, cond->clock, end);
}

// -- threads -----------------------------------------------------------------

int csp_plain_pthread_join(pthread_t handle, void **result)
{
    struct posix_patience patience = {"pthread_join", 0};
    struct thread *thread = (struct thread *)handle;
    if (!csp_rt_is_task()) return csp_posix_pthread_join(handle, result);
    if (!thread->joinable) return EINVAL;
    if (thread == thread_self()) return EDEADLK;
    int error;
    while ((error = csp_posix_pthread_tryjoin_np(handle, result)) == EBUSY)
        posix_ask_again(&patience);
    return error;
}
