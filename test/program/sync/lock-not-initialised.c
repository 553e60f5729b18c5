// RUN: %program %s
// A lock without its constant, as it is easily forgotten where pthreads have
// zeros, stops the program where it is locked.
// EXIT: 2
// ERR: lock-not-initialised.c:@LINE+11: a lock without its constant (CSP_MUTEX_INIT or the like) (csp_mutex_lock(&zero.lock))
#include <csp_sync.h>
#include <stdlib.h>

static struct {
    int n;
    csp_mutex lock;
} zero;

static void take(void)
{
    csp_mutex_lock(&zero.lock);
    zero.n++;
}

int main(void)
{
    task(void) t = spawn(take());
    join(t);
    return zero.n;
}
