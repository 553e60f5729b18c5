// RUN: %program %s
// errno goes into a coroutine that plain C calls, and comes back out of it,
// whatever thread has run it.
#include <csp.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static coroutine int fail(chan(int) in, int error)
{
    int had = errno;
    chan_get(in);
    errno = error;
    return had;
}

static void *call(void *in)
{
    errno = ERANGE;
    int had = fail(in, EDOM);
    printf("%d %d\n", had == ERANGE, errno == EDOM);
    return NULL;
}

static coroutine void wait_for(pthread_t thread)
{
    blocking pthread_join(thread, NULL);
}

int main(void)
{
    auto_chan(int) in = chan_make(int, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, call, in);
    chan_send(in, 1);
    wait_for(thread); // OUT: 1 1
}
