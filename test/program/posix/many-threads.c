// RUN: %program %s
// Twenty thousand threads wait at once.
// FLAGS: -fcsp-io
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef SMALL
enum { THREADS = 1000 };
#else
enum { THREADS = 20000 };
#endif
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t begin = PTHREAD_COND_INITIALIZER;
static int waiting, begun;

static void *work(void *arg)
{
    pthread_mutex_lock(&lock);
    waiting++;
    while (!begun)
        pthread_cond_wait(&begin, &lock);
    waiting--;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t *threads = malloc(THREADS * sizeof *threads);
    long sum = 0;
    for (long i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, (void *)i)) abort();
    for (int all = 0; !all;) {
        sched_yield();
        pthread_mutex_lock(&lock);
        all = waiting == THREADS;
        begun = all;
        pthread_mutex_unlock(&lock);
    }
    pthread_cond_broadcast(&begin);
    for (long i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        sum += (long)result - i;
    }
    printf("%ld %d\n", sum, waiting); // OUT: 0 0
    free(threads);
    pthread_mutex_destroy(&lock);
    pthread_cond_destroy(&begin);
}
