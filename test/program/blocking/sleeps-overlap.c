// RUN: %program %s
// Blocking calls run beside each other and beside tasks, on one worker too: none
// of ten ends before all ten have begun and a task has slept ten times.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

static pthread_barrier_t gate;

static void block(chan(int) done)
{
    blocking pthread_barrier_wait(&gate);
    chan_send(done, 1);
}

static void tick(chan(int) done)
{
    for (int i = 0; i < 10; i++)
        csp_sleep(2 * 1000 * 1000);
    blocking pthread_barrier_wait(&gate);
    chan_send(done, 100);
}

int main(void)
{
    chan(int) done = chan_make(int, 0);
    int n = 0;
    pthread_barrier_init(&gate, NULL, 11);
    for (int i = 0; i < 10; i++)
        go block(done);
    go tick(done);
    for (int i = 0; i < 11; i++)
        n += chan_get(done);
    printf("%d\n", n); // OUT: 110
    while (csp_live() > 1)
        yield();
    pthread_barrier_destroy(&gate);
    chan_release(done);
    return 0;
}
