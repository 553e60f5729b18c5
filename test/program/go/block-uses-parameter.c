// RUN: %program %s
// A parameter that only a block of its own task mentions, in a coroutine, and in
// a block within a block.
#include <csp.h>
#include <stdio.h>

static void start(chan(int) c, int n, const int *unused)
{
    (void)unused;
    go {
        chan_send(c, n);
        go {
            chan_send(c, n + 1);
        }
    }
    yield();
}

static void both(chan(int) c, int n)
{
    par {
        chan_send(c, n);
        chan_send(c, n);
    }
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    start(c, 4, NULL);
    printf("%d ", chan_get(c));
    printf("%d ", chan_get(c));
    go both(c, 6);
    printf("%d ", chan_get(c));
    printf("%d\n", chan_get(c)); // OUT: 4 5 6 6
    chan_release(c);
}
