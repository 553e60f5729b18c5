// RUN: %program %s
// Parameters are variables: they change, their address may be taken, arrays
// and functions decay, and names may be missing.
#include <csp.h>
#include <stdio.h>

struct pair { int a, b; };

static int use(int n, const int list[static 2], int apply(int), char text[],
               struct pair p, int, const int fixed)
{
    int *q = &n;
    yield();
    n += list[1];
    *q += apply(10);
    text++;
    yield();
    p.a += p.b;
    list++;
    printf("%d %d %s %d %d\n", n, *list, text, p.a, fixed);
    while (n-- > 20)
        yield();
    return n;
}

static int half(int x)
{
    return x / 2;
}

int main(void)
{
    int list[2] = {3, 4}, n = 15;
    char text[] = "text";
    struct pair p = {1, 2};
    printf("%d\n", use(n, list, half, text, p, 0, 7));
    printf("%d %s %d\n", n, text, p.a);
    return 0;
}
// FLAGS: -Wno-c2x-extensions
// FLAGS: -Wno-c23-extensions
// OUT: 24 4 ext 3 7
// OUT: 19
// OUT: 15 text 1
