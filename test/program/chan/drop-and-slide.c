// RUN: %program %s
// Of 0 to 4 sent into two places, a dropping buffer keeps 0 1 and a sliding one
// 3 4; no send waits, what is dropped is destroyed once (row C1).
#include <csp.h>

static int dropped, sum;

static void on_drop(void *element)
{
    dropped++;
    sum += *(int *)element;
}

static bool keeps(chan(int) c, int first)
{
    dropped = sum = 0;
    chan_on_drop(c, on_drop);
    for (int i = 0; i < 5; i++)
        if (!chan_send(c, i)) return false;
    bool same = dropped == 3 && sum == 10 - first - (first + 1);
    same = chan_get(c) == first && same;
    same = chan_get(c) == first + 1 && same;
    chan_release(c);
    return same && dropped == 3;
}

int main(void)
{
    if (!keeps(chan_make_drop(int, 2), 0)) return 1;
    if (!keeps(chan_make_slide(int, 2), 3)) return 2;
    return 0;
}
