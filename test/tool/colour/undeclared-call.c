// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// The note of an undeclared coroutine names the coroutine that it calls.
#include <csp.h>

coroutine int take(chan(int) c);

int twice(chan(int) c)
// CHECK: :[[#@LINE-1]]:5: error: function 'twice' may suspend but is not declared 'coroutine' [csp-undeclared]
// CHECK-NEXT: | int twice(chan(int) c){{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+4]]:16: note: it suspends here, by calling coroutine 'take'
// CHECK-NEXT: |     return 2 * take(c);{{$}}
// CHECK-NEXT: {{^}}      |                ^~~~~~~{{$}}
{
    return 2 * take(c);
}
// CHECK: {{^}}1 error generated.
