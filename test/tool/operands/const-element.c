// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// RUN: env CSPCC_CC=%gcc %not %cspcc -fsyntax-only %s 2>&1 | %check
// REQUIRES: gcc
// What a channel carries is not const itself; what it points to may be.
#include <csp.h>

int main(void)
{
    chan(const int) c = NULL;
    chan(const char *) s = NULL;
    chan_close(s);
    chan_close(c);
    // CHECK: :[[#@LINE-1]]:16: error: chan_close wants a channel of what is not const or volatile itself, and got a 'chan(const int)' [csp-type]
    return 0;
}
// CHECK: 1 error generated.
