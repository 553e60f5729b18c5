// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A call of a variadic function that is declared coroutine is refused.
#include <csp.h>

coroutine void log_all(int n, ...);

int main(void)
{
    log_all(1, 2);
// CHECK: :[[#@LINE-1]]:5: error: coroutine 'log_all' is variadic: its arguments would lie on a stack that is gone [csp-variadic]
// CHECK-NEXT: |     log_all(1, 2);{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:5: note: pass an array or a struct
// CHECK-NEXT: |     log_all(1, 2);{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
    return 0;
}
// CHECK: {{^}}1 error generated.
