// RUN: %program %s
// A dump tells how many read what a csp_rwlock guards; or that one writes, and
// under CSP_DUMP=2 who: the task, and where that is, also if the lock was handed
// over.
#include <csp.h>
#include <csp_sync.h>
// UNSUPPORTED: stress
// WORKERS: 1 2
// ENV: CSP_DUMP=2
// ENV: CSP_CLOCK=virtual

static csp_rwlock lock = CSP_RWLOCK_INIT, other = CSP_RWLOCK_INIT;

static void read_it(csp_rwlock *l, int ms)
{
    csp_rwlock_rdlock(l); // ERR-RE: read_it at .*:@LINE: in csp_rwlock_rdlock
    csp_sleep(ms * CSP_MS); // ERR: waits on a csp_rwlock that 2 read
    csp_rwlock_unlock(l);
}

static void write_it(csp_rwlock *l)
{
    csp_rwlock_wrlock(l); // ERR-RE: write_it at .*:@LINE: in csp_rwlock_wrlock
    csp_sleep(5 * CSP_MS); // ERR-RE: waits on a csp_rwlock that one writes, held by task 0x[0-9a-f]+ \(number [0-9]+\), in write_it at .*:@LINE$
    csp_rwlock_unlock(l);
}

static void forget(csp_rwlock *l)
{
    csp_rwlock_wrlock(l);
}

static void want(void)
{
    csp_rwlock_rdlock(&other);
    csp_rwlock_unlock(&other);
}

int main(void)
{
    csp_rwlock_rdlock(&lock); // also while it changes hands
    go read_it(&lock, 3);
    go forget(&other); // ERR: waits on a csp_rwlock that one writes, held by task number 3, which has ended
    csp_sleep(CSP_MS);
    go write_it(&lock);
    go want();
    csp_sleep(CSP_MS);
    go read_it(&lock, 0);
    csp_sleep(CSP_MS / 2);
    csp_dump(2);
    csp_rwlock_unlock(&lock);
    csp_sleep(2 * CSP_MS);
    csp_dump(2);
    csp_sleep(CSP_S);
    csp_rwlock_unlock(&other);
    csp_sleep(CSP_MS);
    return 0;
}
