// SPDX-License-Identifier: MIT
// One receive by select from 2 or 8 channels (the second argument) without a
// buffer, each with a sender that always has a value.
#include "../measure/measure.h"
#include <csp.h>

enum { CHANNELS_MAX = 8 };

static void produce(chan(int) out, int value)
{
    for (;;)
        chan_send(out, value);
}

static long receive_2(chan(int) *c, int count)
{
    long sum = 0;
    for (int i = 0; i < count; i++) {
        int value;
        select {
            case_recv(c[0], &value): break;
            case_recv(c[1], &value): break;
        }
        sum += value;
    }
    return sum;
}

static long receive_8(chan(int) *c, int count)
{
    long sum = 0;
    for (int i = 0; i < count; i++) {
        int value;
        select {
            case_recv(c[0], &value): break;
            case_recv(c[1], &value): break;
            case_recv(c[2], &value): break;
            case_recv(c[3], &value): break;
            case_recv(c[4], &value): break;
            case_recv(c[5], &value): break;
            case_recv(c[6], &value): break;
            case_recv(c[7], &value): break;
        }
        sum += value;
    }
    return sum;
}

static void receive(chan(int) *c, int width, int count)
{
    long sum = width == 2 ? receive_2(c, count) : receive_8(c, count);
    measure_check(sum, count);
}

int main(int argc, char **argv)
{
    int count = (int)measure_arg(argc, argv, 1, 1000000);
    int width = measure_arg(argc, argv, 2, 2) == 2 ? 2 : CHANNELS_MAX;
    chan(int) c[CHANNELS_MAX];
    for (int i = 0; i < width; i++) {
        c[i] = chan_make(int, 0);
        go produce(c[i], 1);
    }
    receive(c, width, count / 10);
    int64_t begin = csp_now();
    receive(c, width, count);
    measure_report(csp_now() - begin, count, count);
    return 0;
}
