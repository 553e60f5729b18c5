// RUN: %program %s
// case_after ends a wait that is too long, not before its time, and never one
// that was served.
#include <csp.h>
#include <stdio.h>

static void put(chan(int) c, int64_t delay)
{
    csp_sleep(delay);
    chan_send(c, 1);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int v, late = 0, early = 0;
    int64_t begin = csp_now();
    select {
    case_recv(c, &v): return 1;
    case_after(30 * 1000 * 1000): puts("timeout"); // OUT: timeout
    }
    int64_t waited = csp_now() - begin;
    printf("%d\n", waited >= 30000000); // OUT: 1
    for (int i = 0; i < 50; i++) {
        go put(c, 50 * 1000);
        select {
        case_recv(c, &v): early++; break;
        case_after(INT64_C(20000000000)): late++; break;
        }
    }
    printf("%d %d\n", early, late); // OUT: 50 0
    for (int i = 0; i < 200; i++) {
        select {
        case_recv(c, &v): return 2;
        case_after(1000): late++; break;
        }
    }
    printf("%d\n", late); // OUT: 200
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
