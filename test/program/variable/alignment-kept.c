// RUN: %program %s
// Locals with a strict alignment, and parameters of such types, are aligned
// in the frame too.
#include <csp.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>

struct line { alignas(64) char bytes[64]; };

static int aligned(const void *p, uintptr_t to)
{
    return (uintptr_t)p % to == 0;
}

static int check(char odd, struct line by_value, int depth)
{
    char c = odd;
    alignas(128) char block[3] = {1, 2, 3};
    __attribute__((aligned(32))) double d = 1;
    struct line local = by_value;
    long double ld = 1;
    yield();
    int good = aligned(block, 128) && aligned(&d, 32) && aligned(&local, 64) &&
               aligned(&by_value, 64) && aligned(&ld, 16) && local.bytes[9] == c;
    yield();
    return depth ? good & check(odd, local, depth - 1) : good;
}

int main(void)
{
    struct line line = {{[9] = 'x'}};
    for (int i = 0; i < 10; i++)
        go check('x', line, i);
    printf("%d\n", check('x', line, 20)); // OUT: 1
    while (csp_live() > 1)
        yield();
    return 0;
}
