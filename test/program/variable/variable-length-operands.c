// RUN: %program %s
// Rows of arrays of variable length wait as operands, whatever they are
// computed from.
#include <csp.h>
#include <stdio.h>

static int id(int x)
{
    yield();
    return x;
}
static int at(int n, int (*p)[n], int i, int j)
{
    return p[i][j];
}

static int table(int n)
{
    int t[n][n][n], (*row)[n] = t[id(1)], (*all)[n][n] = t, sum;
    for (int i = 0; i < n * n * n; i++)
        (&t[0][0][0])[i] = i;
    t[id(1)][id(2)][id(0)] += id(5);
    (*all)[id(0)][id(1)]--;
    *(*(*(t + id(1)) + id(1)) + id(1)) = id(7);
    sum = row[id(2)][0] + at(n, t[id(1)], id(1), id(2)) + at(n, *t, id(1), 1);
    sum += at(n, id(1) ? t[id(1)] : row, id(1), id(1));
    sum += (id(0) ? t[id(1)] : t[id(2)])[id(1)][id(0)];
    sum += (row = t[id(2)])[id(1)][id(1)];
    sum += (++row)[id(0)][id(1)];
    sum += (row--)[id(0)][id(2)];
    sum += (id(0), row)[0][id(1)];
    sum += (&t[id(1)])[id(0)][1][id(1)] + (all + id(1))[0][id(1)][id(2)];
    sum += 6 + (t[id(1)] < row);
    return sum;
}

static int pointers(int n)
{
    int a[n][n], b[n][n];
    for (int i = 0; i < n * n; i++)
        a[i / n][i % n] = b[n - 1 - i / n][i % n] = i;
    int(*list[n])[n], (*two[2])[n] = {a, b};
    for (int i = 0; i < n; i++)
        list[id(i)] = two[i & 1];
    return list[id(1)][id(0)][id(1)] + (*list[id(2)])[id(1)] +
           two[id(1)][id(2)][id(1)];
}

static int cast(int n, void *p)
{
    return ((int(*)[id(n)])p)[id(1)][id(0)] + (*(int(*)[n])p)[id(1)];
}

int main(void)
{
    int a[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    printf("%d\n", table(3));    // OUT: 180
    printf("%d\n", pointers(3)); // OUT: 9
    printf("%d\n", cast(3, a));  // OUT: 6
    return 0;
}
