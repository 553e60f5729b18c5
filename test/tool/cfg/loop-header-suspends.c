// RUN: %cspcc --dump=cfg --dump-function=f %s | %check
// A loop goes back to the block of its condition, where it suspends.
#include <csp.h>
static void f(chan(int) c, int n)
{
    while (chan_get(c))
        n++;
    (void)n;
}

int main(void)
{
    f(0, 0);
    return 0;
}

// CHECK: function f
// CHECK: block [[#HEAD:]]: use c suspend@[[#@LINE-12]] -> [[#BODY:]] [[#AFTER:]]
// CHECK: block [[#AFTER]]: use n ->
// CHECK: block [[#BODY]]: use n -> [[#HEAD]]
