// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// continue and return out of a blocking statement are refused; jumps inside it
// are fine.
#include <csp.h>

static void f(void)
{
    for (;;)
        blocking {
            for (int i = 0; i < 3; i++)
                if (i == 2) break;
            goto on;
        on:
            continue;
// CHECK: :[[#@LINE-1]]:13: error: a blocking statement cannot be left by a jump [csp-blocking]
// CHECK-NEXT: |             continue;{{$}}
// CHECK-NEXT: {{^}}      |             ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:13: note: set a variable, and jump after the blocking statement
// CHECK-NEXT: |             continue;{{$}}
// CHECK-NEXT: {{^}}      |             ^{{$}}
        }
}

int main(void)
{
    blocking {
        return 0;
// CHECK: :[[#@LINE-1]]:9: error: a blocking statement cannot be left by a jump [csp-blocking]
// CHECK-NEXT: |         return 0;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: set a variable, and jump after the blocking statement
// CHECK-NEXT: |         return 0;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
    }
}
// CHECK: {{^}}2 errors generated.
