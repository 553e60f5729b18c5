// RUN: %cspcc --emit=c %s | %check
// RUN: %cspcc -c %s -o %t.o
// A statement's attribute advises how to compile it: it stays where the
// statement stays, and goes where other text comes.
// CHECK: static int main__step
// CHECK: csp_at = AT_1
// CHECK-NOT: nomerge
// CHECK: csp_at = AT_2
// CHECK: {{^ *}}__attribute__((fallthrough));
// CHECK: {{^ *}}__attribute__((nomerge)) csp_live();
#include <csp.h>

static int id(int x)
{
    yield();
    return x;
}

int main(void)
{
    int n = 0;
    __attribute__((nomerge)) id(3);
    switch (id(1)) {
    case 1:
        n++;
        __attribute__((fallthrough));
    case 2: n++;
    }
    __attribute__((nomerge)) csp_live();
    return n != 2;
}
