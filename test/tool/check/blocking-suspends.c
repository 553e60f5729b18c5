// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// Nothing in a blocking statement may suspend, neither an operation nor a call
// of a coroutine.
#include <csp.h>

static void f(chan(int) c)
{
    blocking {
        chan_send(c, 1);
// CHECK: :[[#@LINE-1]]:9: error: a blocking statement cannot suspend [csp-blocking]
// CHECK-NEXT: |         chan_send(c, 1);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: leave in it only the call that blocks
// CHECK-NEXT: |         chan_send(c, 1);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
    }
    blocking {
        f(c);
// CHECK: :[[#@LINE-1]]:9: error: a blocking statement cannot suspend [csp-blocking]
// CHECK-NEXT: |         f(c);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: leave in it only the call that blocks
// CHECK-NEXT: |         f(c);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
    }
}

int main(void)
{
    f(0);
    return 0;
}
// CHECK: {{^}}2 errors generated.
