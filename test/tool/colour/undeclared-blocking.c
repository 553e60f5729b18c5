// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A blocking statement makes a function a coroutine.
#include <csp.h>

void wait_long(void)
// CHECK: :[[#@LINE-1]]:6: error: function 'wait_long' may suspend but is not declared 'coroutine' [csp-undeclared]
// CHECK-NEXT: | void wait_long(void){{$}}
// CHECK-NEXT: {{^}}      |      ^~~~~~~~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+4]]:5: note: it suspends here, in a blocking statement
// CHECK-NEXT: |     blocking {{[{]$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
{
    blocking {
        (void)0;
    }
}
// CHECK: {{^}}1 error generated.
