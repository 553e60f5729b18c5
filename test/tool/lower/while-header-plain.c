// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A loop whose body alone suspends keeps its header.
#include <csp.h>

static void work(int n)
{
    while (n-- > 0)
        yield();
    do
        yield();
    while (n++ < 3);
}

int main(void)
{
    work(1);
    return 0;
}
// CHECK-LABEL: static int work__step(
// CHECK: while (n-- > 0)
// CHECK-NOT: for (;;)
// CHECK: do
// CHECK: while (n++ < 3);
