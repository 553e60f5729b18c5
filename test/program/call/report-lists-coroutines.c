// RUN: %cspcc --dump=colour %s | %check
// The dump of the colours names each function that may suspend, and no other
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

// CHECK-NOT: plain_one
// CHECK: deep
// CHECK-NOT: plain_one
// CHECK: through
// CHECK-NOT: plain_one
// CHECK: outer
// CHECK-NOT: plain_one
