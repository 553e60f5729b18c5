// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A switch that suspends inside keeps its own labels.
#include <csp.h>

static int work(int n)
{
    switch (n) {
    case 1: yield(); return 1;
    case 2 ... 4: n = 9; break;
    default: yield();
    }
    return n;
}

int main(void)
{
    return work(1);
}
// CHECK-LABEL: static int work__step(
// CHECK: switch (n) {
// CHECK: case 1:
// CHECK: at_1_
// CHECK: case 2 ... 4: n = 9; break;
// CHECK: default:
// CHECK: at_2_
