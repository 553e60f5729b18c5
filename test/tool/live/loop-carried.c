// RUN: %cspcc --dump=live --dump-function=work %s | %check
// What the next round reads crosses the suspension of this one; what each round
// sets anew does not.
#include <csp.h>

static int work(chan(int) c, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int fresh = i;
        sum += fresh;
        yield();
    }
    return sum + (int)chan_len(c);
}

int main(void)
{
    return work(0, 1);
}
// CHECK: c: crosses
// CHECK-NEXT: n: crosses
// CHECK-NEXT: sum: crosses
// CHECK-NEXT: i: crosses
// CHECK-NEXT: fresh: local
