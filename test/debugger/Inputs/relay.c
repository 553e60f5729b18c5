// Two relays between main and an echo: each waits two calls deep, and both come
// by at the same lines in turn. Nothing here is random with one worker.
#include <csp.h>
#include <csp_sync.h>
#include <stdio.h>
#include <stdlib.h>

struct point {
    int x, y;
};

static int ends; // how to end: 1 aborts

static coroutine int pass(chan(int) in, chan(int) out, struct point *p)
{
    int v = 0;
    if (!chan_recv(in, &v))
        return -1;
    p->x += v;
    yield();
    chan_send(out, v);
    p->y++;
    return v;
}

static coroutine void relay(chan(int) in, chan(int) out, int step)
{
    struct point at = {step, 0};
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        int got = pass(in, out, &at);
        sum += got;
    }
    if (ends && step == 100)
        abort();
    chan_send(out, sum);
}

int main(int argc, char **argv)
{
    chan(int) first = chan_make(int, 0), second = chan_make(int, 8);
    csp_mutex mutex = CSP_MUTEX_INIT;
    ends = argc > 1 ? atoi(argv[1]) : 0;
    go relay(first, second, 100);
    go relay(first, second, 200);
    csp_mutex_lock(&mutex);
    for (int i = 1; i <= 4; i++)
        chan_send(first, i);
    int total = 0, v = 0;
    for (int i = 0; i < 6; i++) {
        chan_recv(second, &v);
        total += v;
    }
    printf("total %d\n", total);
    return 0;
}
