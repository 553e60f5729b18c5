// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A static variable of a coroutine stays where it is.
#include <csp.h>

static int work(void)
{
    static int count = 3;
    yield();
    return ++count;
}

int main(void)
{
    return work();
}
// CHECK: struct work__frame {
// CHECK-NOT: count
// CHECK-LABEL: static int work__step(
// CHECK: static int count = 3;
// CHECK: f->csp_ret = ++count;
