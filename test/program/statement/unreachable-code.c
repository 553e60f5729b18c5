// RUN: %program %s
// Code that is never reached may suspend too.
#include <csp.h>
#include <stdio.h>

static int run(int x)
{
    if (0) yield();
    while (0)
        yield();
    for (; 0;)
        yield();
    if (x) {
        yield();
        return x;
        yield();
    }
    goto end;
    yield();
end:
    return 5;
    while (1) {
        yield();
        x++;
    }
}

int main(void)
{
    printf("%d %d\n", run(0), run(1)); // OUT: 5 1
    return 0;
}
