// RUN: %program %s
// Short turns for a while, then tasks that compute until all of them run at the
// same time, on as many workers: the second is woken for the new ones although
// all that the first has run lately was too short to share.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int running[3];

static void meet(int phase, chan(int) done)
{
    running[phase]++;
    while (running[phase] < 2) // without giving way
        ;
    chan_send(done, phase);
}

static void echo(chan(int) in, chan(int) out)
{
    int value;
    while (chan_recv(in, &value))
        chan_send(out, value);
}

int main(void)
{
    chan(int) to = chan_make(int, 0), from = chan_make(int, 0);
    go echo(to, from);
    for (int phase = 0; phase < 3; phase++) {
        for (int i = 0; i < 20000; i++) {
            chan_send(to, i);
            (void)chan_get(from);
        }
        for (int i = 0; i < 2; i++)
            go meet(phase, from);
        (void)(chan_get(from) + chan_get(from));
        puts("met"); // OUT: met
    } // OUT: met
    chan_close(to);
    return 0; // OUT: met
}
// WORKERS: 2 8
