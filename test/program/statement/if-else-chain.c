// RUN: %program %s
// In a chain of else-if the conditions are evaluated in order until one holds.
#include <csp.h>
#include <stdio.h>

static int is(int x, int y)
{
    printf("%d?", y);
    yield();
    return x == y;
}

static void chain(int x)
{
    if (is(x, 1))
        printf(" one\n");
    else if (is(x, 2) || is(x, 3)) {
        yield();
        printf(" two or three\n");
    } else if (!is(x, 4))
        if (is(x, 5))
            printf(" five\n");
        else {
            yield();
            printf(" many\n");
        }
    else
        printf(" four\n");
}

int main(void)
{
    chain(1); // OUT: 1? one
    chain(2); // OUT: 1?2? two or three
    chain(3); // OUT: 1?2?3? two or three
    chain(4); // OUT: 1?2?3?4? four
    chain(5); // OUT: 1?2?3?4?5? five
    chain(6); // OUT: 1?2?3?4?5? many
    return 0;
}
