// RUN: %cspcc --dump=frame %s | %check
// A function that can reach itself takes its frames from the pool; its callers
// take nothing for it but a pointer.
#include <csp.h>

static int fact(int n) { yield(); return n ? n * fact(n - 1) : 1; }
static int even(int n);
static int odd(int n) { yield(); return n && even(n - 1); }
static int even(int n) { return !n || odd(n - 1); }
static int flat(void) { yield(); return 1; }

int main(void)
{
    return fact(3) + even(2) + flat();
}
// CHECK-LABEL: function fact
// CHECK: recursive: from the pool
// CHECK-LABEL: function flat
// CHECK-NOT: pool
// CHECK-LABEL: function main
