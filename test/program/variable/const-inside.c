// RUN: %program %s
// Structs and unions with const members, arrays among them, are returned,
// saved and passed as any other.
#include <csp.h>
#include <stdio.h>

typedef const int pair[2];
struct a {
    const int v[2];
};
struct b {
    pair rows[2];
    struct a in;
    volatile int w[2];
    const struct {
        const char x;
    } part;
};
union u {
    const int v[2];
    long l;
};

static int id(int x)
{
    yield();
    return x;
}
static struct a a_of(int x)
{
    yield();
    return (struct a){{x, x + 1}};
}
static struct b b_of(int x)
{
    struct b b = {{{x, 1}, {x, 2}}, a_of(x), {id(4), 5}, {'q'}};
    return b;
}
static union u u_of(int x)
{
    yield();
    return (union u){.v = {x, id(7)}};
}

static int sum(struct a a, const struct b b, union u u, int k)
{
    yield();
    return a.v[0] + b.rows[1][0] + b.in.v[1] + b.w[0] + b.part.x + u.v[1] + k;
}

int main(void)
{
    auto_chan(struct a) c = chan_make(struct a, 1);
    printf("%d\n", sum(a_of(1), b_of(2), u_of(3), id(4))); // OUT: 134
    printf("%d\n", (id(0) ? a_of(1) : a_of(2)).v[id(1)]);  // OUT: 3
    const struct b b = b_of(id(6));
    struct a a = a_of(8);
    pair list = {id(1), id(2)};
    chan_send(c, a);
    printf("%d %d %d\n", b.rows[id(1)][1], a.v[id(0)], list[id(1)]);
    // OUT: 2 8 2
    printf("%d\n", chan_get(c).v[id(1)]); // OUT: 9
    return 0;
}
