// RUN: %not %cspcc -ferror-limit=0 -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__
// RUN: env CSPCC_CC=%gcc %cspcc -Wno-error=int-conversion -fsyntax-only %s 2>&1 | %check --check-prefix=GCC --implicit-check-not=csp__
// REQUIRES: gcc
// Integers and pointers for each other: an error or a warning, as the C
// compiler has it, in words of our own.
#include <csp.h>

void f(chan(int) c, chan(int *) p, int n);
void f(chan(int) c, chan(int *) p, int n)
{
    (void)chan_try_send(c, &n);
    // CHECK: :[[#@LINE-1]]:28: error: chan_try_send wants an 'int' for its value, and got an 'int *'; did you mean 'n'? [csp-type]
    // GCC: :[[#@LINE-2]]:28: warning: chan_try_send wants an 'int' for its value, and got an 'int *'; did you mean 'n'? [-Wint-conversion]
    (void)chan_try_send(p, n);
    // CHECK: :[[#@LINE-1]]:28: error: chan_try_send wants an 'int *' for its value, and got an 'int'; did you mean '&n'?
    // GCC: :[[#@LINE-2]]:28: warning: chan_try_send wants an 'int *' for its value, and got an 'int'; did you mean '&n'?
    chan_fail(c, "reason");
    // CHECK: :[[#@LINE-1]]:18: error: chan_fail wants an integer, and got a 'char *'
    // GCC: :[[#@LINE-2]]:18: warning: chan_fail wants an integer
    chan_close(n);
    // CHECK: :[[#@LINE-1]]:16: error: chan_close wants a channel, and got an 'int'
    // GCC: :[[#@LINE-2]]:16: warning: chan_close wants a channel, and got an 'int'
}
// CHECK: 4 errors generated.
// GCC: 4 warnings generated.
