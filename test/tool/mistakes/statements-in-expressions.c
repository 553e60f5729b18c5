// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__
// RUN: env CSPCC_CC=%gcc %not %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__
// REQUIRES: gcc
// Words that begin a statement give no value.
#include <csp.h>
static int f(int n) { yield(); return n; }

int main(void)
{
    int r = go f(1);
    // CHECK: :[[#@LINE-1]]:13: error: go begins a statement, and gives no value [csp-form]
    // CHECK: :[[#@LINE-2]]:13: note: for a result: task(int) t = spawn(f()); and then join(t)
    int s = blocking f(2);
    // CHECK: :[[#@LINE-1]]:13: error: blocking begins a statement, and gives no value [csp-form]
    // CHECK: note: declare the variable first, then: blocking n = read(...);
    int t = 1 + par { f(3); };
    // CHECK: :[[#@LINE-1]]:17: error: par begins a statement, and gives no value [csp-form]
    f(select { default: break; });
    // CHECK: :[[#@LINE-1]]:7: error: select begins a statement, and gives no value [csp-form]
    select (r) { default: break; }
    // CHECK: :[[#@LINE-1]]:5: error: select wants its cases in braces
    return 0;
}
// CHECK: 5 errors generated.
