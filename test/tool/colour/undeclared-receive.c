// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// An external function that suspends must say so; the note shows where it does,
// and the fix-it what to write.
#include <csp.h>

int take(chan(int) c)
// CHECK: :[[#@LINE-1]]:5: error: function 'take' may suspend but is not declared 'coroutine' [csp-undeclared]
// CHECK-NEXT: | int take(chan(int) c){{$}}
// CHECK-NEXT: {{^}}      |     ^~~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+5]]:18: note: it suspends here
// CHECK-NEXT: |     return sum + chan_get(c);{{$}}
// CHECK-NEXT: {{^}}      |                  ^{{$}}
{
    int sum = 1;
    return sum + chan_get(c);
}
// CHECK: {{^}}1 error generated.
