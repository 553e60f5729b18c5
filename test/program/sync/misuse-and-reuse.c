// RUN: %program %s
// Locks used again and in any order: a wait group serves more than one round, a
// once is done once for all who come, one signal wakes one, readers share and a
// writer is alone, and a lock that was not had by trying is had by waiting.
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>

enum { TASKS = 16, ROUNDS = 3 };
static csp_mutex lock = CSP_MUTEX_INIT;
static csp_rwlock shared = CSP_RWLOCK_INIT;
static csp_cond ready = CSP_COND_INIT;
static csp_once once = CSP_ONCE_INIT;
static csp_waitgroup all = CSP_WAITGROUP_INIT;
static atomic_int begun, readers, writers, together, woken, calls;

static void begins(void)
{
    yield();
    begun++;
}

static void reads_and_writes(int i)
{
    csp_once_do(&once, begins);
    calls += begun;
    csp_rwlock_rdlock(&shared);
    readers++;
    if (writers) together++;
    yield();
    readers--;
    csp_rwlock_unlock(&shared);
    if (i % 4 == 0) {
        csp_rwlock_wrlock(&shared);
        writers++;
        if (readers || writers > 1) together++;
        yield();
        writers--;
        csp_rwlock_unlock(&shared);
    }
    csp_waitgroup_done(&all);
}

static void waits(int *tokens)
{
    csp_mutex_lock(&lock);
    while (!*tokens)
        csp_cond_wait(&ready, &lock);
    --*tokens;
    woken++;
    csp_mutex_unlock(&lock);
    csp_waitgroup_done(&all);
}

int main(void)
{
    int tokens = 0;
    csp_waitgroup_wait(&all); // of nobody
    for (int round = 0; round < ROUNDS; round++) {
        csp_waitgroup_add(&all, TASKS);
        for (int i = 0; i < TASKS; i++)
            go
        reads_and_writes(i);
        csp_waitgroup_wait(&all);
    }
    printf("%d %d %d\n", begun, calls, together); // OUT: 1 48 0
    csp_waitgroup_add(&all, TASKS);
    for (int i = 0; i < TASKS; i++)
        go
    waits(&tokens);
    for (int i = 0; i < TASKS; i++) {
        csp_mutex_lock(&lock);
        tokens++;
        csp_cond_signal(&ready);
        csp_mutex_unlock(&lock);
    }
    csp_waitgroup_wait(&all);
    printf("%d %d\n", woken, tokens);         // OUT: 16 0
    printf("%d\n", csp_mutex_trylock(&lock)); // OUT: 1
    printf("%d\n", csp_mutex_trylock(&lock)); // OUT: 0
    csp_mutex_unlock(&lock);
    printf("%d\n", csp_rwlock_tryrdlock(&shared)); // OUT: 1
    printf("%d\n", csp_rwlock_tryrdlock(&shared)); // OUT: 1
    printf("%d\n", csp_rwlock_trywrlock(&shared)); // OUT: 0
    csp_rwlock_unlock(&shared);
    csp_rwlock_unlock(&shared);
    printf("%d\n", csp_rwlock_trywrlock(&shared)); // OUT: 1
    csp_rwlock_unlock(&shared);
}
