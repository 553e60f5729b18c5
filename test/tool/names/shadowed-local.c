// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Two variables of one name that both move to the top of the step: the second
// gets a suffix, in every mention.
#include <csp.h>

static int work(chan(int) c, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += chan_get(c);
    for (int i = n; i > 0; i--)
        sum += chan_get(c);
    return sum;
}

int main(void)
{
    return work(0, 1);
}
// CHECK-LABEL: static int work__step(
// CHECK: int i = 0;
// CHECK-NEXT: int i_2 = 0;
// CHECK: for (i = 0; i < n; i++)
// CHECK: for (i_2 = n; i_2 > 0; i_2--)
// CHECK: csp_suspend:
// CHECK: f->i = i;
// CHECK-NEXT: f->i_2 = i_2;
