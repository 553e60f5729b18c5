// RUN: %cspcc --dump=tree --dump-function=work %s | %check
// What others can write to while we wait is saved: a global, what a pointer
// leads to, a static, a variable whose address is known.
#include <csp.h>

static int global;
static int work(chan(int) c, int *p)
{
    static int kept;
    int known = 1;
    p = p ? p : &known;
    int sum = global + chan_get(c);
    sum += *p * chan_get(c);
    sum += kept - chan_get(c);
    sum += known / chan_get(c);
    return sum;
}

int main(void)
{
    return work(0, 0);
}
// CHECK: binary `global +
// CHECK-NEXT: ref `global` saved
// CHECK: binary `*p *
// CHECK-NEXT: unary `*p` saved
// CHECK: binary `kept -
// CHECK-NEXT: ref `kept` saved
// CHECK: binary `known /
// CHECK-NEXT: ref `known` saved
