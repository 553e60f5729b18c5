// RUN: %cspcc --dump=tree --dump-function=work %s | %check
// The operands of &&, ||, ?: and the comma are not saved: their order is C's
// own.
#include <csp.h>

static int global;
static int work(chan(int) c)
{
    int a = global && chan_get(c);
    int b = global || chan_get(c);
    int d = global ? chan_get(c) : 0;
    return ((void)global, chan_get(c)) + a + b + d;
}

int main(void)
{
    return work(0);
}
// CHECK: function work
// CHECK: and `global &&
// CHECK-NEXT: ref `global`{{$}}
// CHECK: or `global ||
// CHECK-NEXT: ref `global`{{$}}
// CHECK: cond `global ?
// CHECK-NEXT: ref `global`{{$}}
