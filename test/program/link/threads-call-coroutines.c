// RUN: %program %s
// Several foreign threads call plain entries of coroutines at once.
// LINK-PLAIN: Inputs/plain-threads.c
#include <csp.h>
#include <stdio.h>

coroutine int meet(chan(int) c, int n);
int run_threads(chan(int) c, int threads, int each);

coroutine int meet(chan(int) c, int n)
{
    int v;
    select {
    case_send(c, n): return 0;
    case_recv(c, &v): return v;
    }
    return -1;
}

static void drain(chan(int) c, chan(bool) stop)
{
    for (int v;;) {
        select {
        case_recv(c, &v): break;
        case_send(c, 1): break;
        case_recv(stop, &(bool){0}): return;
        }
    }
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    chan(bool) stop = chan_make(bool, 0);
    int calls = 0;
    go drain(c, stop);
    blocking calls = run_threads(c, 4, 100);
    chan_send(stop, true);
    printf("%d\n", calls); // OUT: 400
    while (csp_live() > 1)
        yield();
    chan_release(c);
    chan_release(stop);
    return 0;
}
