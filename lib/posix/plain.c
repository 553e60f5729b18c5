// SPDX-License-Identifier: MIT
// plain.c: what plain C gets that waits for a lock, a condition or a thread: a
// coroutine's plain entry, by a thread or by a task that waits as one does. Who
// holds a lock is the task, whoever took it for the task.
#include <errno.h>
#include <semaphore.h>

#include "lock.h"
#include "thread.h"

// The plain entries of coroutines.
int csp_posix_pthread_mutex_lock(pthread_mutex_t *);
int csp_posix_pthread_mutex_timedlock(pthread_mutex_t *,
                                      const struct timespec *);
int csp_posix_pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int csp_posix_pthread_cond_timedwait(pthread_cond_t *, pthread_mutex_t *,
                                     const struct timespec *);
int csp_posix_pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *,
                                     clockid_t, const struct timespec *);
int csp_posix_pthread_rwlock_rdlock(pthread_rwlock_t *);
int csp_posix_pthread_rwlock_wrlock(pthread_rwlock_t *);
int csp_posix_pthread_barrier_wait(pthread_barrier_t *);
int csp_posix_sem_wait(sem_t *);
int csp_posix_sem_timedwait(sem_t *, const struct timespec *);
int csp_posix_sem_trywait(sem_t *);
int csp_posix_pthread_join(pthread_t, void **result);
int csp_posix_once_over(pthread_once_t *);

// -- a mutex, and conditions -------------------------------------------------

// The mutex is the caller's, not that of who waited for it.
static int own(pthread_mutex_t *variable, int result)
{
    struct mutex *mutex = lock_mutex_of(variable);
    if (mutex) lock_taken(mutex);
    return result;
}

int csp_plain_pthread_mutex_lock(pthread_mutex_t *lock)
{
    int result = lock_mutex_now(lock_mutex_of(lock));
    if (result >= 0) return result;
    result = posix_as_thread(csp_posix_pthread_mutex_lock(lock));
    return result ? result : own(lock, 0);
}

int csp_plain_pthread_mutex_timedlock(pthread_mutex_t *lock,
                                      const struct timespec *end)
{
    int result = lock_mutex_now(lock_mutex_of(lock));
    if (result >= 0) return result;
    result = posix_as_thread(csp_posix_pthread_mutex_timedlock(lock, end));
    return result ? result : own(lock, 0);
}

int csp_plain_pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock)
{
    return own(lock, posix_as_thread(csp_posix_pthread_cond_wait(cond, lock)));
}

int csp_plain_pthread_cond_timedwait(pthread_cond_t *cond,
                                     pthread_mutex_t *lock,
                                     const struct timespec *end)
{
    return own(lock, posix_as_thread(
                         csp_posix_pthread_cond_timedwait(cond, lock, end)));
}

int csp_plain_pthread_cond_clockwait(pthread_cond_t *cond,
                                     pthread_mutex_t *lock, clockid_t clock,
                                     const struct timespec *end)
{
    return own(lock, posix_as_thread(csp_posix_pthread_cond_clockwait(
                         cond, lock, clock, end)));
}

// -- what nobody owns --------------------------------------------------------

int csp_plain_pthread_rwlock_rdlock(pthread_rwlock_t *variable)
{
    csp_rwlock *lock = lock_rwlock_of(variable);
    if (lock && csp_rwlock_tryrdlock(lock)) return 0;
    return posix_as_thread(csp_posix_pthread_rwlock_rdlock(variable));
}

int csp_plain_pthread_rwlock_wrlock(pthread_rwlock_t *variable)
{
    csp_rwlock *lock = lock_rwlock_of(variable);
    if (lock && csp_rwlock_trywrlock(lock)) return 0;
    return posix_as_thread(csp_posix_pthread_rwlock_wrlock(variable));
}

// Without waiting; errno stays if there is no need to.
static bool take(sem_t *semaphore)
{
    int kept = errno;
    if (csp_posix_sem_trywait(semaphore) == 0) return true;
    errno = kept;
    return false;
}

int csp_plain_sem_wait(sem_t *semaphore)
{
    if (take(semaphore)) return 0;
    return posix_as_thread(csp_posix_sem_wait(semaphore));
}

int csp_plain_sem_timedwait(sem_t *semaphore, const struct timespec *end)
{
    if (take(semaphore)) return 0;
    return posix_as_thread(csp_posix_sem_timedwait(semaphore, end));
}

int csp_plain_pthread_barrier_wait(pthread_barrier_t *barrier)
{
    return posix_as_thread(csp_posix_pthread_barrier_wait(barrier));
}

// -- threads -----------------------------------------------------------------

int csp_plain_pthread_join(pthread_t handle, void **result)
{
    if (thread_is_self((struct thread *)handle)) return EDEADLK;
    return posix_as_thread(csp_posix_pthread_join(handle, result));
}

int csp_plain_pthread_once(pthread_once_t *once, void (*f)(void))
{
    int state;
    while ((state = posix_once_try(once)) < 0)
        posix_as_thread(csp_posix_once_over(once));
    if (!state) return 0;
    f();
    posix_once_ran(once);
    return 0;
}
