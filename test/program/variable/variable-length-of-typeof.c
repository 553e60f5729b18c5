// RUN: %program %s
// An array of variable length may take its type from another by typeof, and so
// may a pointer to one, by auto too.
#include <csp.h>
#include <stdio.h>

static int id(int x)
{
    yield();
    return x;
}

static int arrays(int n)
{
    int a[id(n)][2], last = n - 1;
    __typeof__(a) b, *p = &a;
    __typeof__(a[0]) row = {4, 5};
    for (int i = 0; i < n; i++)
        a[i][0] = a[i][1] = b[i][id(0)] = b[i][1] = i;
    n = 0;
    yield();
    return a[last][0] + b[id(1)][1] + (*p)[last][id(1)] + row[id(1)] +
           (int)(sizeof b + sizeof *p + sizeof row);
}

static int pointers(int n, int (*p)[n], int q[n][n])
{
    __auto_type r = p;
    __auto_type s = q + 1;
    __typeof__(&p[0]) t = &p[id(1)];
    yield();
    return r[id(1)][id(0)] + (*s)[id(1)] + (*t)[id(2)] + (int)sizeof *r;
}

int main(void)
{
    int a[3][3] = {{1, 2, 3}, {4, 5, 6}};
    printf("%d %d\n", arrays(4), pointers(3, a, a)); // OUT: 84 27
    return 0;
}
