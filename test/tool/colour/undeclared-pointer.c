// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A call through a pointer to coroutines makes a function a coroutine.
#include <csp.h>

typedef coroutine int handler(int);

int apply(handler *f)
// CHECK: :[[#@LINE-1]]:5: error: function 'apply' may suspend but is not declared 'coroutine' [csp-undeclared]
// CHECK-NEXT: | int apply(handler *f){{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+4]]:12: note: it suspends here
// CHECK-NEXT: |     return f(3);{{$}}
// CHECK-NEXT: {{^}}      |            ^~~~{{$}}
{
    return f(3);
}
// CHECK: {{^}}1 error generated.
