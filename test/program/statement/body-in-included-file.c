// RUN: %program %s
// A body may stand in an included file, whole, or begin or end there; what
// stands behind it there stays.
// OUT: 6 5 3 9
#include <csp.h>
#include <stdio.h>

static int slow(int n) { yield(); return n; }
static int whole(int n)
#include "Inputs/body.inc"
    return n;
}

static int inside(int n)
{
    n += slow(n);
#include "Inputs/body-part.inc"
    return n;
}

int main(void)
{
    printf("%d %d %d %d\n", whole(4), behind(5), open(2), inside(4));
    return 0;
}
