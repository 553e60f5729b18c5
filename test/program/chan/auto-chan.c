// RUN: %program %s
// auto_chan gives its reference up on every way out of its scope: what was
// left in the buffer is dropped then, once.
// OUT: dropped 1
// OUT: dropped 2
// OUT: dropped 3
// OUT: kept 4
// OUT: dropped 4
#include <csp.h>
#include <stdio.h>

static void dropped(void *element)
{
    printf("dropped %d\n", *(int *)element);
}

static int leave(int how)
{
    auto_chan(int) c = chan_make(int, 1);
    chan_on_drop(c, dropped);
    chan_send(c, how);
    yield();
    if (how == 1) return how;
    if (how == 2) goto out;
    yield();
out:
    return 0;
}

static chan(int) keep(void)
{
    auto_chan(int) c = chan_make(int, 1);
    chan_on_drop(c, dropped);
    chan_send(c, 4);
    return chan_retain(c);
}

int main(void)
{
    leave(1);
    leave(2);
    leave(3);
    chan(int) c = keep();
    printf("kept %zu\n", chan_len(c) + 3);
    chan_release(c);
}
