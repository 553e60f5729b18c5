// RUN: %cspcc --dump=tree --dump-function=work %s | %check
// A call on the left happens before a suspension on the right; one on the right
// of it needs no saving.
#include <csp.h>

static int plain(void) { return 1; }
static int work(chan(int) c)
{
    int left = plain() + chan_get(c);
    int right = chan_get(c) + plain();
    return left + right;
}

int main(void)
{
    return work(0);
}
// CHECK: binary `plain() +
// CHECK-NEXT: call `plain()` saved
// CHECK: var right
// CHECK-NEXT: binary
// CHECK-NOT: saved
// CHECK: call `plain()`{{$}}
