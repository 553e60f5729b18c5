// RUN: %program %s
// A struct of 100 KB passes through a channel intact, buffered and not
// (row G20).
#include <csp.h>
#include <stdio.h>

struct large { unsigned words[25 * 1024]; };

static unsigned sum(const struct large *l)
{
    unsigned s = 0;
    for (int i = 0; i < 25 * 1024; i++)
        s = s * 33 + l->words[i];
    return s;
}

static void produce(chan(struct large) c, chan(unsigned) sums)
{
    struct large l;
    for (unsigned round = 0; round < 6; round++) {
        for (unsigned i = 0; i < 25 * 1024; i++)
            l.words[i] = i * (round + 1);
        chan_send(sums, sum(&l));
        chan_send(c, l);
    }
    chan_close(c);
}

int main(void)
{
    for (int capacity = 0; capacity < 3; capacity++) {
        chan(struct large) c = chan_make(struct large, capacity);
        chan(unsigned) sums = chan_make(unsigned, 6);
        struct large l;
        int good = 0;
        go produce(c, sums);
        while (chan_recv(c, &l))
            good += sum(&l) == chan_get(sums);
        printf("%d %u\n", good, chan_get(c).words[25 * 1024 - 1]);
        while (csp_live() > 1)
            yield();
        chan_release(c);
        chan_release(sums);
    }
    return 0;
}
// OUT: 6 0
// OUT: 6 0
// OUT: 6 0
