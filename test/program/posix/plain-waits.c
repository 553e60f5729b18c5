// RUN: %program %s
// A function that is no coroutine waits for what only other tasks can do, which
// run on the same worker: for each thing that one can wait for, by several at a
// time.
// UNSUPPORTED: stress
// FLAGS: -fcsp-io
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define PLAIN                                                                  \
    jmp_buf here;                                                              \
    if (setjmp(here)) return NULL
#define must(what)                                                             \
    do {                                                                       \
        if (!(what)) {                                                         \
            printf("%d: not %s\n", __LINE__, #what);                           \
            exit(1);                                                           \
        }                                                                      \
    } while (0)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t full, never;
static int count, ready, inits, held;

static void hold(void)
{
    pthread_mutex_lock(&lock);
    __atomic_store_n(&held, 1, __ATOMIC_RELEASE);
    usleep(3000); // while the others find it locked
    count++;
    pthread_mutex_unlock(&lock);
}

static void *holds(void *arg)
{
    hold();
    return arg;
}

static void *locks(void *arg)
{
    PLAIN;
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *waits(void *arg)
{
    PLAIN;
    pthread_mutex_lock(&lock);
    while (!ready)
        must(!pthread_cond_wait(&changed, &lock));
    count++;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *waits_in_vain(void *arg)
{
    PLAIN;
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    pthread_cond_t never = PTHREAD_COND_INITIALIZER;
    pthread_mutex_lock(&lock);
    must(pthread_cond_timedwait(&never, &lock, &end) == ETIMEDOUT);
    count++;
    pthread_mutex_unlock(&lock);
    pthread_cond_destroy(&never);
    return arg;
}

static void *takes(void *arg)
{
    PLAIN;
    struct timespec past = {0, 0};
    errno = 0;
    must(sem_timedwait(&never, &past) && errno == ETIMEDOUT);
    must(!sem_wait(&full));
    return arg;
}

static void *reads(void *arg)
{
    PLAIN;
    must(!pthread_rwlock_rdlock(&rwlock));
    must(!pthread_rwlock_unlock(&rwlock));
    return arg;
}

static void *meets(void *arg)
{
    PLAIN;
    int result = pthread_barrier_wait(&barrier);
    must(!result || result == PTHREAD_BARRIER_SERIAL_THREAD);
    return arg;
}

static void slowly(void)
{
    usleep(1000);
    inits++;
}

static void *begins(void *arg)
{
    PLAIN;
    must(!pthread_once(&once, slowly));
    must(inits == 1);
    return arg;
}

static void *begins_first(void *arg)
{
    pthread_once(&once, slowly);
    return arg;
}

static void *joins(void *arg)
{
    PLAIN;
    void *result;
    pthread_t thread;
    must(!pthread_create(&thread, NULL, holds, arg));
    must(!pthread_join(thread, &result) && result == arg);
    return arg;
}

// It is the task's, not that of whoever waited for it.
static void *owns(void *arg)
{
    PLAIN;
    pthread_mutex_t *checks = arg;
    must(!pthread_mutex_lock(checks));
    must(pthread_mutex_lock(checks) == EDEADLK);
    must(!pthread_mutex_unlock(checks));
    must(pthread_mutex_unlock(checks) == EPERM);
    return arg;
}

enum { EACH = 4 };

static void run_each(void *(*f)(void *), void *arg, pthread_t threads[EACH])
{
    for (int i = 0; i < EACH; i++)
        must(!pthread_create(&threads[i], NULL, f, arg));
}

static void join_each(pthread_t threads[EACH], void *arg)
{
    for (int i = 0; i < EACH; i++) {
        void *result;
        must(!pthread_join(threads[i], &result) && result == arg);
    }
}

int main(void)
{
    static pthread_t threads[EACH], holder;
    static pthread_mutex_t checks;
    pthread_mutexattr_t attr;
    char any;

    pthread_create(&holder, NULL, holds, &any);
    while (!__atomic_load_n(&held, __ATOMIC_ACQUIRE))
        usleep(10);
    run_each(locks, &any, threads);
    join_each(threads, &any);
    pthread_join(holder, NULL);
    printf("%d\n", count); // OUT: 5

    run_each(waits, &any, threads);
    usleep(1000);
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    join_each(threads, &any);
    run_each(waits_in_vain, &any, threads);
    join_each(threads, &any);
    printf("%d\n", count); // OUT: 13

    sem_init(&full, 0, 0);
    sem_init(&never, 0, 0);
    run_each(takes, &any, threads);
    usleep(1000);
    for (int i = 0; i < EACH; i++)
        sem_post(&full);
    join_each(threads, &any);

    pthread_rwlock_wrlock(&rwlock);
    run_each(reads, &any, threads);
    usleep(1000);
    pthread_rwlock_unlock(&rwlock);
    join_each(threads, &any);

    pthread_barrier_init(&barrier, NULL, EACH + 1);
    run_each(meets, &any, threads);
    pthread_barrier_wait(&barrier);
    join_each(threads, &any);

    pthread_create(&holder, NULL, begins_first, &any);
    run_each(begins, &any, threads);
    join_each(threads, &any);
    pthread_join(holder, NULL);

    run_each(joins, &any, threads);
    join_each(threads, &any);
    printf("%d\n", count); // OUT: 17

    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&checks, &attr);
    pthread_mutex_lock(&checks);
    run_each(owns, &checks, threads);
    usleep(1000);
    pthread_mutex_unlock(&checks);
    join_each(threads, &checks);
    puts("done"); // OUT: done
    pthread_mutex_destroy(&lock);
    pthread_mutex_destroy(&checks);
    sem_destroy(&full);
    sem_destroy(&never);
    pthread_cond_destroy(&changed);
    pthread_rwlock_destroy(&rwlock);
    pthread_barrier_destroy(&barrier);
}
