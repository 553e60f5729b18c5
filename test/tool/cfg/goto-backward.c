// RUN: %cspcc --dump=cfg --dump-function=work %s | %check
// goto makes an edge to the block of its label.
#include <csp.h>

static void work(int n)
{
again:
    yield();
    if (--n) goto again;
}

int main(void)
{
    work(2);
    return 0;
}
// CHECK: block [[#LABEL:]]: suspend@[[#@LINE-9]] use n -> [[#GO:]] [[#]]
// CHECK: block [[#GO]]: -> [[#LABEL]]
