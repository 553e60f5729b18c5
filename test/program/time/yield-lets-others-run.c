// RUN: %program %s
// On one worker, tasks that only yield take turns: none gets two rounds ahead
// of another.
#include <csp.h>
#include <stdio.h>

enum { TASKS = 5, ROUNDS = 200 };
static _Atomic int rounds[TASKS];

static void run(int me, _Atomic int *unfair)
{
    for (rounds[me] = 1; rounds[me] < ROUNDS; rounds[me]++) {
        for (int i = 0; i < TASKS; i++)
            *unfair += rounds[i] && rounds[me] > rounds[i] + 2;
        yield();
    }
}

int main(void)
{
    _Atomic int unfair = 0;
    for (int i = 0; i < TASKS; i++)
        go run(i, &unfair);
    while (csp_live() > 1)
        yield();
    printf("%d\n", unfair); // OUT: 0
    return 0;
}
// WORKERS: 1
