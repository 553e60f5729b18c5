// Two sources become one stream: a select takes from whichever has something,
// and NULL switches off a channel that is closed.
#include <csp.h>
#include <stdio.h>

static void tick(chan(int) out, int first, int step)
{
    for (int i = 0; i < 5; i++)
        chan_send(out, first + i * step);
    chan_close(out);
    chan_release(out);
}

int main(void)
{
    chan(int) tens = chan_make(int, 0), ones = chan_make(int, 0);
    chan(int) a = tens, b = ones;
    int v, sum = 0, count = 0;
    bool ok;
    go tick(chan_retain(tens), 10, 10);
    go tick(chan_retain(ones), 1, 1);
    while (a || b) {
        select {
        case_recv(a, &v, &ok):
            if (!ok) a = NULL;
            break;
        case_recv(b, &v, &ok):
            if (!ok) b = NULL;
            break;
        }
        sum += v; // zero from a closed channel
        count += ok;
    }
    printf("%d values, sum %d\n", count, sum);
    chan_release(tens);
    chan_release(ones);
    return 0;
}
