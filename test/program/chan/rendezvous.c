// RUN: %program %s
// An unbuffered send returns only once a receiver has the value (row G2).
#include <csp.h>
#include <stdio.h>

static void count_two(chan(int) c, chan(int) done, int *count)
{
    ++*count;
    chan_recv(c, &(int){0});
    ++*count;
    chan_recv(c, &(int){0});
    chan_send(done, 0);
}

int main(void)
{
    int wrong = 0;
    for (int i = 0; i < 500; i++) {
        chan(int) c = chan_make(int, 0), done = chan_make(int, 1);
        int count = 0;
        go count_two(c, done, &count);
        chan_send(c, 0);
        chan_send(c, 0);
        wrong += count != 2;
        chan_get(done);
        while (csp_live() > 1)
            yield();
        chan_release(c);
        chan_release(done);
    }
    puts(wrong ? "not ok" : "ok"); // OUT: ok
    return 0;
}
