// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A promoted local that hides a function used elsewhere in the body gets a
// suffix.
#include <csp.h>

static int count(void) { return 4; }
static int work(void)
{
    int sum = count();
    {
        int count = sum;
        yield();
        sum += count;
    }
    return sum;
}

int main(void)
{
    return work();
}
// CHECK: sum = count();
// CHECK: count_2 = sum;
// CHECK: sum += count_2;
