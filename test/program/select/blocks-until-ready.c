// RUN: %program %s
// A select without default waits for the first case that can go on.
#include <csp.h>
#include <stdio.h>

static void put(chan(int) c, int v, int64_t delay)
{
    csp_sleep(delay);
    chan_send(c, v);
}

int main(void)
{
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    int order[3], v = 0;
    go put(a, 1, 20 * 1000 * 1000);
    go put(b, 2, 5 * 1000 * 1000);
    go put(a, 3, 40 * 1000 * 1000);
    for (int i = 0; i < 3; i++) {
        select {
        case_recv(a, &v): order[i] = v; break;
        case_recv(b, &v): order[i] = v * 10; break;
        }
    }
    printf("%d %d %d\n", order[0], order[1], order[2]); // OUT: 20 1 3
    while (csp_live() > 1)
        yield();
    chan_release(a);
    chan_release(b);
    return 0;
}
