// RUN: %program %s
// A thread-local is read anew after a suspension, since the task may go on
// with another thread: its address always is that of the thread it runs on.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

static _Thread_local pthread_t owner;
static _Thread_local int claimed;

static int check(int rounds)
{
    int bad = 0;
    for (int i = 0; i < rounds; i++) {
        if (!claimed) owner = pthread_self();
        claimed = 1;
        bad += !pthread_equal(owner, pthread_self());
        yield();
    }
    return bad;
}

static void run(chan(int) done)
{
    int bad = check(500);
    chan_send(done, bad);
}

int main(void)
{
    int bad = 0;
    chan(int) done = chan_make(int, 8);
    for (int i = 0; i < 8; i++)
        go run(done);
    for (int i = 0; i < 8; i++)
        bad += chan_get(done);
    printf("%d\n", bad); // OUT: 0
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
// UNSUPPORTED: stress
