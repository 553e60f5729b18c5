// RUN: %program %s
// An array of 16 bytes or more is aligned to 16, as the ABI says of variables;
// one of variable length as its elements or its declaration ask for.
#include <csp.h>
#include <stdint.h>
#include <stdio.h>

struct __attribute__((aligned(64))) line {
    int x;
};

static int id(int x)
{
    yield();
    return x;
}
static int off(const void *p, unsigned n)
{
    return (int)((uintptr_t)p % n);
}

static int wrong(int n)
{
    char first = 'x', buffer[17];
    short half[8];
    yield();
    struct line lines[id(n)], table[2][n];
    _Alignas(128) char page[n];
    char line[n] __attribute__((aligned(32)));
    int sum = off(buffer, 16) | off(half, 16) | off(lines, 64) |
              off(table, 64) | off(page, 128) | off(line, 32);
    yield();
    buffer[0] = page[0] = line[0] = first;
    half[0] = 1;
    lines[0].x = table[1][0].x = 2;
    {
        char one, inner[33];
        yield();
        one = inner[0] = first;
        sum |= off(inner, 16) | (one != inner[0]);
    }
    return sum | (n > 1 ? wrong(n - 1) : 0);
}

int main(void)
{
    printf("%d\n", wrong(9)); // OUT: 0
    return 0;
}
