// SPDX-License-Identifier: MIT
// semaphore.c: sem_init and its kin. A semaphore that has a name, or that
// processes share, stays the system's: who waits for it does so on a thread of
// the pool.
#include <errno.h>
#include <limits.h>
#include <semaphore.h>

#include "posix.h"

// What we make of a sem_t; the system's never has these two words.
struct semaphore {
    csp_semaphore *ours;
    uintptr_t check; // ~ours
};
_Static_assert(sizeof(struct semaphore) <= sizeof(sem_t), "it does not fit");

static csp_semaphore *ours(sem_t *variable)
{
    const struct semaphore *it = (const struct semaphore *)variable;
    return it->check == ~(uintptr_t)it->ours ? it->ours : NULL;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

int csp_posix_sem_init(sem_t *variable, int shared, unsigned value)
{
    if (shared) return sem_init(variable, shared, value);
    if (value > INT_MAX) return fail(EINVAL);
    csp_semaphore *made = calloc(1, sizeof *made);
    if (!made) return fail(ENOSPC);
    *made = (csp_semaphore)CSP_SEMAPHORE_INIT(value);
    *(struct semaphore *)variable = (struct semaphore){made, ~(uintptr_t)made};
    return 0;
}

int csp_posix_sem_destroy(sem_t *variable)
{
    csp_semaphore *it = ours(variable);
    if (!it) return sem_destroy(variable);
    free(it);
    *(struct semaphore *)variable = (struct semaphore){0};
    return 0;
}

csp_coroutine int csp_posix_sem_wait(sem_t *variable)
{
    csp_semaphore *it = ours(variable);
    int result = 0, error = 0;
    if (!it) {
        blocking
        result = sem_wait(variable);
        return result;
    }
    if (csp_semaphore_acquire(it)) return 0;
    error = (int)posix_failed(EINTR);
    return fail(error);
}

csp_coroutine int
csp_posix_sem_timedwait(sem_t *variable, const struct timespec *end)
{
    csp_semaphore *it = ours(variable);
    int result = 0;
    bool taken = false;
    if (!it) {
        blocking
        result = sem_timedwait(variable, end);
        return result;
    }
    if (csp_semaphore_try(it)) return 0;
    if (!posix_is_time(end)) return fail(EINVAL);
    int64_t when = posix_when(CLOCK_REALTIME, end);
    until(when) taken = csp_semaphore_acquire(it);
    if (taken) return 0;
    if (csp_now() >= when) return fail(ETIMEDOUT);
    posix_failed(0);
    return fail(EINTR);
}

int csp_posix_sem_trywait(sem_t *variable)
{
    csp_semaphore *it = ours(variable);
    if (!it) return sem_trywait(variable);
    return csp_semaphore_try(it) ? 0 : fail(EAGAIN);
}

int csp_posix_sem_post(sem_t *variable)
{
    csp_semaphore *it = ours(variable);
    if (!it) return sem_post(variable);
    csp_semaphore_release(it);
    return 0;
}

int csp_posix_sem_getvalue(sem_t *variable, int *value)
{
    csp_semaphore *it = ours(variable);
    if (!it) return sem_getvalue(variable, value);
    size_t count = __atomic_load_n(&it->csp_gate.csp_count, __ATOMIC_RELAXED);
    *value = (int)count;
    return 0;
}
