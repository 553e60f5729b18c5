// RUN: %program %s
// Only the chosen arm of ?: is evaluated; arms may be void, nested, and of
// types that C first brings to a common one.
#include <csp.h>
#include <stdio.h>

static int say(int x)
{
    yield();
    printf("%d ", x);
    return x;
}

static void note(const char *text)
{
    yield();
    printf("%s ", text);
}

int main(void)
{
    for (int i = 0; i < 4; i++) {
        int x = say(i) == 0 ? say(10) : say(i) == 1 ? 11 : i == 2 ? say(12) : 13;
        i % 2 ? note("odd") : note("even");
        printf("%d\n", x);
    }
    double d = say(0) ? say(1) : 0.5;
    long wide = say(1) ? say(-1) : 1u;
    const char *text = say(0) ? NULL : "text";
    printf("%.1f %ld %s\n", d, wide, text);
    printf("%d\n", say(0) ?: say(6));
    printf("%d\n", (say(2) ? say(3) : say(4)) + 1);
    return 0;
}
// OUT: 0 10 even 10
// OUT: 1 1 odd 11
// OUT: 2 2 12 even 12
// OUT: 3 3 odd 13
// OUT: 0 1 -1 0 0.5 4294967295 text
// OUT: 0 6 6
// OUT: 2 3 4
// FLAGS: -Wno-sign-compare
