// RUN: %program %s
// [[fallthrough]] behind a suspension, in every case: the statements of the
// next case run, and its channel is not touched.
#include <csp.h>
#include <stdio.h>

static int run(chan(int) a, chan(int) b)
{
    int v = 0, n = 0;
    select_ordered {
    case_recv(a, &v):
        n += v;
        yield();
        [[fallthrough]];
    case_recv(b, &v):
        n += 10 * v;
        if (v > 1) {
            yield();
            __attribute__((fallthrough));
        } else {
            break;
        }
    case_after(0):
        n += 100;
        csp_sleep(0);
        [[fallthrough]];
    default:
        n += 1000;
    }
    return n;
}

int main(void)
{
    chan(int) a = chan_make(int, 2), b = chan_make(int, 2);
    chan_send(a, 1);
    chan_send(a, 2);
    chan_send(b, 3);
    printf("%d %d\n", run(a, b), run(a, b)); // OUT: 11 1122
    printf("%d %d\n", run(a, b), run(a, b)); // OUT: 1130 1100
    chan_release(a);
    chan_release(b);
    return 0;
}
