// RUN: %program %s
// Threads of a program that was written for them are tasks: they start, end by
// return, pthread_exit and pthread_cancel, are joined and detached; what cannot
// be a coroutine runs on a thread.
// FLAGS: -fcsp-io
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void *returns(void *arg)
{
    sched_yield();
    return (char *)arg + 1;
}

static void leave(void *value)
{
    usleep(1);
    pthread_exit(value);
}

static void *exits(void *arg)
{
    leave(arg);
    return NULL;
}

static void *sleeps(void *arg)
{
    sleep(1000000000);
    return arg;
}

static void *joins(void *arg)
{
    void *result;
    int error = pthread_join(*(pthread_t *)arg, &result);
    return error ? NULL : (char *)result + 1;
}

static void *measures(void *arg) // no coroutine: nothing in it waits
{
    return strchr(arg, '3');
}

static void *asks(void *arg)
{
    pthread_testcancel();
    pthread_t self = pthread_self();
    return pthread_equal(self, pthread_self()) ? arg : NULL;
}

static void *detached(void *arg)
{
    pthread_mutex_unlock(arg);
    return NULL;
}

int main(void)
{
    static char text[] = "0123";
    pthread_t a, b;
    void *result;
    pthread_create(&a, NULL, returns, text);
    pthread_create(&b, NULL, joins, &a);
    pthread_join(b, &result);
    puts(result); // OUT: 23
    pthread_create(&a, NULL, exits, text + 1);
    pthread_join(a, &result);
    puts(result); // OUT: 123
    pthread_create(&a, NULL, sleeps, text);
    pthread_cancel(a);
    pthread_join(a, &result);
    printf("%d\n", result == PTHREAD_CANCELED); // OUT: 1
    pthread_create(&a, NULL, measures, text);
    pthread_join(a, &result);
    puts(result); // OUT: 3
    pthread_create(&a, NULL, asks, text);
    pthread_join(a, &result);
    printf("%d\n", result == text); // OUT: 1
    pthread_mutex_t ended = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&ended);
    pthread_create(&a, NULL, detached, &ended);
    pthread_detach(a);
    pthread_mutex_lock(&ended);
    pthread_mutex_unlock(&ended);
    printf("%d\n", pthread_join(pthread_self(), NULL) == EDEADLK); // OUT: 1
    pthread_mutex_destroy(&ended);
}
