// RUN: %program %s
// A NULL channel never takes part; a select of such cases alone waits for ever
// (row G8).
#include <csp.h>
#include <stdio.h>

static int passed;

static void stuck(chan(int) none)
{
    int v;
    select {
    case_recv(none, &v): passed++; break;
    case_send(none, 1): passed++; break;
    }
    passed++;
}

static void empty(void)
{
    select {}
    passed++;
}

int main(void)
{
    chan(int) a = chan_make(int, 10), b = chan_make(int, 10);
    int v, got_a = 0, got_b = 0;
    for (int i = 0; i < 10; i++) {
        chan_send(a, 1);
        chan_send(b, 1);
    }
    for (int i = 0; i < 20; i++) {
        select {
        case_recv(i < 10 ? NULL : a, &v): got_a++; break;
        case_recv(i < 10 ? b : NULL, &v): got_b++; break;
        case_send((chan(int))NULL, 5): return 1;
        }
        if (i == 9) printf("%d %d\n", got_a, got_b); // OUT: 0 10
    }
    printf("%d %d\n", got_a, got_b); // OUT: 10 10
    go stuck(NULL);
    go empty();
    csp_sleep(20 * 1000 * 1000);
    printf("%d %zu\n", passed, csp_live()); // OUT: 0 3
    chan_release(a);
    chan_release(b);
    return 0;
}
// LEAKS: blocked for ever, on purpose
