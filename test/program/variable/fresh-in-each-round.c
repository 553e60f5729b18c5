// RUN: %program %s
// A variable of a loop body is initialised anew in each round; a jump back
// over its declaration does so too.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        int list[3] = {1}, n = i;
        struct { int a, b; } s = {.b = 2};
        char text[4] = "ab";
        yield();
        sum += list[0] + list[1] + list[2] + s.a + s.b + n + text[2];
        list[1] = list[2] = s.a = 50;
        text[2] = 'x';
        yield();
    }
    printf("%d\n", sum); // OUT: 12
    int rounds = 0;
back:;
    int list[2] = {rounds};
    yield();
    if (list[1]) return 1;
    list[1] = 5;
    if (++rounds < 3) goto back;
    printf("%d %d\n", list[0], list[1]); // OUT: 2 5
    return 0;
}
