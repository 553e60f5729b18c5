// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// goto out of a blocking statement is refused, break too.
#include <csp.h>

int main(void)
{
    for (;;)
        blocking {
            if (csp_now())
                goto out;
// CHECK: :[[#@LINE-1]]:17: error: a blocking statement cannot be left by a jump [csp-blocking]
// CHECK-NEXT: |                 goto out;{{$}}
// CHECK-NEXT: {{^}}      |                 ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:17: note: set a variable, and jump after the blocking statement
// CHECK-NEXT: |                 goto out;{{$}}
// CHECK-NEXT: {{^}}      |                 ^{{$}}
            break;
// CHECK: :[[#@LINE-1]]:13: error: a blocking statement cannot be left by a jump [csp-blocking]
// CHECK-NEXT: |             break;{{$}}
// CHECK-NEXT: {{^}}      |             ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:13: note: set a variable, and jump after the blocking statement
// CHECK-NEXT: |             break;{{$}}
// CHECK-NEXT: {{^}}      |             ^{{$}}
        }
out:
    return 0;
}
// CHECK: {{^}}2 errors generated.
