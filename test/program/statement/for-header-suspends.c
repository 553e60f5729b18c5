// RUN: %program %s
// All three parts of a for header may suspend, and `continue` runs the third.
#include <csp.h>
#include <stdio.h>

static int slow(const char *what, int x)
{
    yield();
    printf("%s %d\n", what, x);
    return x;
}

int main(void)
{
    for (int i = slow("begin", 1); slow("test", i) < 4; i = slow("next", i + 1)) {
        if (i == 2) continue;
        printf("body %d\n", i);
    }
    return 0;
}
// OUT: begin 1
// OUT: test 1
// OUT: body 1
// OUT: next 2
// OUT: test 2
// OUT: next 3
// OUT: test 3
// OUT: body 3
// OUT: next 4
// OUT: test 4
