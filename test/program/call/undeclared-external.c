// RUN: %not %cspcc -c %s -o %t 2>&1 | %check
// A function with external linkage that suspends must say so: the error shows
// the way and where the suspension is (row A1).
#include <csp.h>

static void deep(void)
{
    yield();
}

void unmarked(void)
// CHECK: undeclared-external.c:[[@LINE-1]]:{{[0-9]+}}: error: {{.*}}unmarked{{.*}}coroutine
{
    // CHECK: note:
    deep();
}
