// RUN: %cspcc --dump=colour %s | %check
// The dump of the colours says of each function whether it may suspend
// (row A7).
#include <csp.h>

static void deep(void)
{
    yield();
}

static void through(int n)
{
    if (n) deep();
}

static int plain_one(int n)
{
    return n + 1;
}

coroutine void outer(int n)
{
    through(plain_one(n));
}

// CHECK: deep: coroutine
// CHECK: through: coroutine
// CHECK: plain_one: plain
// CHECK: outer: coroutine
