// RUN: %program %s
// The length of an array may be a constant that names something of the block.
// OUT: 20 24 9 400
#include <csp.h>
#include <stdio.h>

static int tail(int n, int square[n][n], char (*row)[sizeof(*square)])
{
    yield();
    return (int)sizeof *row + square[1][1];
}

static int sizes(int n)
{
    char name[5] = "name";
    enum { WIDTH = 2 };
    char rows[n][sizeof name], pairs[n][2 * WIDTH + 2];
    yield();
    rows[1][4] = name[4];
    pairs[3][5] = 9;
    char(*last)[2 * WIDTH + 2] = pairs + 3;
    yield();
    printf("%d %d %d ", (int)sizeof rows + rows[1][4], (int)sizeof pairs,
           (*last)[5]);
    return n;
}

int main(void)
{
    int square[100][100] = {{0}};
    char row[400];
    sizes(4);
    printf("%d\n", tail(100, square, &row));
}
