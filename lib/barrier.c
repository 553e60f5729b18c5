// SPDX-License-Identifier: MIT
// barrier.c: csp_barrier. Owns nothing. Invariant, whenever the lock of the
// line is free: fewer wait than there are parties.
#include "line.h"
#undef csp_barrier_wait

csp_barrier *csp__barrier(csp_barrier *barrier, const char *file, int at)
{
    struct csp__line *line = &barrier->csp_line;
    line_lock(line);
    bool none = barrier->csp_parties <= 0;
    line_unlock(line);
    if (none)
        csp__stop(file, at, "csp_barrier_wait at a barrier of no parties",
                  barrier);
    return barrier;
}

// Lets those go who wait, if all are there; a list for line_call. The lock of
// the line is held.
static struct csp__place *open(csp_barrier *barrier, int64_t there)
{
    struct csp__line *line = &barrier->csp_line;
    struct csp__place *list = NULL, **end = &list;
    if (there < barrier->csp_parties) return NULL;
    barrier->csp_waiting = 0;
    while (line->csp_first)
        end = line_take(line, end);
    return list;
}

csp_operation bool csp_barrier_wait(csp_barrier *barrier)
{
    struct csp__line *line = &barrier->csp_line;
    struct csp__place self = {.called = CSP_EVENT_INIT};
    if (!csp_cancel_point()) return false;
    edge_release(barrier);
    line_lock(line);
    bool last = barrier->csp_waiting + 1 >= barrier->csp_parties;
    struct csp__place *list = open(barrier, barrier->csp_waiting + 1);
    if (!last) {
        barrier->csp_waiting++;
        line_add(line, &self);
    }
    line_unlock(line);
    line_call(list);
    if (last || line_wait(line, &self)) {
        edge_acquire(barrier);
        return true;
    }
    barrier->csp_waiting--;
    line_unlock(line);
    return false;
}

void csp_barrier_enrol(csp_barrier *barrier)
{
    line_lock(&barrier->csp_line);
    barrier->csp_parties++;
    line_unlock(&barrier->csp_line);
}

void csp__barrier_retire(csp_barrier *barrier, const char *file, int at)
{
    line_lock(&barrier->csp_line);
    bool enrolled = barrier->csp_parties > 0;
    barrier->csp_parties -= enrolled;
    struct csp__place *list = open(barrier, barrier->csp_waiting);
    line_unlock(&barrier->csp_line);
    if (!enrolled)
        csp__stop(file, at, "csp_barrier_retire: there are no parties",
                  barrier);
    line_call(list);
}
