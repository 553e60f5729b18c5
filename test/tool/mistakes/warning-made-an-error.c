// RUN: %not %cspcc -c -Wall -Werror %s -o %t.o 2>&1 | %FileCheck %s
// A warning that -Werror makes an error is told as the warning is: it does not
// say that a form was written wrongly.
#include <csp.h>

int later(chan(int) c)
{
    int x;
    within (CSP_S) x = chan_try_recv(c, &x);
    return x;
}
// CHECK-NOT: cannot be understood
// CHECK: :[[@LINE-4]]:5: error: variable 'x' is used uninitialized whenever 'if' condition is true
// CHECK-NOT: cannot be understood
