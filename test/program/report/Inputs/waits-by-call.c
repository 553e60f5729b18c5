#include <csp.h>
#include <csp_sync.h>
#include <stdlib.h>

static csp_mutex mutex = CSP_MUTEX_INIT;
static csp_cond cond = CSP_COND_INIT;
static csp_rwlock lock = CSP_RWLOCK_INIT;
static csp_barrier barrier = CSP_BARRIER_INIT(2);

static void wait_for_signal(void)
{
    csp_mutex_lock(&mutex);
    within (1)
        csp_cond_wait(&cond, &mutex);
    csp_mutex_unlock(&mutex);
}

static void meet(void)
{
    within (1)
        csp_barrier_wait(&barrier);
}

static int depth(int n)
{
    yield();
    if (n == 0) return 0;
    return 1 + depth(n - 1);
}

int main(int argc, char **argv)
{
    int n = argc == 2 ? atoi(argv[1]) : 0;
    if (n == 1) wait_for_signal();
    if (n == 2) meet();
    if (n == 3) csp_rwlock_wrlock(&lock);
    if (n == 4) depth(1);
}
