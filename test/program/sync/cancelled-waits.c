// RUN: %program %s
// Waits that a deadline ends: a condition gives the mutex back to who waited,
// a writer that goes away lets the readers behind it in, a party that goes away
// does not count; unread they unwind, and no lock is lost or held twice.
#include <csp_sync.h>
#include <stdio.h>

static csp_mutex m = CSP_MUTEX_INIT;
static csp_cond c = CSP_COND_INIT;
static csp_rwlock l = CSP_RWLOCK_INIT;
static csp_barrier b = CSP_BARRIER_INIT(2);

static void unlock(csp_mutex **held)
{
    csp_mutex_unlock(*held);
}

static void wait_unread(void)
{
    csp_mutex_lock(&m);
    csp_mutex *held __attribute__((cleanup(unlock))) = &m;
    csp_cond_wait(&c, held);
    puts("never");
}

static void read_once(chan(int) done)
{
    csp_rwlock_rdlock(&l);
    csp_rwlock_unlock(&l);
    chan_send(done, 1);
}

static void meet(chan(int) done)
{
    csp_barrier_wait(&b);
    chan_send(done, 2);
}

int main(void)
{
    auto_chan(int) done = chan_make(int, 2);
    int why;
    within (CSP_MS, &why) wait_unread();
    printf("%d %d\n", why == CSP_ETIMEDOUT, csp_mutex_trylock(&m)); // OUT: 1 1
    within (CSP_MS) {
        bool called = csp_cond_wait(&c, &m);
        printf("%d %d\n", called, csp_mutex_trylock(&m)); // OUT: 0 0
    }
    csp_cond_signal(&c); // nobody is left in the line
    csp_mutex_unlock(&m);
    csp_rwlock_rdlock(&l);
    within (CSP_MS, &why) {
        go { csp_sleep(1); read_once(done); };
        csp_rwlock_wrlock(&l); // the reader queues up behind it
    }
    printf("%d %d\n", why == CSP_ETIMEDOUT, chan_get(done)); // OUT: 1 1
    printf("%d", csp_rwlock_trywrlock(&l));
    csp_rwlock_unlock(&l);
    within (0) {
        bool got = csp_rwlock_rdlock(&l); // it is free, but the time is over
        printf(" %d", got);
    }
    printf(" %d\n", csp_rwlock_trywrlock(&l)); // OUT: 0 0 1
    within (CSP_MS, &why) csp_barrier_wait(&b);
    printf("%d\n", why == CSP_ETIMEDOUT); // OUT: 1
    go meet(done);
    select {
    case_recv(done, NULL): puts("alone"); break;
    case_after(CSP_MS): puts("waits"); // OUT: waits
    }
    csp_barrier_wait(&b);
    printf("%d\n", chan_get(done)); // OUT: 2
    csp_rwlock_unlock(&l);
    csp_rwlock_unlock(&l);
}
// ENV: CSP_CLOCK=virtual
// ERR: cancelled-waits.c:@LINE-3: unlock of a csp_rwlock that is not locked (0x
// EXIT: 2
