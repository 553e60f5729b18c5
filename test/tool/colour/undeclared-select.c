// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A select makes a function a coroutine, even one that never waits.
#include <csp.h>

void poll_once(void)
// CHECK: :[[#@LINE-1]]:6: error: function 'poll_once' may suspend but is not declared 'coroutine' [csp-undeclared]
// CHECK-NEXT: | void poll_once(void){{$}}
// CHECK-NEXT: {{^}}      |      ^~~~~~~~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+4]]:5: note: it suspends here, in a select
// CHECK-NEXT: |     select {{[{]$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
{
    select {
    default: break;
    }
}
// CHECK: {{^}}1 error generated.
