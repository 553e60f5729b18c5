// RUN: %cspcc --dump=frame --dump-function=work %s | %check
// Past a hundred suspensions nothing is promoted: scalars that cross stay in
// the frame at all times.
#include <csp.h>
#define FIVE yield(); yield(); yield(); yield(); yield();
static int work(int n)
{
    int kept = n;
    FIVE FIVE FIVE FIVE
    FIVE FIVE FIVE FIVE
    FIVE FIVE FIVE FIVE
    FIVE FIVE FIVE FIVE
    FIVE FIVE FIVE FIVE
    FIVE FIVE FIVE FIVE
    return kept;
}

int main(void)
{
    return work(1);
}
// CHECK: parameter n: resident
// CHECK-NEXT: kept: resident
