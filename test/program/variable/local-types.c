// RUN: %program %s
// Types declared inside a coroutine, also twice under one name, serve locals
// that live across suspensions.
#include <csp.h>
#include <stdio.h>

struct point { int x; };

static int run(int n)
{
    struct point { double x, y; } p = {n, n + 0.5};
    typedef struct point pair[2];
    enum level { LOW = 5, HIGH } level = n > 2 ? HIGH : LOW;
    yield();
    pair both = {p, {p.y, p.x}};
    {
        struct point { char name[8]; } p = {"inner"};
        typedef int pair;
        enum level { LOW = 50 } level = LOW;
        yield();
        pair length = p.name[4] == 'r' ? (int)sizeof p : 0;
        yield();
        n += length + level;
    }
    yield();
    union { int i; char c; } u = {.i = 'u'};
    typedef int (*function)(const char *);
    function print = puts;
    yield();
    print(&u.c);
    return (int)(both[1].x * 2) + (int)level + n;
}

int main(void)
{
    struct point p = {1};
    yield();
    p.x += run(1);
    printf("%d\n", p.x + run(3));
    return 0;
}
// OUT: u
// OUT: u
// OUT: 142
