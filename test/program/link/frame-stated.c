// RUN: %program %s
// A callee of another file whose frame is stated lies in its caller's frame;
// values, results, recursion, pointers, tasks and unwinding are as ever.
// LINK: Inputs/frame-stated-other.c
#include "Inputs/frame-stated.h"
#include <stdatomic.h>
#include <stdio.h>

atomic_int cleaned;

static void feed(chan(int) c, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(c, i);
    chan_close(c);
}

int main(void)
{
    auto_chan(int) a = chan_make(int, 0), b = chan_make(int, 1);
    int v = 0, why;
    group () {
        go feed(a, 30);
        go pass_on(a, b);
        struct pair sum = sum_of(b, 4);
        printf("%ld %ld\n", sum.first, sum.second); // OUT: 10 4
        printf("%d\n", recursive(b, 3));            // OUT: 18
        coroutine struct pair (*pointer)(chan(int), int) = sum_of;
        printf("%ld\n", pointer(b, 2).first); // OUT: 17
        task(int) t = spawn(recursive(b, 2));
        printf("%d\n", join(t)); // OUT: 21
        printf("%d", take(b, &v));
        printf(" %d\n", v); // OUT: 1 12
        while (take(b, &v))
            ;
    }
    within (CSP_MS, &why) {
        auto_chan(int) never = chan_make(int, 0);
        sum_of(never, 1);
    }
    printf("%d %d\n", why == CSP_ETIMEDOUT, (int)cleaned); // OUT: 1 3
}
