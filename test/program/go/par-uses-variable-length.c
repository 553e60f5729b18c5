// RUN: %program %s
// The branches of a par, nested ones too, use arrays of variable length of the
// function around them.
// OUT: 10 7 24
#include <csp.h>
#include <stdio.h>

static int wait_for(int n)
{
    yield();
    return n;
}

static int all(int n, int m)
{
    int list[n], table[n][m], (*row)[m] = &table[1];
    int a = 0, b = 0, size = 0;
    for (int i = 0; i < n; i++)
        list[i] = i + 1;
    table[1][2] = 7;
    yield();
    par {
        for (int i = 0; i < n; i++)
            a += wait_for(list[i]);
        par {
            b = wait_for((*row)[2]);
            size = wait_for((int)(sizeof table[0] * 2));
        }
    }
    printf("%d %d %d\n", a, b, size);
    return a;
}

int main(void)
{
    return all(4, 3) - 10;
}
