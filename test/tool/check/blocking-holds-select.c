// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A select or another blocking statement inside of a blocking statement is
// refused, once.
#include <csp.h>

static void f(chan(int) c)
{
    blocking {
        select {
// CHECK: :[[#@LINE-1]]:9: error: a blocking statement cannot suspend [csp-blocking]
// CHECK-NEXT: |         select {{[{]$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: leave in it only the call that blocks
// CHECK-NEXT: |         select {{[{]$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
            case_send(c, 2): break;
        }
    }
    blocking {
        blocking (void)0;
// CHECK: :[[#@LINE-1]]:9: error: a blocking statement cannot suspend [csp-blocking]
// CHECK-NEXT: |         blocking (void)0;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: leave in it only the call that blocks
// CHECK-NEXT: |         blocking (void)0;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
    }
}

int main(void)
{
    f(0);
    return 0;
}
// CHECK: {{^}}2 errors generated.
