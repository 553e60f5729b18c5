// RUN: cd %S && %cspcc --emit=c filter.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/filter.c -
// RUN: cd %S && env CSPCC_CC=%gcc %cspcc --emit=c filter.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/filter.c -
// A loop whose header receives, a send under an if: one spill, one reload, the
// user's text in between.
#include <csp.h>

// Passes on what `prime` does not divide.
static void filter(chan(int) in, chan(int) out, int prime)
{
    int n, passed = 0;

    while (chan_recv(in, &n)) {
        /* most do not get here */
        if (n % prime != 0) {
            chan_send(out, n);
            passed++;
        }
    }
    chan_close(passed ? out : in); // once
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go filter(c, c, 2);
    return chan_get(c);
}
