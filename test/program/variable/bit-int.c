// RUN: %program %s
// clang's _BitInt is a number like others: an element of a channel, an operand
// that waits, an argument, a result, a variable that lives across a suspension.
#include <csp.h>
#include <stdio.h>

typedef unsigned _BitInt(9) small;

static _BitInt(99) late(_BitInt(99) x)
{
    yield();
    return x;
}

static small little(int x)
{
    yield();
    return (small)x;
}

struct holds {
    char c;
    const _BitInt(37) n;
};

int main(void)
{
    chan(_BitInt(37)) c = chan_make(_BitInt(37), 1);
    _BitInt(99) big = 1, *at = &big, rows[2][2] = {{1, 2}, {3, 4}};
    chan_send(c, 7 + (int)late(8));
    big = big * late(1) << 70;
    rows[little(1)][little(0)] += (late(big) >> 70) + little(2);
    const volatile small kept = little(511);
    printf("%d %d\n", (int)(chan_get(c) * late(2)), (int)(kept + little(1)));
    printf("%d %d\n", (int)rows[1][0], *at >> 70 == late(1));
    struct holds h = {1, (int)late(5)};
    chan_release(c);
    printf("%d %d\n", (int)(h.n + late(1)), (int)(-late(3) ?: 9));
    return 0;
}
// BUILDS: clang-O0 clang-O2
// OUT: 30 0
// OUT: 6 1
// OUT: 6 -3
