// SPDX-License-Identifier: MIT
// In how many ways n queens stand on a board of n by n: a task for each place
// of the first two. The operation is the whole.
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>

struct board {
    unsigned all, columns, left, right;
};

static struct board placed(struct board b, unsigned queen)
{
    return (struct board){b.all, b.columns | queen, (b.left | queen) << 1,
                          (b.right | queen) >> 1};
}

static unsigned open_places(struct board b)
{
    return b.all & ~(b.columns | b.left | b.right);
}

static long ways(struct board b)
{
    if (b.columns == b.all) return 1;
    long sum = 0;
    for (unsigned open = open_places(b); open; open &= open - 1)
        sum += ways(placed(b, open & -open));
    return sum;
}

static void add_ways(struct board b, atomic_long *sum)
{
    *sum += ways(b);
}

static long queens(int n)
{
    struct board empty = {(1u << n) - 1, 0, 0, 0};
    atomic_long sum = 0;
    group () {
        for (unsigned a = open_places(empty); a; a &= a - 1) {
            struct board one = placed(empty, a & -a);
            for (unsigned b = open_places(one); b; b &= b - 1)
                go add_ways(placed(one, b & -b), &sum);
        }
    }
    return sum;
}

int main(int argc, char **argv)
{
    int n = (int)measure_arg(argc, argv, 1, 12);
    int64_t begin = csp_now();
    long sum = queens(n);
    measure_report(csp_now() - begin, 1, sum);
    return 0;
}
