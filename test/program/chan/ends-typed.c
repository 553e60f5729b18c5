// RUN: %program %s
// A chan converts to either end wherever C converts: arguments, results,
// fields, elements of other channels; ends are chosen and compared.
// OUT: 30 5
#include <csp.h>
#include <stdio.h>

struct ends {
    chan_in(int) in;
    chan_out(int) out;
};

static void filter(chan_in(int) in, chan_out(int) out)
{
    int v;
    while (chan_recv(in, &v))
        if (v % 2 == 0) chan_send(out, v);
    chan_close(out);
    chan_release(in);
    chan_release(out);
}

static chan_out(int) sending(struct ends *ends)
{
    return ends->out;
}

static void count(chan_out(int) out, int to)
{
    for (int i = 1; i <= to; i++)
        chan_send(out, i);
    chan_close(out);
    chan_release(out);
}

int main(void)
{
    auto_chan(int) all = chan_make(int, 0);
    auto_chan(int) even = chan_make(int, 0);
    auto_chan(chan_in(int)) ends = chan_make(chan_in(int), 1);
    struct ends mine = {all, all};
    go count(chan_retain(sending(&mine)), 10);
    go filter(chan_retain(mine.in), chan_retain(even));
    chan_send(ends, even);
    chan_in(int) from = chan_get(ends);
    int v, sum = 0, n = 0;
    while (chan_recv(from == even ? from : mine.in, &v))
        sum += v, n++;
    printf("%d %d\n", sum, n);
}
