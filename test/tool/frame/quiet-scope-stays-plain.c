// RUN: %cspcc --dump=frame --dump-function=work %s | %check
// In a block that does not suspend even an array stays an ordinary local.
#include <csp.h>

static int work(void)
{
    int sum = 0;
    {
        int list[8] = {1};
        for (int i = 0; i < 8; i++)
            sum += list[i];
    }
    yield();
    return sum;
}

int main(void)
{
    return work();
}
// CHECK: sum: promoted
// CHECK-NEXT: list: plain
// CHECK-NEXT: i: plain
