// SPDX-License-Identifier: MIT
// measure.h: what every C program of the bench does in the same way: read its
// arguments, print its one line, stop when an answer is wrong. measure.go is
// its twin; the two print the same form, which bench/run reads.
#ifndef MEASURE_H
#define MEASURE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// Argument `index` as a number, `fallback` if it was not given.
static inline long measure_arg(int argc, char **argv, int index, long fallback)
{
    return index < argc ? atol(argv[index]) : fallback;
}

// The one line of output: nanoseconds (or bytes) per operation, and what the
// program has computed, which bench/run compares with what it should be.
static inline void measure_report(int64_t total, long count, long answer)
{
    printf("%.3f %ld\n", (double)total / (double)count, answer);
}

// So many steps of work, 100 of which take about 130 ns, and none of which can
// be left out. 0, though no compiler knows.
static inline long measure_work(long seed, long steps)
{
    uint64_t x = (uint64_t)seed;
    for (long i = 0; i < steps; i++)
        x = (x ^ x >> 29) * 0x9e3779b97f4a7c15u;
    return x == UINT64_MAX;
}

// A benchmark that computes something wrong has measured nothing.
static inline void measure_check(long got, long wanted)
{
    if (got == wanted) return;
    fprintf(stderr, "wrong answer: %ld, not %ld\n", got, wanted);
    exit(1);
}

// Bytes of this process that are in memory now.
static inline long measure_resident_bytes(void)
{
    long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (!statm || fscanf(statm, "%*d %ld", &pages) != 1) exit(1);
    fclose(statm);
    return pages * sysconf(_SC_PAGESIZE);
}
#endif
