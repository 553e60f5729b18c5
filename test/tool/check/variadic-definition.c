// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A variadic function cannot be a coroutine.
#include <csp.h>

static int last(int n, ...)
// CHECK: :[[#@LINE-1]]:12: error: coroutine 'last' is variadic: its arguments would lie on a stack that is gone [csp-variadic]
// CHECK-NEXT: | static int last(int n, ...){{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:12: note: pass an array or a struct
// CHECK-NEXT: | static int last(int n, ...){{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
{
    yield();
    return n;
}

int main(void)
{
    return last(0);
}
// CHECK: {{^}}1 error generated.
