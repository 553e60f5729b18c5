// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A local whose name begins like ours is renamed, so that it cannot meet one.
#include <csp.h>

static int work(int n)
{
    int csp_result = n;
    yield();
    return csp_result;
}

int main(void)
{
    return work(1);
}
// CHECK-LABEL: static int work__step(
// CHECK: int user_csp_result_2 = 0;
// CHECK: user_csp_result_2 = n;
// CHECK: f->csp_ret = user_csp_result_2;
