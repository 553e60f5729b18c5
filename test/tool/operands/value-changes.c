// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not=warning: --implicit-check-not=note:
// RUN: %cspcc -Wconversion -fsyntax-only %s 2>&1 | %check --check-prefixes=CHECK,ALL --implicit-check-not=warning:
// A value that changes on its way into a channel is warned of as in an
// assignment, under the same flags.
#include <csp.h>

int main(void)
{
    chan(int) c = chan_make(int, 9);
    chan(unsigned char) u = chan_make(unsigned char, 9);
    double d = 1;
    chan_send(c, 1.5);
    // CHECK-DAG: :[[#@LINE-1]]:18: warning: implicit conversion from 'double' to 'int' changes value from 1.5 to 1 [-Wliteral-conversion]
    chan_send(c, d);
    // ALL-DAG: :[[#@LINE-1]]:18: warning: {{.*}} [-Wfloat-conversion]
    (void)chan_try_send(u, 300);
    // CHECK-DAG: :[[#@LINE-1]]:28: warning: implicit conversion from 'int' to 'unsigned char' changes value from 300 to 44 [-Wconstant-conversion]
    select {
    case_send(c, 2.5): break;
    // CHECK-DAG: :[[#@LINE-1]]:18: warning: {{.*}} changes value from 2.5 to 2
    }
    chan_send(u, 'a');
    chan_send(c, {3});
    return 0;
}
