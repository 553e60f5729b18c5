// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Frames of small callees are embedded in the caller's, all in one place.
#include <csp.h>

static int one(int n) { yield(); return n; }
static int two(int n) { yield(); return n; }

int main(void)
{
    one(1), two(2), one(3);
    return 0;
}
// CHECK: struct main__frame {
// CHECK: union { /* one operation or callee at a time */
// CHECK-NEXT: struct one__frame one;
// CHECK-NEXT: struct two__frame two;
// CHECK-NEXT: };
// CHECK-NEXT: };
