// RUN: %program %s
// Coroutines of another file are called, started and pointed to; a header with
// prototypes and an inline coroutine serves both.
// LINK: Inputs/shared-half.c
#include "Inputs/shared.h"
#include <stdio.h>

static coroutine int square(int n)
{
    yield();
    return n * n;
}

int main(void)
{
    chan(struct job) jobs = chan_make(struct job, 0);
    shared_channel = chan_make(int, 1);
    printf("%d %d\n", shared_twice(21), shared_inline(1)); // OUT: 42 2
    go shared_serve(jobs, square);
    go shared_serve(jobs, shared_table[1]);
    int sum = 0;
    for (int i = 1; i < 9; i++) {
        struct job job = {i, chan_retain(shared_channel)};
        chan_send(jobs, shared_wrap(job, 10));
        int got = chan_get(shared_channel);
        sum += got == (i + 10) * (i + 10) || got == -2 * (i + 10);
    }
    printf("%d %d\n", sum, shared_table[0](5)); // OUT: 8 10
    chan_close(jobs);
    while (csp_live() > 1)
        yield();
    chan_release(jobs);
    chan_release(shared_channel);
    return 0;
}
