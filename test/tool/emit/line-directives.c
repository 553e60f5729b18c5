// RUN: %cspcc --emit=c %s | %check
// A line of the user's stands behind a #line that names its file and number.
#include <csp.h>

static int work(int n)
{
    yield();
    n = 17;
    return n;
}

int main(void)
{
    return work(1);
}
// CHECK: #line [[#@LINE-11]] "{{.*}}line-directives.c"
// CHECK-NEXT: static int work__step(
// CHECK: #line [[#@LINE-10]] "{{.*}}line-directives.c"
// CHECK-NEXT: n = 17;
