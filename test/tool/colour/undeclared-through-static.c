// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// Colours spread through static functions, which need no word, to the external
// one that does.
#include <csp.h>

static void inner(void)
{
    yield();
}

static void middle(void)
{
    inner();
}

void outer(void)
// CHECK: :[[#@LINE-1]]:6: error: function 'outer' may suspend but is not declared 'coroutine' [csp-undeclared]
// CHECK-NEXT: | void outer(void){{$}}
// CHECK-NEXT: {{^}}      |      ^~~~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+4]]:5: note: it suspends here, by calling coroutine 'middle'
// CHECK-NEXT: |     middle();{{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~~~~{{$}}
{
    middle();
}
// CHECK: {{^}}1 error generated.
