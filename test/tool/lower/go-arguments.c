// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// go evaluates its arguments in the caller, straight into the new frame.
#include <csp.h>

static void job(int a, const char *b) { (void)a, (void)b; }

int main(void)
{
    int n = 1;
    go job(n++, "x");
    yield();
    return n;
}
// CHECK-LABEL: static int main__step(
// CHECK: csp_rt_spawn(csp_worker, &job__co,
// CHECK: go-arguments.c",
// CHECK: [[#@LINE-7]]);
// CHECK-NEXT: csp_new->a = n++;
// CHECK-NEXT: csp_new->b = "x";
// CHECK-NEXT: csp_rt_start(csp_worker, &csp_new->csp);
