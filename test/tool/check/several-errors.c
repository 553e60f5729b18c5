// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// Several errors are reported at once, in the order of the source.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    go (void)0;
// CHECK: :[[#@LINE-1]]:8: error: go needs a function call, as in go f(x); [csp-go]
// CHECK-NEXT: |     go (void)0;{{$}}
    go puts("no");
// CHECK: :[[#@LINE-1]]:8: error: go needs a coroutine, 'puts' is a plain function [csp-go-plain]
// CHECK-NEXT: |     go puts("no");{{$}}
    yield();
    return 0;
}
// CHECK: {{^}}2 errors generated.
