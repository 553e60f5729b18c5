// SPDX-License-Identifier: MIT
// lock.h: what the locks of a program stand for, for lock.c and plain.c.
#ifndef CSP_LIB_LOCK_H
#define CSP_LIB_LOCK_H

#include "posix.h"

struct mutex {
    csp_mutex lock;
    int kind;
    const void *owner; // of a kind that asks for it: csp_rt_self()
    unsigned depth;    // locked by its owner so many times more
};

// Each NULL when memory is out.
struct mutex *lock_mutex_of(pthread_mutex_t *variable);
csp_rwlock *lock_rwlock_of(pthread_rwlock_t *variable);

// Locks it for the caller without waiting: 0, an error, or -1: it is locked.
int lock_mutex_now(struct mutex *mutex);
// The caller has locked it.
void lock_taken(struct mutex *mutex);

#endif
