// RUN: %program %s
// Where the system had no thread for another worker, the program tries again
// after a while: perhaps it has one then.
#define _GNU_SOURCE
#include <csp.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

typedef int create(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                   void *);
static int tries;
static bool made;

int pthread_create(pthread_t *thread, const pthread_attr_t *attr,
                   void *(*run)(void *), void *arg)
{
    if (++tries <= 3) return EAGAIN;
    made = true;
    return ((create *)dlsym(RTLD_NEXT, "pthread_create"))(thread, attr, run,
                                                          arg);
}

static void nothing(void)
{
}

int main(void)
{
    while (!made) {
        go nothing();
        yield();
    }
    printf("after %d\n", tries - 1); // OUT: after 3
    return 0;
}
// WORKERS: 2 8
// REQUIRES: plain
