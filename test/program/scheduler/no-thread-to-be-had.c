// RUN: %program %s
// Where the system has no thread for another worker, not every new task tries
// again: the program goes on with those it has.
#include <csp.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static int tries;

int pthread_create(pthread_t *thread, const pthread_attr_t *attr,
                   void *(*run)(void *), void *arg)
{
    (void)thread, (void)attr, (void)run, (void)arg;
    tries++;
    return EAGAIN;
}

static int done;

static void work(void)
{
    done++;
}

int main(void)
{
    for (int i = 0; i < 100000; i++)
        go work();
    while (csp_live() > 1)
        yield();
    printf("%d\n", done); // OUT: 100000
    if (tries > 2000) printf("%d tries\n", tries);
    return 0;
}
// WORKERS: 8
// REQUIRES: plain
