// RUN: %program %s
// A block of a coroutine uses what the coroutine declares for itself alone.
// OUT: 41 41
#include <csp.h>
#include <stdio.h>

int main(void)
{
    extern int shared;
    int twice(int);
    chan(int) c = chan_make(int, 1);
    go {
        yield();
        chan_send(c, twice(shared) + 1);
    }
    int first = chan_get(c), second = 0;
    par {
        yield();
        second = twice(shared) + 1;
    }
    printf("%d %d\n", first, second);
    chan_release(c);
    return 0;
}

int shared = 20;
int twice(int x)
{
    return 2 * x;
}
