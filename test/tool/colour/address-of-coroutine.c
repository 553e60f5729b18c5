// RUN: %cspcc --dump=colour %s | %check
// Taking the address of a coroutine is not calling it.
#include <csp.h>

coroutine void work(void) { yield(); }
static void *address(void) { return (void *)work; }

int main(void)
{
    return address() == 0;
}
// CHECK: work: coroutine, 1 suspension, declared
// CHECK-NEXT: address: plain
// CHECK-NEXT: main: plain
