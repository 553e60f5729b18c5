// SPDX-License-Identifier: MIT
// rwlock.c: csp_rwlock. Owns nothing. Invariant, whenever the lock of the line
// is free: the first in the line could not have the lock now.
#include "line.h"

enum { WRITER = -1 }; // in csp_holders, else the number of readers

static bool is_free_for(const csp_rwlock *lock, bool writer)
{
    return writer ? lock->csp_holders == 0 : lock->csp_holders != WRITER;
}

// Only a writer's is told of.
static uint32_t number_of_self(bool writer)
{
    return writer ? csp__holder_number() : CSP__HOLDER_UNKNOWN;
}

// number: of who will, by number_of_self.
static void hold(csp_rwlock *lock, bool writer, uint32_t number)
{
    if (!writer) {
        lock->csp_holders++;
        return;
    }
    lock->csp_holders = WRITER;
    lock->csp_line.csp_holder = number;
}

// What writers have done, for all; what readers have, for writers.
static void *cell_of(csp_rwlock *lock, bool writer)
{
    return (char *)lock + !writer;
}

// The lock is taken.
static bool held(csp_rwlock *lock, bool writer)
{
    edge_acquire(cell_of(lock, true));
    if (writer) edge_acquire(cell_of(lock, false));
    return true;
}

// Gives the lock to the first in the line, and to as many as can share it with
// him; a list for line_call. The lock of the line is held.
static struct csp__place *admit(csp_rwlock *lock)
{
    struct csp__line *line = &lock->csp_line;
    struct csp__place *list = NULL, **end = &list;
    while (line->csp_first && is_free_for(lock, line->csp_first->is_writer)) {
        hold(lock, line->csp_first->is_writer, line->csp_first->number);
        end = line_take(line, end);
    }
    return list;
}

// The lock of the line is held.
static bool try(csp_rwlock *lock, bool writer)
{
    bool can = !lock->csp_line.csp_first && is_free_for(lock, writer);
    if (can) hold(lock, writer, number_of_self(writer));
    return can;
}

static bool lock_once(csp_rwlock *lock, bool writer)
{
    line_lock(&lock->csp_line);
    bool done = try(lock, writer);
    line_unlock(&lock->csp_line);
    return done && held(lock, writer);
}

static bool acquire(csp_rwlock *lock, bool writer)
{
    struct csp__line *line = &lock->csp_line;
    struct csp__place self = {.called = CSP_EVENT_INIT,
                              .is_writer = writer,
                              .number = number_of_self(writer)};
    if (!csp_cancel_point()) return false;
    line_lock(line);
    bool done = try(lock, writer);
    if (!done) line_add(line, &self);
    line_unlock(line);
    if (done || line_wait(line, &self)) return held(lock, writer);
    // Those behind a writer that has gone away.
    struct csp__place *list = admit(lock);
    line_unlock(line);
    line_call(list);
    return false;
}

csp_operation bool csp_rwlock_rdlock(csp_rwlock *lock)
{
    return acquire(lock, false);
}

csp_operation bool csp_rwlock_wrlock(csp_rwlock *lock)
{
    return acquire(lock, true);
}

bool csp_rwlock_tryrdlock(csp_rwlock *lock)
{
    return lock_once(lock, false);
}

bool csp_rwlock_trywrlock(csp_rwlock *lock)
{
    return lock_once(lock, true);
}

void csp__rwlock_unlock(csp_rwlock *lock, const char *file, int at)
{
    line_lock(&lock->csp_line);
    bool locked = lock->csp_holders != 0;
    edge_release(cell_of(lock, lock->csp_holders == WRITER));
    if (lock->csp_holders == WRITER)
        lock->csp_holders = 0;
    else if (locked)
        lock->csp_holders--;
    struct csp__place *list = admit(lock);
    line_unlock(&lock->csp_line);
    if (!locked)
        csp__stop(file, at, "unlock of a csp_rwlock that is not locked", lock);
    line_call(list);
}
