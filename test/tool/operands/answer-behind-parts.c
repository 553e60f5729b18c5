// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// Where the members of a value stand without braces, a 'bool *' behind them
// could be one of them as well as the answer: refused.
#include <csp.h>

struct flagged {
    int n;
    bool *flag;
};

int main(void)
{
    chan(struct flagged) c = NULL;
    chan(int) d = NULL;
    bool ok;
    select {
    case_send(c, {1, &ok}, &ok): break;
    case_send(c, 1, &ok): break;
    // CHECK-NOT: error
    // CHECK: :[[#@LINE-2]]:18: error: case_send takes one value, and where its answer goes, a 'bool *' [csp-form]
    // CHECK: note: the values of its members stand in braces
    case_send(d, 1, &ok, 2): break;
    // CHECK: :[[#@LINE-1]]:18: error: case_send takes one value, and where
    }
    return 0;
}
// CHECK: 2 errors generated
