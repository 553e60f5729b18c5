// RUN: %cspcc --dump=colour %s | %check
// Recursion alone makes no coroutine; one suspension anywhere in a ring of
// calls makes all of it coroutines.
#include <csp.h>

static int count(int n) { return n ? count(n - 1) : 0; }
static int odd(int n);
static int even(int n) { return n ? odd(n - 1) : 1; }
static int odd(int n) { yield(); return n ? even(n - 1) : 0; }

int main(void)
{
    return count(3) + even(2);
}
// CHECK: {{^}}count: plain
// CHECK-NEXT: even: coroutine, 1 suspension, because of odd
// CHECK-NEXT: odd: coroutine, 2 suspensions
// CHECK-NEXT: main: coroutine, 1 suspension, because of even
