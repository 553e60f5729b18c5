// RUN: %cspcc -Wno-unsequenced --dump=tree --dump-function=work %s | %check
// An operand that a later one writes to is saved; one that nothing writes to is
// not, and neither is a constant.
#include <csp.h>

static int work(chan(int) c, int a, int b)
{
    int written = a + (a = 2, chan_get(c));
    int quiet = b + chan_get(c);
    int constant = 1 + chan_get(c);
    return written + quiet + constant;
}

int main(void)
{
    return work(0, 1, 2);
}
// CHECK: binary `a + (a = 2
// CHECK-NEXT: ref `a` saved
// CHECK: binary `b +
// CHECK-NEXT: ref `b`{{$}}
// CHECK: binary `1 +
// CHECK-NEXT: leaf `1`{{$}}
