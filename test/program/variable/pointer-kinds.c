// RUN: %program %s
// Pointers to arrays, functions, pointers and incomplete types, and arrays of
// such, live across suspensions.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

struct hidden;

static int twice(int x)
{
    return 2 * x;
}

static int (*pick(int how))(int)
{
    yield();
    return how ? twice : abs;
}

int main(void)
{
    int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
    int (*row)[3] = grid, (*whole)[2][3] = &grid;
    int (*call)(int) = twice, (*calls[2])(int) = {abs, twice};
    int (**at)(int) = calls, (*(*chooser)(int))(int);
    struct hidden *hidden = NULL, **where = &hidden;
    const void *any = row;
    char *(*copy)(char *, const char *) = NULL;
    yield();
    row++, at++;
    yield();
    chooser = NULL;
    printf("%d %d %d\n", (*row)[1], (*whole)[0][2], call(21)); // OUT: 5 3 42
    printf("%d %d\n", (*at)(4), calls[0](-9));                 // OUT: 8 9
    printf("%d %d\n", pick(0)(-3), pick(1)(-3));               // OUT: 3 -6
    yield();
    printf("%d %d %d\n", *where == hidden, any == grid, !copy && !chooser);
    return 0; // OUT: 1 1 1
}
