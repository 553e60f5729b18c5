// RUN: %program %s
// REQUIRES: proc
// Who waits in a function that comes with the language is reported, and asked
// for by csp_state, at the program's own call of that.
// EXIT: 2
// ERR: all coroutines are asleep
#include <csp.h>
#include <csp_sync.h>
#include <string.h>
// UNSUPPORTED: stress

static csp_rwlock lock = CSP_RWLOCK_INIT;
static csp_barrier barrier = CSP_BARRIER_INIT(3);
static csp_cond cond = CSP_COND_INIT;
static csp_mutex mutex = CSP_MUTEX_INIT;

static void read_it(void)
{
    csp_rwlock_rdlock(&lock); // ERR-RE: read_it at .*:@LINE: in csp_rwlock_rdlock \(
}

static void await(void)
{
    csp_mutex_lock(&mutex);
    csp_cond_wait(&cond, &mutex); // ERR-RE: await at .*:@LINE: in csp_cond_wait x 2$
}

static int meet(void)
{
    csp_barrier_wait(&barrier); // ERR-RE: meet at .*:@LINE: in csp_barrier_wait \(
    return 0;
}

int main(void)
{
    csp_rwlock_wrlock(&lock);
    go read_it();
    go await();
    go await();
    task(int) t = spawn(meet());
    for (int i = 0; i < 3; i++)
        yield();
    while (csp_state(t).is != CSP_IS_BLOCKED)
        yield();
    if (strcmp(csp_state(t).function, "meet") == 0)
        join(t); // ERR-RE: main at .*:@LINE: join t
}
