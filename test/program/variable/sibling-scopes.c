// RUN: %program %s
// Variables of the same name in scopes side by side are apart, whatever their
// types and sizes.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    int total = 0;
    {
        int v[3] = {slow(1), slow(2), slow(3)};
        yield();
        total += v[0] + v[1] + v[2];
    }
    {
        double v = slow(7) / 2.0;
        yield();
        total += (int)(v * 2);
    }
    {
        struct { char c; long l; } v = {'a', slow(5)}, *p = &v;
        yield();
        total += (int)p->l;
    }
    if (slow(1)) {
        const char *v = "four";
        yield();
        total += v[0] == 'f';
    } else {
        _Bool v = slow(0);
        yield();
        total += v;
    }
    for (char v = 'a'; v < 'd'; v++)
        total += slow(v == 'b');
    for (int v[2] = {0, 3}; v[0] < v[1]; v[0]++)
        total += slow(1);
    printf("%d\n", total); // OUT: 23
    return 0;
}
