// RUN: %cspcc --dump=colour %s | %check
// What sizeof and typeof mention is not called: it colours nothing.
#include <csp.h>
static int f(void) { yield(); return 1; }
static size_t measures(void) { return sizeof f() + sizeof(__typeof__(f())); }

int main(void)
{
    return (int)measures() + f();
}
// CHECK: measures: plain
// CHECK-NEXT: main: coroutine, 1 suspension, because of f
