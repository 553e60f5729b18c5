// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// In `sum += f()` the old value is read after f has returned.
#include <csp.h>

static int sum;
static int g(void) { yield(); return 1; }
static void work(void)
{
    sum += g();
}

int main(void)
{
    work();
    return 0;
}
// CHECK-LABEL: static int work__step(
// CHECK: g__step(&f->g.csp, csp_worker);
// CHECK: sum += f->g.csp_ret;
