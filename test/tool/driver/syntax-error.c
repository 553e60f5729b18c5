// RUN: echo old > %t.o
// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %check
// RUN: rm -f %t && %not %cspcc %s -o %t 2>&1 | %check
// RUN: %not ls %t
// An error in the source ends the compilation with the C compiler's message.
#include <csp.h>

int main(void)
{
    yield() return 0;
    // CHECK: [[@LINE-1]]:12: error: expected ';' after expression
    // CHECK: 1 error generated.
}
