// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %FileCheck %s
// The lengths of parameters are evaluated before the body, where nothing may
// suspend.
#include <csp.h>

static int id(int x) { yield(); return x; }

static int row(int n, int (*p)[id(n)])
// CHECK: [[@LINE-1]]:32: error: a suspension in the length of a parameter [csp-operand]
// CHECK: note: evaluate it in the body
{
    return (int)sizeof *p;
}

int main(void) { return row(1, 0); }
