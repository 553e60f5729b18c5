// RUN: %cspcc --dump=colour %s | %check
// Taking the address of a coroutine is not calling it.
#include <csp.h>
coroutine void f(void) { yield(); }
static void *address(void) { return (void *)f; }

int main(void)
{
    return address() == 0;
}
// CHECK: f: coroutine, 1 suspension, declared
// CHECK-NEXT: address: plain
// CHECK-NEXT: main: plain
