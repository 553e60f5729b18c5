// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %FileCheck %s
// RUN: %not ls %t.o
// A frame that is larger than csp_frame states is an error, with what takes
// most; so is one that is aligned more strictly than its callers' room.
#include <csp.h>

// CHECK: [[@LINE+4]]:31: error: the frame of 'large' has {{[0-9]+}} bytes, more than csp_frame states, 400 [csp-frame]
// CHECK: note: 'line' has 1000 of these bytes
// CHECK: error: the frame of 'strict' is aligned to 64 bytes; csp_frame goes up to 16 [csp-frame]
// CHECK: 2 errors generated
coroutine csp_frame(400) void large(chan(int) c)
{
    char line[1000];
    for (int i = 0; i < 10; i++)
        chan_send(c, line[i] = (char)i);
}

coroutine csp_frame(400) void strict(chan(int) c)
{
    _Alignas(64) char line[64];
    for (int i = 0; i < 10; i++)
        chan_send(c, line[i] = (char)i);
}

coroutine csp_frame(400) int fits(chan(int) c)
{
    return chan_get(c);
}
