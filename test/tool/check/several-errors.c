// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// Several errors are reported at once, function by function.
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
    go {
// CHECK: :[[#@LINE-1]]:5: error: go starts a call, not a block, as yet [csp-go-block]
// CHECK-NEXT: |     go {{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:5: note: put the statements into a static function, and start that one
// CHECK-NEXT: |     go {{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
        (void)0;
    }
    return last(1);
}
// CHECK: {{^}}2 errors generated.
