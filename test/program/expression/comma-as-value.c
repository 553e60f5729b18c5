// RUN: %program %s
// A comma whose value is stored somewhere: returned, from an arm of ?:, from a
// statement expression, and as an operand of an operation on a channel.
#include <csp.h>
#include <stdio.h>

static int calls;

static int count(int value)
{
    calls++;
    return value;
}

static int one(int value)
{
    yield();
    return value;
}

static int fail(int n)
{
    if (n > 1) return calls = 0, -n;
    yield();
    return count(5), n;
}

int main(void)
{
    int v = one(1);
    bool ok = false;
    printf("%d %d %d\n", fail(1), fail(7), calls); // OUT: 1 -7 0
    printf("%d\n", v ? count(8), 3 : one(4));      // OUT: 3
    printf("%d\n", ({
               one(1);
               count(1), 6;
           })); // OUT: 6
    chan(int) c = chan_make(int, 1);
    chan_send((count(0), c), (count(0), 9));
    chan_recv((count(0), c), (count(0), &v), (count(0), &ok));
    printf("%d %d %d\n", v, ok, calls); // OUT: 9 1 7
    return chan_release(c), 0;
}
