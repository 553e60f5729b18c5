// RUN: %program %s
// && and || evaluate their right side only when the left does not decide, and
// give 0 or 1.
#include <csp.h>
#include <stdio.h>

static int say(int x)
{
    yield();
    printf("%d ", x);
    return x;
}

int main(void)
{
    printf("= %d\n", say(0) && say(1));             // OUT: 0 = 0
    printf("= %d\n", say(2) && say(3));             // OUT: 2 3 = 1
    printf("= %d\n", say(4) || say(5));             // OUT: 4 = 1
    printf("= %d\n", say(0) || say(0));             // OUT: 0 0 = 0
    printf("= %d\n", say(0) && say(1) || say(6));   // OUT: 0 6 = 1
    printf("= %d\n", (say(1) || say(2)) && say(0)); // OUT: 1 0 = 0
    printf("= %d\n", !say(0) && !(say(7) && say(0))); // OUT: 0 7 0 = 1
    int x = 5;
    if (x > 3 && say(8) && x++ < 6 && say(x)) printf("x %d\n", x);
    // OUT: 8 6 x 6
    if (x > 9 && say(9)) return 1;
    bool b = say(3) && x;
    say(1) && say(2), x > 100 || say(4);
    printf("%d\n", b); // OUT: 3 1 2 4 1
    return 0;
}
// FLAGS: -Wno-parentheses -Wno-unused-value
