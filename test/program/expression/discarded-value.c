// RUN: %program %s
// Values of suspending calls may be dropped, by a statement, a cast to void,
// a comma and the arms of a conditional.
#include <csp.h>
#include <stdio.h>

struct large { int a[100]; };
static int calls;

static int number(void)
{
    yield();
    return ++calls;
}

static struct large block(int n)
{
    yield();
    calls += n;
    return (struct large){{n}};
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    number();
    (void)number();
    block(10);
    (void)block(10);
    number(), block(5), number();
    calls > 0 ? (void)number() : (void)block(1000);
    (void)block(3).a[0];
    (void)(number() && number());
    chan_send(c, 1);
    chan_send(c, 2);
    chan_get(c);
    (void)chan_get(c);
    printf("%d\n", calls); // OUT: 35
    chan_release(c);
    return 0;
}
// FLAGS: -Wno-unused-value
