// SPDX-License-Identifier: MIT
// Nanoseconds for a value of 8 bytes, 4 KB and 64 KB to reach another task, by
// copy and by handle: the pointer is sent, and comes back to be filled again.
// Asked of cspcc alone, so bench/run leaves it out; it prints a table.
//
//     cspcc -O2 bench/carry/csp.c -o carry && CSP_WORKERS=1 ./carry [COUNT]
#include "../measure/measure.h"
#include <csp.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 9 };

#define CARRIER(name, n)                                                       \
    struct name {                                                              \
        unsigned char bytes[n];                                                \
    };                                                                         \
    static void take_copies_##name(chan(struct name) in, chan(int) done)       \
    {                                                                          \
        struct name value;                                                     \
        int sum = 0;                                                           \
        while (chan_recv(in, &value))                                          \
            sum += value.bytes[0];                                             \
        chan_send(done, sum);                                                  \
    }                                                                          \
    static void take_handles_##name(chan(struct name *) in,                    \
                                    chan(struct name *) back)                  \
    {                                                                          \
        struct name *value;                                                    \
        while (chan_recv(in, &value)) {                                        \
            value->bytes[0]++;                                                 \
            chan_send(back, value);                                            \
        }                                                                      \
        chan_close(back);                                                      \
    }                                                                          \
    static double copies_##name(long count)                                    \
    {                                                                          \
        struct name value = {{1}};                                             \
        chan(struct name) c = chan_make(struct name, 0);                       \
        chan(int) done = chan_make(int, 0);                                    \
        go take_copies_##name(c, done);                                        \
        int64_t start = csp_now();                                             \
        for (long i = 0; i < count; i++)                                       \
            chan_send(c, value);                                               \
        double ns = (double)(csp_now() - start) / (double)count;               \
        chan_close(c);                                                         \
        chan_get(done);                                                        \
        chan_release(c);                                                       \
        chan_release(done);                                                    \
        return ns;                                                             \
    }                                                                          \
    static double handles_##name(long count)                                   \
    {                                                                          \
        struct name *value = calloc(1, sizeof *value);                         \
        chan(struct name *) c = chan_make(struct name *, 0);                   \
        chan(struct name *) back = chan_make(struct name *, 0);                \
        go take_handles_##name(c, back);                                       \
        int64_t start = csp_now();                                             \
        for (long i = 0; i < count; i++) {                                     \
            chan_send(c, value);                                               \
            value = chan_get(back);                                            \
        }                                                                      \
        double ns = (double)(csp_now() - start) / (double)count / 2;           \
        chan_close(c);                                                         \
        chan_get(back);                                                        \
        chan_release(c);                                                       \
        chan_release(back);                                                    \
        free(value);                                                           \
        return ns;                                                             \
    }
CARRIER(word, 8)
CARRIER(page, 4096)
CARRIER(block, 65536)

// The rounds go by turns, and the least of each counts.
int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 100000);
    double copy[3] = {1e9, 1e9, 1e9}, handle[3] = {1e9, 1e9, 1e9};
    const int bytes[3] = {8, 4096, 65536};
    for (int round = 0; round < ROUNDS; round++) {
        double c[3], h[3];
        c[0] = copies_word(count);
        h[0] = handles_word(count);
        c[1] = copies_page(count);
        h[1] = handles_page(count);
        c[2] = copies_block(count / 16);
        h[2] = handles_block(count);
        for (int i = 0; i < 3; i++) {
            if (c[i] < copy[i]) copy[i] = c[i];
            if (h[i] < handle[i]) handle[i] = h[i];
        }
    }
    printf("bytes    copy ns  handle ns  handle / handle of 8\n");
    for (int i = 0; i < 3; i++)
        printf("%5d %10.1f %10.1f %21.2f\n", bytes[i], copy[i], handle[i],
               handle[i] / handle[0]);
    return 0;
}
