// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Cleanups of variables in the frame run in reverse order where their scope
// ends, and before every jump out of it.
#include <csp.h>

static void drop(int *p) { (void)p; }
static int work(int n)
{
    int one __attribute__((cleanup(drop))) = 1;
    while (n) {
        int two __attribute__((cleanup(drop))) = 2;
        yield();
        if (n == 1) break;
        if (n == 2) return one + two;
    }
    return 0;
}

int main(void)
{
    return work(1);
}
// CHECK-LABEL: static int work__step(
// CHECK: if (n == 1)
// CHECK: drop(&f->two);
// CHECK-NEXT: break;
// CHECK: f->csp_ret = f->one + f->two;
// CHECK-NEXT: drop(&f->two);
// CHECK-NEXT: drop(&f->one);
// CHECK-NEXT: return CSP_DONE;
// CHECK: drop(&f->two);
// CHECK: f->csp_ret = 0;
// CHECK-NEXT: drop(&f->one);
