// RUN: %program %s
// pthread_once runs a function that waits, once, and what a key holds is the
// task's own, on whichever worker it runs.
// FLAGS: -fcsp-io
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 20 };
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t key;
static int begun, destroyed;

static void destroy(void *value)
{
    pthread_mutex_lock(&lock);
    destroyed += *(int *)value;
    pthread_mutex_unlock(&lock);
    free(value);
}

static void begin(void)
{
    usleep(100);
    begun++;
    pthread_key_create(&key, destroy);
}

static void *work(void *arg)
{
    pthread_once(&once, begin);
    int *mine = malloc(sizeof *mine), before = pthread_getspecific(key) != NULL;
    *mine = before ? 1000 : 1;
    pthread_setspecific(key, mine);
    for (int i = 0; i < 50; i++) {
        usleep(1);
        if (pthread_getspecific(key) != mine) abort();
    }
    return arg;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    pthread_once(&once, begin);
    printf("%d %d\n", begun, destroyed);              // OUT: 1 20
    printf("%d\n", pthread_getspecific(key) == NULL); // OUT: 1
    pthread_key_delete(key);
    pthread_mutex_destroy(&lock);
}
