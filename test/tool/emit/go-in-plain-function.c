// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A plain function that starts a task keeps its text but for the go; it has no
// worker to give.
#include <csp.h>

static void job(int n) { (void)n; }
int start(int n)
{
    int next = n + 1; // kept
    go job(next);
    return next;
}
// CHECK: int start(int n);
// CHECK: int start(int n)
// CHECK-NEXT: {
// CHECK-NEXT: int next = n + 1; // kept
// CHECK: csp_rt_spawn(0, &job__co,
// CHECK-NEXT: csp_new->n = next;
// CHECK-NEXT: csp_rt_start(0, &csp_new->csp);
// CHECK: return next;
