// RUN: %program %s
// A call of a coroutine, too, is refused in a blocking statement that runs on
// the worker, whether what it waits for is there or not.
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

coroutine int next(chan(int) c) // ERR: in-place-call.c:@LINE: next in a blocking statement that runs on a worker
{
    return chan_get(c);
}

static int call(int (*f)(chan(int)), chan(int) c)
{
    return f(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    chan_send(c, 1);
    blocking printf("%d\n", call((int (*)(chan(int)))next, c));
}
// EXIT: 2
// REQUIRES: plain
