// RUN: %program %s
// An array waits as an argument for a parameter whose length is another's:
// a local, a member of what a call returned, a literal, NULL.
#include <csp.h>
#include <stdio.h>

struct grid {
    int g[2][3];
};

static int late(int x)
{
    yield();
    return x;
}

static struct grid made(int x)
{
    yield();
    return (struct grid){{{x, 2, 3}, {x + 3, 5, 6}}};
}

static int plain(int n, int m[n][n + 1], int at)
{
    return m ? m[1][at] : at;
}

static int waits(int n, int (*m)[n + 1], const int w[][n][2], int at)
{
    yield();
    return m[1][at] + (w ? w[1][n - 1][1] : 0);
}

int main(void)
{
    int a[2][3] = {{1, 2, 3}, {7, 8, 9}}, (*row)[3] = a;
    const int w[2][2][2] = {[1][1][1] = 100};
    int n = 2;
    int v[n][n + 1];
    for (int i = 0; i < 6; i++)
        v[i / 3][i % 3] = a[i / 3][i % 3] * 2;
    printf("%d %d\n", plain(2, made(1).g, late(0)), plain(2, a, late(2)));
    printf("%d %d\n", waits(late(2), row, w, late(1)),
           waits(2, (int[2][3]){{0}, {late(4), 5, 6}}, NULL, late(0)));
    printf("%d %d\n", plain(n, v, late(1)), waits(n, v, w, late(2)));
    printf("%d\n", plain(2, late(1) ? NULL : a, late(1)));
    return 0;
}
// OUT: 4 9
// OUT: 108 4
// OUT: 16 118
// OUT: 1
