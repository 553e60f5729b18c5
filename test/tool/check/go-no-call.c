// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// go needs a function call.
#include <csp.h>

static void f(void)
{
    yield();
}

int main(void)
{
    go (f());
// CHECK: :[[#@LINE-1]]:8: error: go needs a function call, as in go f(x); [csp-go]
// CHECK-NEXT: |     go (f());{{$}}
// CHECK-NEXT: {{^}}      |        ^{{$}}
    go (void)0;
// CHECK: :[[#@LINE-1]]:8: error: go needs a function call, as in go f(x); [csp-go]
// CHECK-NEXT: |     go (void)0;{{$}}
// CHECK-NEXT: {{^}}      |        ^{{$}}
    return 0;
}
// CHECK: {{^}}2 errors generated.
