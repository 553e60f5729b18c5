// RUN: %cspcc --emit=states %s | %check
// What is cancelled goes on behind the innermost scope, or leaves the function.
#include <csp.h>

int main(void)
{
    within(CSP_MS) {
        csp_sleep(1);
        within(2) { yield(); }
        csp_sleep(2);
    }
    csp_sleep(3);
}
// CHECK: 1 line 8
// CHECK: then 2 otherwise
// CHECK-NEXT: 4 if cancelled
// CHECK: 2 line 9
// CHECK: then 3 otherwise
// CHECK-NEXT: 4 if cancelled
// CHECK: 3 line 10
