// RUN: %program %s
// A file compiled by the C compiler alone calls coroutines as functions that
// block its thread, directly and through pointers.
// LINK-PLAIN: Inputs/plain-caller.c
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

struct big { int list[50]; };
coroutine int slow_sum(int a, int b);
coroutine int ping(chan(int) c, int n);
coroutine struct big fill(struct big b, int with);
int plain_main(void);

coroutine int slow_sum(int a, int b)
{
    csp_sleep(1000);
    return a + b;
}

coroutine int ping(chan(int) c, int n)
{
    int v = chan_get(c);
    chan_send(c, v + n);
    return v - 4 > 0;
}

coroutine struct big fill(struct big b, int with)
{
    yield();
    b.list[49] = with;
    return b;
}

static void *thread(void *result)
{
    *(int *)result = plain_main();
    return NULL;
}

int main(void)
{
    pthread_t id;
    int sum = 0;
    pthread_create(&id, NULL, thread, &sum);
    blocking pthread_join(id, NULL);
    printf("%d\n", sum); // OUT: 183
    return 0;
}
