// RUN: %program %s
// Suspensions that come out of the user's macros work as if written out.
#include <csp.h>
#include <stdio.h>

#define WAIT() yield()
#define PUT(c, v) chan_send(c, (v))
#define TAKE(c) chan_get(c)
#define FOREVER for (;;)
#define EACH(v, c) while (chan_recv(c, &(v)))
#define UNLESS(x) if (!(x))
#define ADD(a, b) ((a) + (b))

int main(void)
{
    chan(int) c = chan_make(int, 8);
    int v, n = 0;
    FOREVER {
        WAIT();
        UNLESS(PUT(c, n)) break;
        if (++n == 4) break;
    }
    printf("%d\n", ADD(TAKE(c), ADD(TAKE(c), 5))); // OUT: 6
    chan_close(c);
    EACH(v, c)
        printf("%d\n", v);
    chan_release(c);
    return 0;
}
// OUT: 2
// OUT: 3
