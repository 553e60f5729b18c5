// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A par makes a function a coroutine.
#include <csp.h>

void both(int *a, int *b)
// CHECK: :[[#@LINE-1]]:6: error: function 'both' may suspend but is not declared 'coroutine' [csp-undeclared]
// CHECK-NEXT: | void both(int *a, int *b){{$}}
// CHECK-NEXT: {{^}}      |      ^~~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+4]]:5: note: it suspends here, in a par
// CHECK-NEXT: |     par {{[{]$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
{
    par {
        *a = 1;
        *b = 2;
    }
}
// CHECK: {{^}}1 error generated.
