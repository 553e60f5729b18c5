// RUN: %program %s
// FLAGS: -fcsp-stress
// What suspends in plain words has an entry under stress too: a thread that
// calls it runs it, with what it calls, annotated or not.
// OUT: 7 12
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

static coroutine int f(int n) { yield(); return n; }

static int twice(int n)
{
    int sum = f(n);
    go { f(n); }
    yield();
    return sum + f(n);
}

static void *start(void *to)
{
    *(int *)to = twice(6);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int from_thread = 0;
    if (pthread_create(&thread, NULL, start, &from_thread) != 0) return 1;
    blocking pthread_join(thread, NULL);
    printf("%d %d\n", f(7), from_thread);
    return 0;
}
