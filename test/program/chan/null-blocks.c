// RUN: %program %s
// A send to and a receive from NULL block for ever (row G8).
#include <csp.h>
#include <stdio.h>

static int passed;

static void sender(chan(int) none)
{
    chan_send(none, 1);
    passed++;
}

static void receiver(chan(int) none)
{
    chan_recv(none, &(int){0});
    passed++;
}

static void getter(chan(int) none)
{
    passed += chan_get(none) + 1;
}

int main(void)
{
    go sender(NULL);
    go receiver(NULL);
    go getter(NULL);
    csp_sleep(20 * 1000 * 1000);
    printf("%d %zu\n", passed, csp_live()); // OUT: 0 4
    return 0;
}
// LEAKS: blocked for ever, on purpose
