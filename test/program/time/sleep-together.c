// RUN: %program %s
// No task's sleep holds up another: while nine sleep for an hour, the tenth
// sleeps and goes on (row G28).
#include <csp.h>
#include <stdio.h>

static int asleep;

static void sleeper(int64_t ns, chan(int) out)
{
    __atomic_add_fetch(&asleep, 1, __ATOMIC_RELAXED);
    csp_sleep(ns);
    chan_send(out, 1);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    for (int i = 0; i < 9; i++)
        go sleeper(3600000000000, out);
    while (__atomic_load_n(&asleep, __ATOMIC_RELAXED) < 9)
        yield();
    go sleeper(5 * 1000 * 1000, out);
    printf("%d\n", chan_get(out)); // OUT: 1
    return 0;
}
// LEAKS: it ends in the middle
