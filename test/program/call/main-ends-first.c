// RUN: %program %s
// When main returns the program ends, whatever other tasks do.
#include <csp.h>
#include <stdio.h>

static void spin(void)
{
    for (;;)
        yield();
}

static void block(chan(int) c)
{
    chan_send(c, 1);
    chan_send(c, 2);
    puts("never");
}

static void sleeper(void)
{
    csp_sleep(3600000000000);
    puts("never");
}

int main(void)
{
    static chan(int) c;
    c = chan_make(int, 0);
    go spin();
    go block(c);
    go sleeper();
    printf("%d\n", chan_get(c)); // OUT: 1
    return 4; // EXIT: 4
}
// LEAKS: it ends in the middle
