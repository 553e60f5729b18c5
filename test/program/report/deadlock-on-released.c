// RUN: %program %s
// A task that waits on a channel when another gives the last reference up waits
// for ever: the report says so.
#include <csp.h>

static void take(chan(int) c)
{
    int v;
    chan_recv(c, &v);
}

static void give(chan(int) c)
{
    chan_send(c, 1);
}

static void release(chan(int) c, chan(int) d)
{
    csp_sleep(CSP_MS);
    chan_release(c);
    chan_release(d);
}

int main(void)
{
    chan(int) c = chan_make(int, 0), d = chan_make(int, 0);
    task(void) t = spawn(take(c));
    go give(d);
    yield();
    task(void) r = spawn(release(c, d));
    join(r);
    join(t);
}
// ERR: csp: deadlock: all coroutines are asleep
// ERR-RE: ^  take at .*:9: wait on c \(released by another\)$
// ERR-RE: ^  give at .*:14: wait on c \(released by another\)$
// EXIT: 2
// REQUIRES: proc
// FLAGS: -Wno-csp-one-sided
