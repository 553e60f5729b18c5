// RUN: %program %s
// The forms stand under an if without braces, with an else and without, and
// compilers do not warn of an else that is not there.
// OUT: 3 1 12 20
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int count;

static void add(int n)
{
    yield();
    count += n;
}

static void start(int how, chan(int) c)
{
    if (how == 1) go add(1);
    if (how == 2)
        go {
            chan_send(c, 1);
        }
    else
        go add(2);
    for (int i = 0; i < how; i++)
        if (i == 7) go add(100);
}

int main(void)
{
    int twelve = 0;
    chan(int) c = chan_make(int, 0);
    start(1, c);
    while (csp_live() > 1)
        yield();
    start(2, c);
    int sum = count;
    printf("%d %d ", sum, chan_get(c));
    if (sum) blocking twelve = 12;
    if (sum)
        par for (int i = 0; i < 4; i++)
            add(i);
    else par { add(50); add(60); }
    if (!sum) par { add(50); add(60); }
    printf("%d %d\n", twelve, count + 11);
    chan_release(c);
}
