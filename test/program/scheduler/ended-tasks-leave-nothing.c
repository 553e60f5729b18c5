// RUN: %program %s
// Ten million tasks that start and end, some with handles, take no more memory
// than the first hundred thousand.
// REQUIRES: plain
#include <csp.h>
#include <stdio.h>
// BUILDS: clang-O2

static int one(void)
{
    return 1;
}

static void count(chan(int) done)
{
    chan_send(done, 1);
}

static long pages(void)
{
    long size = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &size, &resident) != 2) return -1;
    fclose(f);
    return resident;
}

static long turn(chan(int) done, int rounds)
{
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
        for (int k = 0; k < 50; k++)
            go count(done);
        for (int k = 0; k < 50; k++)
            sum += chan_get(done) + join(spawn(one()));
    }
    return sum;
}

int main(void)
{
    auto_chan(int) done = chan_make(int, 64);
    long sum = turn(done, 1000), before = pages();
    sum += turn(done, 99000);
    long grown = (pages() - before) * 4;
    printf("%ld, %d\n", sum, grown < 1024); // OUT: 10000000, 1
}
