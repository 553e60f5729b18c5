// RUN: %program %s
// Types declared in sizeof and in a result, and several declarators of one
// declaration.
#include <csp.h>
#include <stdio.h>

static struct made { int a; enum level { LOW, HIGH = 7 } level; } make(int a)
{
    yield();
    return (struct made){a, HIGH};
}

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    int a = slow(1), *b = &a, c[2] = {slow(2), slow(3)}, (*d)(const char *) = puts;
    unsigned size = sizeof(struct inner { char c[10]; }), z = sizeof(struct inner);
    yield();
    struct pair { int i, end; };
    for (struct pair p = {0, slow(2)}; p.i < p.end; p.i++)
        a += slow(p.i);
    enum { FIRST = 3 } kind = FIRST;
    struct made m = make(kind);
    yield();
    __typeof__(m) copy = m;
    __auto_type sum = copy.a + (int)copy.level;
    yield();
    printf("%d %d %d %u %u %d\n", *b, c[0] + c[1], d == puts, size, z, sum);
    return 0; // OUT: 2 5 1 10 10 10
}
