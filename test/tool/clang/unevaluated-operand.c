// RUN: %cspcc --dump=tree --dump-function=work %s | %check
// The operand of sizeof is there, but not evaluated.
#include <csp.h>

static size_t work(chan(int) c)
{
    size_t n = sizeof chan_get(c);
    yield();
    return n;
}

int main(void)
{
    return (int)work(0);
}
// CHECK: function work
// CHECK: decl `size_t n = sizeof
// CHECK-NOT: suspends
// CHECK: unevaluated
// CHECK: expr `csp_yield();` suspends
