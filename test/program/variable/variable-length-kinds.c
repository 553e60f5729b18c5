// RUN: %program %s
// Arrays of variable length, of several dimensions, by typedef, behind pointers
// and as parameters, and alloca, live across suspensions and jumps.
#include <csp.h>
#include <stdio.h>
#include <alloca.h>
#include <string.h>
static int slow(int x)
{
    yield();
    return x;
}
static int sum(int n, int m, int a[n][m], int (*r)[m + 1])
{
    int t = 0;
    for (int i = 0; i < n; i++) {
        yield();
        for (int j = 0; j < m; j++)
            t += a[i][j] + r[0][j];
    }
    return t + (int)sizeof a[0];
}
static int run(int n)
{
    int total = 0;
    for (int i = 1; i < n; i++) {
        typedef int row[slow(i)];
        row a, *p = &a;
        double grid[i][2][slow(i) + 1];
        yield();
        for (int k = 0; k < i; k++)
            a[k] = k;
        grid[i - 1][1][i] = 2;
        yield();
        if (i == 3) continue;
        total += (*p)[i - 1] + (int)sizeof a + (int)sizeof(row) +
                 (int)sizeof grid + (int)grid[i - 1][1][slow(i)];
        if (i == 5) break;
    }
    return total;
}
static char *keep(const char *s)
{
    char *p = alloca(strlen(s) + 1);
    strcpy(p, s);
    yield();
    char *q = alloca(slow(10));
    strcpy(q, p);
    puts(q);
    return 0;
}
int main(void)
{
    int a[2][3] = {{1, 2, 3}, {4, 5, 6}}, r[1][4] = {{1, 1, 1, 1}};
    printf("%d\n", sum(2, 3, a, r)); // OUT: 39
    printf("%d\n", run(8));          // OUT: 1040
    keep("hello");                   // OUT: hello
    goto in;
    {
in:;
        int n = slow(4);
        int v[n];
        v[slow(3)] = 7;
        int(*pv)[n] = &v;
        yield();
        printf("%d %zu\n", (*pv)[slow(3)], sizeof *pv); // OUT: 7 16
    }
    return 0;
}
