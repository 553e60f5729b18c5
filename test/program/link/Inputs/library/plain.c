// Plain C in a library of its own, which knows coroutines as plain functions.
#include "library.h"
#include <pthread.h>

int from_thread(int n);

static void *call(void *n)
{
    *(int *)n = doubled(*(int *)n) + apply(doubled, 1);
    return 0;
}

int from_thread(int n)
{
    pthread_t thread;
    if (pthread_create(&thread, 0, call, &n)) return -1;
    pthread_join(thread, 0);
    return n;
}
