// RUN: %program %s
// Functions defined in the style of K&R suspend as others do.
#include <csp.h>
#include <stdio.h>
// FLAGS: -std=gnu17 -Wno-deprecated-non-prototype -Wno-old-style-definition

static int add(a, b, text)
    int a;
    short b;
    const char *text;
{
    yield();
    return a + b + text[0];
}

static int none()
{
    yield();
    return 4;
}

int main()
{
    printf("%d %d\n", add(1, 2, "\003"), none()); // OUT: 6 4
    return 0;
}
