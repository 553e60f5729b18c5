// RUN: %program %s
// Where no thread can be had, a blocking statement runs on the worker. What
// would wait there for other tasks is refused, with the reason.
#include <csp.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

int pthread_create(pthread_t *thread, const pthread_attr_t *attr,
                   void *(*run)(void *), void *arg)
{
    (void)thread, (void)attr, (void)run, (void)arg;
    return EAGAIN;
}

static void receive(chan(int) c, int *v)
{
    chan_recv_thread(c, v); // ERR: in-place-refuses.c:@LINE: chan_recv_thread in a blocking statement that runs on a worker, because the system has no thread for it
}

static void add(int *sum, int n)
{
    *sum += n;
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    int sum = 0;
    for (int i = 1; i <= 3; i++) {
        go add(&sum, 10);
        blocking {
            sum += i;
            chan_try_send(c, i);
        }
    }
    while (csp_live() > 1)
        yield();
    printf("%d\n", sum); // OUT: 36
    blocking receive(c, &sum);
    puts("never");
}
// EXIT: 2
// REQUIRES: plain
