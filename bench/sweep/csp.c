// SPDX-License-Identifier: MIT
// One value through a channel, for each room (second argument), size of value
// in bytes (third) and number of pairs that do so at once (fourth).
#include "../measure/measure.h"
#include <csp.h>

#define SIZE(n)                                                                \
    struct value_##n {                                                         \
        unsigned char bytes[n];                                                \
    };                                                                         \
    static void produce_##n(chan(struct value_##n) out, long count)            \
    {                                                                          \
        for (long i = 0; i < count; i++)                                       \
            chan_send(out, (struct value_##n){{(unsigned char)i}});            \
        chan_close(out);                                                       \
    }                                                                          \
    static void pair_##n(int room, long count, chan(long) done)                \
    {                                                                          \
        chan(struct value_##n) c = chan_make(struct value_##n, room);          \
        struct value_##n value;                                                \
        long in_order = 0;                                                     \
        go produce_##n(c, count);                                              \
        while (chan_recv(c, &value))                                           \
            in_order += value.bytes[0] == (unsigned char)in_order;             \
        chan_send(done, in_order);                                             \
    }
SIZE(1)
SIZE(4)
SIZE(8)
SIZE(16)
SIZE(64)
SIZE(256)

static void pair_start(int bytes, int room, long count, chan(long) done)
{
    switch (bytes) {
    case 1: go pair_1(room, count, done); break;
    case 4: go pair_4(room, count, done); break;
    case 8: go pair_8(room, count, done); break;
    case 16: go pair_16(room, count, done); break;
    case 64: go pair_64(room, count, done); break;
    case 256: go pair_256(room, count, done); break;
    default: exit(2);
    }
}

static long sweep(int bytes, int room, int pairs, long count)
{
    chan(long) done = chan_make(long, 0);
    long sum = 0;
    for (int i = 0; i < pairs; i++)
        pair_start(bytes, room, count / pairs, done);
    for (int i = 0; i < pairs; i++)
        sum += chan_get(done);
    return sum;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    int room = (int)measure_arg(argc, argv, 2, 100);
    int bytes = (int)measure_arg(argc, argv, 3, 4);
    int pairs = (int)measure_arg(argc, argv, 4, 1);
    sweep(bytes, room, pairs, count / 10);
    int64_t begin = csp_now();
    long sum = sweep(bytes, room, pairs, count);
    measure_report(csp_now() - begin, count, sum);
    return 0;
}
