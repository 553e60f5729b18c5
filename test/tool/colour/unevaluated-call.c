// RUN: %cspcc --dump=colour %s | %check
// What sizeof and typeof mention is not called: it colours nothing.
#include <csp.h>

static int work(void) { yield(); return 1; }
static size_t measures(void) { return sizeof work() + sizeof(__typeof__(work())); }

int main(void)
{
    return (int)measures() + work();
}
// CHECK: measures: plain
// CHECK-NEXT: main: coroutine, 1 suspension, because of work
