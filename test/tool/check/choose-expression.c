// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A suspension inside __builtin_choose_expr is refused.
#include <csp.h>

static int f(int n)
{
    yield();
    return n;
}

int main(void)
{
    return __builtin_choose_expr(1, f(0), 2);
// CHECK: :[[#@LINE-1]]:12: error: a suspension inside this builtin is not supported [csp-operand]
// CHECK-NEXT: |     return __builtin_choose_expr(1, f(0), 2);{{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:12: note: evaluate the operand into a variable first
// CHECK-NEXT: |     return __builtin_choose_expr(1, f(0), 2);{{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
}
// CHECK: {{^}}1 error generated.
