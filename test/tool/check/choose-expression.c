// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A suspension in a __builtin_choose_expr is refused where libclang has no value
// for the constant.
#include <csp.h>

static int f(int n)
{
    yield();
    return n;
}

int main(void)
{
    int n = f(1);
    return __builtin_choose_expr(!__builtin_constant_p(n), f(0), 2);
// CHECK: :[[#@LINE-1]]:12: error: cspcc cannot tell which arm of this __builtin_choose_expr is chosen [csp-generic]
// CHECK: :[[#@LINE-2]]:12: note: evaluate the operand into a variable first
}
// CHECK: {{^}}1 error generated.
