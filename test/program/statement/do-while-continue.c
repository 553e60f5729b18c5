// RUN: %program %s
// `continue` in a do-while goes to the condition, which may suspend.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    printf("test %d\n", x);
    return x;
}

int main(void)
{
    int i = 0;
    do {
        if (i == 1) continue;
        printf("body %d\n", i);
        yield();
    } while (slow(++i) < 3);
    do
        yield();
    while (slow(i++) < 3);
    do {
        if (slow(i) > 5) break;
        i++;
    } while (true);
    printf("%d\n", i);
    return 0;
}
// OUT: body 0
// OUT: test 1
// OUT: test 2
// OUT: body 2
// OUT: test 3
// OUT: test 3
// OUT: test 4
// OUT: test 5
// OUT: test 6
// OUT: 6
