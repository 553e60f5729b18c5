// RUN: %program %s
// What POSIX has to lock and to wait by suspends a task, and keeps its rules:
// kinds of mutexes, what is timed, one serial thread at a barrier.
// FLAGS: -fcsp-io
// ENV: CSP_CLOCK=virtual
// REQUIRES: proc
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 8, ROUNDS = 50 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static sem_t places;
static int count, serial, written, turn;

static void *counts(void *arg)
{
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&mutex);
        int seen = count;
        sched_yield();
        count = seen + 1;
        pthread_mutex_unlock(&mutex);
        pthread_rwlock_wrlock(&shared);
        seen = written;
        usleep(1);
        written = seen + 1;
        pthread_rwlock_unlock(&shared);
        pthread_rwlock_rdlock(&shared);
        seen = written;
        pthread_rwlock_unlock(&shared);
    }
    if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
        serial++;
    pthread_mutex_lock(&mutex);
    while (turn != (int)(long)arg)
        pthread_cond_wait(&changed, &mutex);
    turn++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    sem_post(&places);
    return NULL;
}

static struct timespec in(int seconds, clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    time.tv_sec += seconds;
    return time;
}

static void kinds(void)
{
    pthread_mutexattr_t attr;
    pthread_mutex_t own;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&own, &attr);
    pthread_mutex_lock(&own);
    pthread_mutex_lock(&own);
    int first = pthread_mutex_unlock(&own), last = pthread_mutex_unlock(&own);
    printf("%d %d %d\n", first, last, pthread_mutex_unlock(&own) == EPERM);
    pthread_mutex_destroy(&own);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&own, &attr);
    pthread_mutex_lock(&own);
    printf("%d\n", pthread_mutex_lock(&own) == EDEADLK);
    printf("%d\n", pthread_mutex_trylock(&own) == EBUSY);
    pthread_mutex_unlock(&own);
    pthread_mutex_destroy(&own);
    pthread_mutexattr_destroy(&attr);
}

int main(void)
{
    pthread_t threads[THREADS];
    struct timespec end;
    pthread_barrier_init(&barrier, NULL, THREADS);
    sem_init(&places, 0, 0);
    for (long i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, counts, (void *)i);
    for (int i = 0; i < THREADS; i++)
        sem_wait(&places);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d %d %d\n", count, written, serial, turn); // OUT: 400 400 1 8
    kinds();                                               // OUT: 0 0 1
    pthread_mutex_lock(&mutex);                            // OUT: 1
    end = in(3600, CLOCK_REALTIME);                        // OUT: 1
    int error = pthread_cond_timedwait(&changed, &mutex, &end);
    printf("%d\n", error == ETIMEDOUT); // OUT: 1
    end = in(3600, CLOCK_REALTIME);
    error = pthread_mutex_timedlock(&mutex, &end);
    printf("%d\n", error == ETIMEDOUT); // OUT: 1
    pthread_mutex_unlock(&mutex);
    end = in(3600, CLOCK_REALTIME);
    error = sem_timedwait(&places, &end);
    printf("%d\n", error == -1 && errno == ETIMEDOUT); // OUT: 1
    error = sem_trywait(&places);
    printf("%d\n", error == -1 && errno == EAGAIN); // OUT: 1
    pthread_barrier_destroy(&barrier);
    sem_destroy(&places);
    pthread_mutex_destroy(&mutex);
    pthread_cond_destroy(&changed);
    pthread_rwlock_destroy(&shared);
}
