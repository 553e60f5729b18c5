// RUN: %program %s
// The last release frees a channel with what is in it; retain gives the same
// channel; NULL is allowed for both.
#include <csp.h>
#include <stdio.h>

static void keep(chan(int) mine, chan(int) done)
{
    int sum = 0, v;
    while (chan_recv(mine, &v))
        sum += v;
    chan_send(done, sum);
    chan_release(mine);
    chan_release(done);
}

int main(void)
{
    chan(int) c = chan_make(int, 3), same = chan_retain(c), none = NULL;
    chan(int) done = chan_make(int, 0);
    printf("%d %d\n", c == same, chan_retain(none) == NULL); // OUT: 1 1
    chan_release(c);
    chan_send(same, 1);
    go keep(same, chan_retain(done));
    chan_retain(same);
    chan_send(same, 2);
    chan_close(same);
    chan_release(same);
    printf("%d\n", chan_get(done)); // OUT: 3
    chan_release(done);
    chan(const char *) full = chan_make(const char *, 2);
    chan_send(full, "never received");
    chan_release(full);
    chan_release(none);
    for (int i = 0; i < 1000; i++) {
        chan(long) brief = chan_make(long, i);
        chan_release(brief);
    }
    while (csp_live() > 1)
        yield();
    return 0;
}
