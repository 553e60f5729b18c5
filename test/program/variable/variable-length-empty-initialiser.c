// RUN: %program %s
// BUILDS: clang-O2
// An array of variable length with an empty initialiser is all zeros.
#include <csp.h>
#include <stdio.h>
#include <string.h>

static int id(int x)
{
    yield();
    return x;
}

static void dirty(void)
{
    char big[512];
    memset(big, 7, sizeof big);
    __asm__ volatile("" ::"r"(big) : "memory");
}

static int sum(int n)
{
    int s = 0, once[id(n)] = {};
    for (int round = 0; round < 2; round++) {
        dirty();
        int v[n][2] = {};
        yield();
        for (int i = 0; i < n; i++)
            s |= v[i][0] | v[i][1] | once[i];
        memset(v, 7, sizeof v);
    }
    return s;
}

int main(void)
{
    printf("%d\n", sum(20)); // OUT: 0
    return 0;
}
