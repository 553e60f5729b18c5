// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Residents of scopes that exclude one another share memory; promoted scalars
// never do.
#include <csp.h>

static void use(char *p) { *p = 0; }
static void work(int n)
{
    if (n) {
        char one[16];
        use(one), yield(), use(one);
    } else {
        char other[32];
        use(other), yield(), use(other);
    }
}

int main(void)
{
    work(1);
    return 0;
}
// CHECK: struct work__frame {
// CHECK-NEXT: struct csp_frame csp;
// CHECK-NEXT: int n;
// CHECK-NEXT: union { /* one scope at a time */
// CHECK-NEXT: struct {
// CHECK-NEXT: char one[16] __attribute__((aligned(16)));
// CHECK-NEXT: };
// CHECK-NEXT: struct {
// CHECK-NEXT: char other[32] __attribute__((aligned(16)));
// CHECK-NEXT: };
// CHECK-NEXT: };
// CHECK-NEXT: };
