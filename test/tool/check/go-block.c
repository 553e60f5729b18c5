// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// go before a block is refused, with what to do instead.
#include <csp.h>

int main(void)
{
    go {
// CHECK: :[[#@LINE-1]]:5: error: go starts a call, not a block, as yet [csp-go-block]
// CHECK-NEXT: |     go {{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:5: note: put the statements into a static function, and start that one
// CHECK-NEXT: |     go {{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
        (void)0;
    }
    return 0;
}
// CHECK: {{^}}1 error generated.
