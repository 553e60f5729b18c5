// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// Several errors are reported at once, in the order of the source.
#include <csp.h>
#include <stdio.h>

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
    go puts("no");
// CHECK: :[[#@LINE-1]]:8: error: go needs a coroutine, 'puts' is a plain function [csp-go-plain]
// CHECK-NEXT: |     go puts("no");{{$}}
    yield();
    return 0;
}
// CHECK: {{^}}2 errors generated.
