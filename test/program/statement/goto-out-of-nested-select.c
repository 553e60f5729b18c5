// RUN: %program %s
// A goto leaves a select inside loops and enters cleanup code.
#include <csp.h>
#include <stdio.h>

static int run(chan(int) c, int limit)
{
    int v, sum = 0;
    for (;;) {
        while (true) select {
            case_recv(c, &v):
                sum += v;
                if (sum > limit) goto out;
                break;
            default:
                if (sum > 2) goto empty;
                yield();
                chan_send(c, 2);
            }
    }
empty:
    yield();
    return -sum;
out:
    yield();
    return sum;
}

int main(void)
{
    chan(int) c = chan_make(int, 4);
    chan_send(c, 50);
    chan_send(c, 60);
    printf("%d ", run(c, 100));
    printf("%d\n", run(c, 100)); // OUT: 110 -4
    chan_release(c);
    return 0;
}
