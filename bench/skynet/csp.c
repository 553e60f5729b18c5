// SPDX-License-Identifier: MIT
// A tree of tasks, ten below each, down to `count` leaves (a power of ten):
// each leaf sends its number, each inner task the sum of its ten. The operation
// is a leaf.
#include "../measure/measure.h"
#include <csp.h>

enum { CHILDREN = 10 };

static void skynet(chan(long) out, long first, long leaves)
{
    if (leaves == 1) {
        chan_send(out, first);
        return;
    }
    chan(long) in = chan_make(long, 0);
    long each = leaves / CHILDREN, sum = 0;
    for (long i = 0; i < CHILDREN; i++)
        go skynet(in, first + i * each, each);
    for (int i = 0; i < CHILDREN; i++)
        sum += chan_get(in);
    chan_release(in);
    chan_send(out, sum);
}

static long grow(long leaves)
{
    chan(long) root = chan_make(long, 0);
    go skynet(root, 0, leaves);
    long sum = chan_get(root);
    chan_release(root);
    return sum;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    grow(count / CHILDREN);
    int64_t begin = csp_now();
    long sum = grow(count);
    measure_report(csp_now() - begin, count, sum);
    return 0;
}
