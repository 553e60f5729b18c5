// RUN: %program %s
// Who waits in a function that is no coroutine is asleep like others, and where
// nobody is left who could wake it, the program says so.
// UNSUPPORTED: stress
// FLAGS: -fcsp-io
// REQUIRES: proc
// EXIT: 2
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *waits(void *arg)
{
    jmp_buf here;
    if (setjmp(here)) return NULL;
    pthread_mutex_lock(&lock);
    return arg;
}

int main(void)
{
    pthread_t threads[3];
    pthread_mutex_lock(&lock);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, waits, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
}
// ERR: csp: deadlock: all coroutines are asleep
