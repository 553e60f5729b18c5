// RUN: %cspcc --dump=tree --dump-function=work %s | %check
// go, blocking and select come out of their macros as statements of their own.
#include <csp.h>

static void g(int n) { (void)n; }
static void h(int n) { (void)n; }
static void work(chan(int) c)
{
    go g(1);
    blocking h(2);
    select {
    case_send(c, 3): break;
    }
}

int main(void)
{
    work(0);
    return 0;
}
// CHECK: function work
// CHECK: go `switch (csp__go)
// CHECK-NEXT: call `g(1)`
// CHECK: blocking `switch (csp__blocking)
// CHECK: suspends
// CHECK-NEXT: expr `h(2);`
// CHECK: select `switch (csp__select)
