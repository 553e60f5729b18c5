// RUN: %cspcc --dump=lower --dump-function=main %s | %check
// Operands in which nothing suspends stay one expression of C's, before the
// suspension and behind it: their order among themselves is C's.
#include <csp.h>

int g(void), h(void), i(void), j(void);

static int wait_for(int n)
{
    yield();
    return n;
}

int main(void)
{
    int r = g() + h() * 2 + wait_for(1) + i() * j();
    return r;
}
// CHECK: = g() + h() * 2;
// CHECK: wait_for__step(
// CHECK: {{.*}}csp_saved_1 + {{.*}}csp_ret + i() * j();
