// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__
// The cases of a select, too; and what is said once is not said again.
#include <csp.h>
int main(void)
{
    chan(int) c = chan_make(int, 1);
    int n = 0;
    bool ok = false;
    select {
    case_recv(c, n): break;      // CHECK: :[[#@LINE]]:18: error: case_recv wants an 'int *' for its value, and got an 'int'; did you mean '&n'?
    case_recv(c, &n, ok): break; // CHECK: :[[#@LINE]]:22: error: case_recv wants a 'bool *' for its answer, and got a 'bool'; did you mean '&ok'?
    case_send(n, 1): break;      // CHECK: :[[#@LINE]]:15: error: case_send wants a channel, and got an 'int'
    case_send(c, 1, ok): break;  // CHECK: :[[#@LINE]]:21: error: case_send wants a 'bool *' for its answer, and got a 'bool'; did you mean '&ok'?
    case_send(c, "1", &ok): break; // CHECK: :[[#@LINE]]:18: error: case_send wants an 'int' for its value, and got a 'char *'
    case_send(c): break;         // CHECK: :[[#@LINE]]:5: error: case_send wants 2 or 3 operands, and got 1; it is written 'case_send(c, v):'
    case_send(c, 1, &ok, 2): break; // CHECK: :[[#@LINE]]:5: warning: case_send wants 2 or 3 operands, and got 4
    case_recv(c): break;         // CHECK: :[[#@LINE]]:5: error: case_recv wants 2 or 3 operands, and got 1; it is written 'case_recv(c, &v):'
    case_recv(c, &n) break;      // CHECK: :[[#@LINE]]:5: error: case_recv wants a colon behind it
    case_after(&n): break;       // CHECK: :[[#@LINE]]:16: error: case_after wants nanoseconds, an integer such as 10 * CSP_MS, and got an 'int *'
    }
    return 0;
}
// CHECK: 1 warning and 9 errors generated.
