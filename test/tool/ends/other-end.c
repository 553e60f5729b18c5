// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// One end is not the other, nor is an end of another type: the C compiler says.
#include <csp.h>

static void work(chan_in(int) in, chan_out(int) out, chan(long) other)
{
    in = out;
    // CHECK: [[#@LINE-1]]:8: error: incompatible pointer types
    out = other;
    // CHECK: [[#@LINE-1]]:9: error: incompatible pointer types
    chan_send(out, chan_get(in));
}

int main(void)
{
    work(0, 0, 0);
}
// CHECK: 2 errors generated.
