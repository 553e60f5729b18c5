// RUN: %cspcc -fcsp-io --emit=c %s | %FileCheck %s
// Under -fcsp-io a function that waits calls libcsplib's coroutine, one that
// cannot be a coroutine the plain function beside it, and what never waits stays.
#include <pthread.h>
#include <stdarg.h>
#include <unistd.h>

// CHECK: with -fcsp-io
// CHECK: #pragma redefine_extname pthread_mutex_lock csp_plain_pthread_mutex_lock
// CHECK: #pragma redefine_extname pthread_mutex_unlock csp_posix_pthread_mutex_unlock
void plain(pthread_mutex_t *lock, ...)
{
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
}

// CHECK: extern const struct csp_descriptor csp_posix_usleep__co;
// CHECK: static int waits__step(
// CHECK: csp_rt_frame_alloc(csp_worker, &csp_posix_usleep__co, &f->csp);
// CHECK: csp_rt_frame_alloc(csp_worker, &csp_posix_pthread_mutex_lock__co, &f->csp);
// CHECK: {{^ *}}pthread_mutex_unlock(lock);
void waits(pthread_mutex_t *lock)
{
    usleep(1);
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
}

// CHECK: calls__step(
// CHECK: csp_rt_find_shaped((void (*)(void))
void calls(int (*f)(int))
{
    f(1);
}

// CHECK-NOT: quick__step
int quick(int a)
{
    return a + 1;
}

static unsigned sleep_of_ours(unsigned n)
{
    return n;
}

// CHECK-NOT: ours__step
unsigned ours(void)
{
    return sleep_of_ours(1);
}
