// RUN: %program %s
// In lv += f() the old value of lv is read after f has returned; what names lv
// is evaluated once, before.
#include <csp.h>
#include <stdio.h>

static int x = 1, a[3] = {1, 2, 3}, calls;

static int change(int by)
{
    yield();
    x += by;
    a[1] += by;
    return 10;
}

static int index_of(int i)
{
    calls++;
    yield();
    return i;
}

int main(void)
{
    int local = 3;
    x += change(100);
    printf("%d\n", x); // OUT: 111
    a[index_of(1)] -= change(5);
    printf("%d %d\n", a[1], calls); // OUT: 97 1
    local *= change(0);
    local <<= index_of(2);
    local |= index_of(1);
    local %= 100 + index_of(0);
    printf("%d\n", local); // OUT: 21
    a[index_of(0)]++;
    --a[index_of(2)];
    printf("%d %d %d\n", a[0], a[2], a[index_of(0)]--); // OUT: 2 2 2
    unsigned char byte = 250;
    byte += index_of(10);
    short s = 7;
    s /= 0.5 * index_of(4);
    printf("%d %d\n", byte, s); // OUT: 4 3
    return 0;
}
