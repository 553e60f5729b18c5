// RUN: %program %s
// The do { } while (0) of a macro keeps its meaning around a suspension.
#include <csp.h>
#include <stdio.h>

#define TWICE(statement)                                                       \
    do {                                                                       \
        statement;                                                             \
        yield();                                                               \
        statement;                                                             \
    } while (0)

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    int n = 1;
    if (n)
        TWICE(n += slow(n));
    else
        TWICE(n--);
    printf("%d\n", n); // OUT: 4
    if (n == 5)
        TWICE(n++);
    else
        TWICE(TWICE(n = slow(n) * 2));
    printf("%d\n", n); // OUT: 64
    return 0;
}
