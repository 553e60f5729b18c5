// RUN: %cspcc --dump=live --dump-function=work %s | %check
// A variable whose last use comes before every suspension does not cross one.
#include <csp.h>

static int work(int n)
{
    int before = n * 2;
    int over = before + 1;
    yield();
    int after = over;
    return after;
}

int main(void)
{
    return work(0);
}
// CHECK: function work
// CHECK-NEXT: n: local
// CHECK-NEXT: before: local
// CHECK-NEXT: over: crosses
// CHECK-NEXT: after: local
