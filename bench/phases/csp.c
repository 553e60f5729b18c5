// SPDX-License-Identifier: MIT
// What a scheduler that has got used to tiny tasks does with large ones: by
// turns, 10 ms of round trips between two tasks, which one worker does best,
// and 8 tasks of 2.5 ms, which all should share. Timed is what the large ones
// take, so many times (the first argument).
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>

enum { STEPS_2500_US = 1900000, TASKS = 8, TRIPS = 100 };

static atomic_long ended;

static void echo(chan(int) in, chan(int) out)
{
    int value;
    while (chan_recv(in, &value))
        chan_send(out, value);
}

static void chatter(chan(int) out, chan(int) in)
{
    for (int64_t end = csp_now() + 10 * CSP_MS; csp_now() < end;)
        for (int i = 0; i < TRIPS; i++) {
            chan_send(out, i);
            measure_check(chan_get(in), i);
        }
}

static void work(void)
{
    ended += 1 + measure_work(ended, STEPS_2500_US);
}

static int64_t large(void)
{
    int64_t begin = csp_now();
    group () {
        for (int i = 0; i < TASKS; i++)
            go work();
    }
    return csp_now() - begin;
}

int main(int argc, char **argv)
{
    long phases = measure_arg(argc, argv, 1, 8);
    chan(int) out = chan_make(int, 0), in = chan_make(int, 0);
    int64_t ns = 0;
    go echo(out, in);
    for (long i = 0; i < phases; i++) {
        chatter(out, in);
        ns += large();
    }
    measure_report(ns, phases, ended / TASKS);
    return 0;
}
