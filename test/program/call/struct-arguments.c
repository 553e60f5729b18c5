// RUN: %program %s
// Structs of every size class go in and out by value.
#include <csp.h>
#include <stdio.h>

struct tiny { char c; };
struct two { long a; double b; };
struct odd { char bytes[13]; };
struct big { int list[64]; struct two two; };
struct nest { struct odd odd; struct big big; struct tiny tiny; };

static struct tiny up(struct tiny t) { yield(); t.c++; return t; }
static struct two swap(struct two t)
{
    yield();
    return (struct two){(long)t.b, (double)t.a};
}
static struct odd set(struct odd o, int at, struct tiny t)
{
    yield();
    o.bytes[at] = t.c;
    return o;
}
static struct big fill(struct big b, struct two t)
{
    for (int i = 0; i < 64; i++)
        b.list[i] += i;
    yield();
    b.two = swap(t);
    return b;
}
static struct nest combine(struct odd o, struct big b, struct tiny t)
{
    yield();
    return (struct nest){o, b, t};
}

int main(void)
{
    struct odd odd = {"twelve bytes"};
    struct big big = {.list = {[63] = 100}};
    struct nest n = combine(set(odd, 0, up((struct tiny){'S'})),
                         fill(fill(big, (struct two){0}), (struct two){3, 4.5}),
                         up(up((struct tiny){'a'})));
    printf("%s %c\n", n.odd.bytes, n.tiny.c);                  // OUT: Twelve bytes c
    printf("%d %d\n", n.big.list[63], n.big.list[5]);          // OUT: 226 10
    printf("%ld %.1f\n", n.big.two.a, n.big.two.b);            // OUT: 4 3.0
    printf("%s %d\n", odd.bytes, big.list[5]);                 // OUT: twelve bytes 0
    return 0;
}
