// SPDX-License-Identifier: MIT
// One value through a channel with room for 100, or for what the second
// argument tells: a task sends, main receives until the channel is closed.
#include "../measure/measure.h"
#include <csp.h>

static void produce(chan(int) out, int count)
{
    for (int i = 0; i < count; i++)
        chan_send(out, i);
    chan_close(out);
}

static void stream(int count, int room)
{
    chan(int) c = chan_make(int, room);
    int value, expected = 0;
    go produce(c, count);
    while (chan_recv(c, &value))
        measure_check(value, expected++);
    measure_check(expected, count);
}

int main(int argc, char **argv)
{
    int count = (int)measure_arg(argc, argv, 1, 1000000);
    int room = (int)measure_arg(argc, argv, 2, 100);
    stream(count / 10, room);
    int64_t begin = csp_now();
    stream(count, room);
    measure_report(csp_now() - begin, count, count);
    return 0;
}
