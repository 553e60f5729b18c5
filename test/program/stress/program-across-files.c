// RUN: %program %s
// FLAGS: -fcsp-stress=program
// LINK: Inputs/turns.c
// WORKERS: 1
// BUILDS: clang-O2 gcc-O2
// With =program a call of another file's function is a call of its coroutine:
// two tasks whose loops are there take turns on one worker. C's library calls
// the plain twin.
// OUT: 30 30 3
#include "Inputs/turns.h"
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static chan(int) done;

static coroutine void player(int me)
{
    chan_send(done, turns_take(me, 30));
}

static int compare(const void *a, const void *b)
{
    return turns_compare(*(const int *)a, *(const int *)b);
}

int main(void)
{
    int list[] = {2, 3, 1}, first, second;
    done = chan_make(int, 2);
    go
    player(0);
    go
    player(1);
    chan_recv(done, &first);
    chan_recv(done, &second);
    qsort(list, 3, sizeof *list, compare);
    printf("%d %d %d\n", first, second, list[0]);
    chan_release(done);
}
