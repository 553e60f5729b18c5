// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %FileCheck %s
// RUN: %cspcc -c -DFITS %s -o %t.o
// RUN: %cspcc -fcsp-stress -c %s -DFITS -o %t.o
// csp_frame is a number, the same on all declarations, and held to.
#include <csp.h>

#ifdef FITS
coroutine csp_frame(4000) void large(chan(int) c);
#else
coroutine csp_frame(400) void large(chan(int) c);
coroutine csp_frame(sizeof(int)) void number(void);
// CHECK: error: csp_frame of 'number' wants a number of bytes as C has it, from 1 to 2147483647 [csp-frame]
coroutine csp_frame(96) void twice(void);
coroutine void twice(void);
coroutine csp_frame(64 /* no */) void twice(void);
// CHECK: [[@LINE-1]]:{{.*}}error: this declaration of 'twice' has csp_frame(64), another csp_frame(96) [csp-frame]
// CHECK: [[@LINE-4]]:{{.*}}note: the other is here
#endif

coroutine void large(chan(int) c)
{
    char line[1000];
    for (int i = 0; i < 10; i++)
        chan_send(c, line[i] = (char)i);
}
