// RUN: %program %s
// Initialisers with designators may suspend; what is not named is zero.
#include <csp.h>
#include <stdio.h>

struct node { struct { int x, y; } at; int list[4]; unsigned flag : 3; };

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    struct node n = {.list = {[2] = slow(5), [0] = slow(6)}, .at.y = slow(7)};
    int a[6] = {[4] = slow(1), slow(2), [1] = slow(3)};
    const struct node many[2] = {[1].flag = slow(5), [0] = {.at = {slow(8), 9}}};
    int matrix[2][3] = {{slow(1)}, {[2] = slow(2)}};
    char text[8] = {'a', (char)slow('b'), [4] = 'c'};
    yield();
    printf("%d %d %d %d %d\n", n.at.x, n.at.y, n.list[0], n.list[2], n.flag);
    printf("%d %d %d %d %d %d\n", a[0], a[1], a[2], a[3], a[4], a[5]);
    printf("%d %d %d %d\n", many[0].at.x, many[0].at.y, many[1].flag,
           many[1].list[3]);
    printf("%d %d %d\n", matrix[0][0], matrix[0][1], matrix[1][2]);
    printf("%s %c %d\n", text, text[4], text[7]);
    return 0;
}
// OUT: 0 7 6 5 0
// OUT: 0 3 0 0 1 2
// OUT: 8 9 5 0
// OUT: 1 0 2
// OUT: ab c 0
