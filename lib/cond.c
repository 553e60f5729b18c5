// SPDX-License-Identifier: MIT
// cond.c: csp_cond. Owns nothing. Who waits stands in the line before it gives
// the mutex back, so no signal that comes afterwards is lost, and one that
// comes is for those who stand there, not for who comes later.
#include "line.h"
#undef csp_cond_wait

csp_mutex *csp__cond_mutex(csp_mutex *mutex, const char *file, int line)
{
    if (csp__gate_is_open(&mutex->csp_gate))
        csp__stop(file, line, "csp_cond_wait with a mutex that is not locked",
                  mutex);
    return mutex;
}

csp_operation bool csp_cond_wait(csp_cond *cond, csp_mutex *mutex)
{
    struct csp__place self = {.called = CSP_EVENT_INIT};
    if (!csp_cancel_point()) return false;
    line_lock(&cond->csp_line);
    line_add(&cond->csp_line, &self);
    line_unlock(&cond->csp_line);
    csp_mutex_unlock(mutex);
    bool called = line_wait(&cond->csp_line, &self);
    if (!called) line_unlock(&cond->csp_line);
    // As the caller has it, who will give it back, unwinding or not.
    shield() csp_mutex_lock(mutex);
    return called;
}

void csp_cond_signal(csp_cond *cond)
{
    struct csp__place *list = NULL;
    line_lock(&cond->csp_line);
    if (cond->csp_line.csp_first) line_take(&cond->csp_line, &list);
    line_unlock(&cond->csp_line);
    line_call(list);
}

void csp_cond_broadcast(csp_cond *cond)
{
    struct csp__place *list = NULL, **end = &list;
    line_lock(&cond->csp_line);
    while (cond->csp_line.csp_first)
        end = line_take(&cond->csp_line, end);
    line_unlock(&cond->csp_line);
    line_call(list);
}
