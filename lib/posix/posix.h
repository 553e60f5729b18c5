// SPDX-License-Identifier: MIT
// posix.h: what stands in for the system's functions in C that was written for
// threads and is compiled with -fcsp-io; tool/sense/posix.c has the list. Each
// does what POSIX says of its namesake, for the task or thread that calls it.
//
// csp_posix_NAME is a coroutine, where a coroutine calls NAME. Where plain C
// calls it csp_plain_NAME does the same to what both know, such as a mutex: a
// thread waits as ever, and so does a task, on its thread (plain.c).
#ifndef CSP_LIB_POSIX_H
#define CSP_LIB_POSIX_H

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <time.h>

#include <csp_abi.h> // its parameters have names that csp.h takes
#include <csp_sync.h>

// What the program's variable stands for: made by `make` when somebody first
// uses it, for it may never have been initialised but with zeros, and kept in
// its first word. NULL: out of memory.
static inline void *
posix_object(void *variable, void *(*make)(const void *variable))
{
    void **place = variable, *made, *old = NULL;
    void *there = __atomic_load_n(place, __ATOMIC_ACQUIRE);
    if (there) return there;
    made = make(variable);
    if (!made ||
        __atomic_compare_exchange_n(place, &old, made, false, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE))
        return made;
    free(made);
    return old;
}

// The time of csp_now() at which a clock of the system's shows `end`.
static inline int64_t posix_when(clockid_t clock, const struct timespec *end)
{
    struct timespec now;
    clock_gettime(clock, &now);
    int64_t seconds = end->tv_sec - now.tv_sec;
    if (seconds > INT64_MAX / CSP_S / 2) return INT64_MAX;
    return csp_now() + seconds * CSP_S + end->tv_nsec - now.tv_nsec;
}

static inline bool posix_is_time(const struct timespec *time)
{
    return time->tv_nsec >= 0 && time->tv_nsec < CSP_S;
}

// In a function that is no coroutine: the value of `call`, in which the caller
// waits as a thread. It is none of the caller's task, then.
#define posix_as_thread(call)                                                  \
    __extension__({                                                            \
        int csp_lent = csp_rt_lend();                                          \
        __typeof__(call) csp_value = (call);                                   \
        if (csp_lent) csp_rt_take_back();                                      \
        csp_value;                                                             \
    })

// once.c. 1: the caller is to run the function, and to say so then; 0: it has
// been run; -1: somebody else does.
int posix_once_try(pthread_once_t *once);
void posix_once_ran(pthread_once_t *once);

// thread.c. What an operation gives that has failed because of a scope's end:
// `result`, unless pthread_cancel has ended it; then the task leaves all of its
// functions.
csp_coroutine ssize_t posix_failed(ssize_t result);

// pool.c.
csp_coroutine pid_t csp_posix_wait4(pid_t pid, int *status, int options,
                                    struct rusage *usage);

// stdio.c. Bytes in the buffer of a file that is read.
size_t posix_ahead(FILE *file);

// descriptor.c. After EAGAIN of a descriptor: true, try again; false, errno is
// what the program gets. `flags`: with MSG_DONTWAIT it does not wait.
csp_coroutine bool posix_wait_for(int fd, int direction, int flags);

#endif
