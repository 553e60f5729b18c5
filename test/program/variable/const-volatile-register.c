// RUN: %program %s
// Locals that are const, volatile or register keep value and qualifier.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    const int fixed = slow(3);
    const double table[2] = {0.5, slow(4)};
    volatile int seen = slow(1);
    volatile const int both = 9;
    register int quick = slow(2);
    const char *const text = "const";
    int *restrict alone = &(int){7};
    yield();
    seen += fixed;
    quick += both;
    yield();
    seen = seen + seen;
    const struct { int a; const int b; } pair = {slow(5), 6};
    yield();
    *alone += pair.a + pair.b;
    printf("%d %.1f %d %d %s %d\n", fixed, table[0] + table[1], seen, quick,
           text, *alone); // OUT: 3 4.5 8 11 const 18
    return 0;
}
