// RUN: %cspcc --dump=live %s | %FileCheck %s
// One arm of a ?: is evaluated, so what both receive is not alive before it;
// what the right side of an && receives is.
#include <csp.h>

// CHECK-LABEL: function pick
// CHECK: both: local
// CHECK: one: crosses
coroutine int pick(chan(int) c, chan(int) d, int which)
{
    int both, one = 1;
    chan_send(d, 1);
    (void)(which && chan_recv(c, &one));
    which ? chan_recv(c, &both) : chan_recv(d, &both);
    return both + one;
}
