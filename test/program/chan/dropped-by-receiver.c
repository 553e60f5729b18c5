// RUN: %program %s
// A value received into NULL is one that nobody has: chan_on_drop gets it, from
// the buffer, from a sender that waits, for a receiver that waits, in a select.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

struct large { int n, more[40]; };
static atomic_int sum;

static void add(void *value)
{
    sum += *(int *)value;
}

static void send(chan(struct large) c, int n)
{
    chan_send(c, {.n = n});
}

static void drop(chan(struct large) c)
{
    chan_recv(c, NULL);
}

static int run(int capacity)
{
    chan(struct large) c = chan_make(struct large, capacity);
    chan_on_drop(c, add);
    sum = 0;
    par {
        send(c, 1);
        drop(c);
    }
    go drop(c);
    while (csp_live() > 1 && !chan_try_send(c, {.n = 10}))
        yield();
    go send(c, 100);
    select {
    case_recv(c, NULL): break;
    }
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return sum;
}

int main(void)
{
    printf("%d %d\n", run(0), run(1)); // OUT: 111 111
    return 0;
}
