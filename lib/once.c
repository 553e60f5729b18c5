// SPDX-License-Identifier: MIT
// once.c: csp_once. Owns nothing. Who comes first holds the mutex while the
// function runs, so the others wait for it; afterwards one load is all.
#include "edge.h"

// The mutex of a once, where the function unwinds too.
static void give_back(csp_mutex **held)
{
    csp_mutex_unlock(*held);
}

csp_operation bool csp_once_do(csp_once *once, csp_coroutine void (*f)(void))
{
    if (__atomic_load_n(&once->csp_done, __ATOMIC_ACQUIRE)) {
        edge_acquire(once);
        return csp_cancel_point();
    }
    if (!csp_mutex_lock(&once->csp_mutex)) return false;
    csp_mutex *held __attribute__((cleanup(give_back))) = &once->csp_mutex;
    if (!once->csp_done) {
        f(); // may unwind: then it has not been done
        edge_release(once);
        __atomic_store_n(&once->csp_done, true, __ATOMIC_RELEASE);
    }
    return true;
}
