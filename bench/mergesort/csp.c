// SPDX-License-Identifier: MIT
// So many numbers sorted by merging: halves above a threshold are sorted by two
// tasks at once. The operation is the whole.
#include "../measure/measure.h"
#include <csp.h>
#include <string.h>

enum { ALONE = 2048 };

static void merge(int *all, int *room, long left, long count)
{
    memcpy(room, all, (size_t)left * sizeof *all);
    for (long i = 0, j = left, k = 0; i < left; k++)
        if (j == count || room[i] <= all[j]) all[k] = room[i++];
        else all[k] = all[j++];
}

static void sort_alone(int *all, int *room, long count)
{
    if (count < 2) return;
    sort_alone(all, room, count / 2);
    sort_alone(all + count / 2, room + count / 2, count - count / 2);
    merge(all, room, count / 2, count);
}

static void sort(int *all, int *room, long count)
{
    if (count <= ALONE) {
        sort_alone(all, room, count);
        return;
    }
    long half = count / 2;
    par {
        sort(all, room, half);
        sort(all + half, room + half, count - half);
    }
    merge(all, room, half, count);
}

static long in_order(const int *all, long count)
{
    long found = 1;
    for (long i = 1; i < count; i++)
        found += all[i - 1] <= all[i];
    return found;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    int *all = calloc((size_t)count * 2, sizeof *all);
    if (!all) return 1;
    unsigned x = 1;
    for (long i = 0; i < count; i++)
        all[i] = (int)((x = x * 1664525 + 1013904223) >> 1);
    int64_t begin = csp_now();
    sort(all, all + count, count);
    measure_report(csp_now() - begin, 1, in_order(all, count));
    free(all);
    return 0;
}
