// RUN: %program %s
// *p++ = f() stores where p pointed before and moves p once.
#include <csp.h>
#include <stdio.h>

static int next(void)
{
    static int n;
    yield();
    return ++n;
}

int main(void)
{
    int a[6] = {0}, *p = a, b[2][2];
    *p++ = next();
    *p++ = next() * 10;
    *++p = next();
    *p-- += next();
    *p = next();
    printf("%d %d %d %d %d\n", a[0], a[1], a[2], a[3], (int)(p - a));
    // OUT: 1 20 5 7 2
    for (int *q = b[0]; q < b[0] + 2;)
        *q++ = next();
    for (int i = 0; i < 2;)
        b[1][i++] = next();
    printf("%d %d %d %d\n", b[0][0], b[0][1], b[1][0], b[1][1]);
    // OUT: 6 7 8 9
    const char *from = "hello";
    char to[6], *t = to;
    while ((*t++ = *from++)) yield();
    puts(to); // OUT: hello
    return 0;
}
