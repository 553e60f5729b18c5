// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// The operands of a select are evaluated on entry: what its braces declare is
// no operand, but for a statement expression's own variables.
#include <csp.h>

int main(void)
{
    chan(int) c = chan_make(int, 1);
    select {
        int v;
    case_recv(c, &v):
        // CHECK: [[#@LINE-1]]:19: error: 'v' is declared in the select, behind the evaluation of this [csp-select]
        // CHECK: [[#@LINE-3]]:13: note: declare it before the select
        break;
    case_send(c, ({ int twice = 2; twice * 2; })):;
        int w = 3;
    case_send(c, w + 1):
        // CHECK: [[#@LINE-1]]:18: error: 'w' is declared in the select, {{.*}} [csp-select]
        break;
    }
    return 0;
}
// CHECK: {{^}}2 errors generated.
