// RUN: %cspcc --dump=cfg --dump-function=work %s | %check
// A loop goes back to the block of its condition, where it suspends.
#include <csp.h>

static void work(chan(int) c, int n)
{
    while (chan_get(c))
        n++;
    (void)n;
}

int main(void)
{
    work(0, 0);
    return 0;
}
// CHECK: function work
// CHECK: block [[#HEAD:]]: use c suspend@[[#@LINE-11]] -> [[#BODY:]] [[#AFTER:]]
// CHECK: block [[#AFTER]]: use n ->
// CHECK: block [[#BODY]]: use n -> [[#HEAD]]
