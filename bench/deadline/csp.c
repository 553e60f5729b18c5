// SPDX-License-Identifier: MIT
// One round trip as of pingpong, with a deadline round each of main's messages
// ("within") or none ("bare").
#include "../measure/measure.h"
#include <csp.h>
#include <string.h>

static void echo(chan(int) in, chan(int) out)
{
    int value;
    while (chan_recv(in, &value))
        chan_send(out, value);
}

static void trips_bare(chan(int) out, chan(int) in, int count)
{
    for (int i = 0; i < count; i++) {
        int value = -1;
        chan_send(out, i);
        chan_recv(in, &value);
        measure_check(value, i);
    }
}

static void trips_within(chan(int) out, chan(int) in, int count)
{
    for (int i = 0; i < count; i++) {
        int value = -1;
        within (CSP_S)
            chan_send(out, i);
        within (CSP_S)
            chan_recv(in, &value);
        measure_check(value, i);
    }
}

static void trips(chan(int) out, chan(int) in, int count, bool deadline)
{
    if (deadline) trips_within(out, in, count);
    else trips_bare(out, in, count);
}

int main(int argc, char **argv)
{
    int count = (int)measure_arg(argc, argv, 1, 1000000);
    bool deadline = argc > 2 && strcmp(argv[2], "within") == 0;
    chan(int) out = chan_make(int, 0), in = chan_make(int, 0);
    go echo(out, in);
    trips(out, in, count / 10, deadline);
    int64_t begin = csp_now();
    trips(out, in, count, deadline);
    measure_report(csp_now() - begin, count, count);
    return 0;
}
