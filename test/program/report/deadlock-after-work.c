// RUN: %program %s
// REQUIRES: proc
// A deadlock is found after sleeps, blocking calls and much traffic as well.
#include <csp.h>
#include <stdio.h>
#include <unistd.h>

static void work(chan(int) a, chan(int) b)
{
    for (int i = 0; i < 100; i++) {
        int v = chan_get(a);
        chan_send(b, v);
    }
    csp_sleep(3 * 1000 * 1000);
    blocking usleep(3000);
    chan_send(b, -1);
}

int main(void)
{
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    int sum = 0;
    go work(a, b);
    for (int i = 0; i < 100; i++) {
        chan_send(a, i);
        sum += chan_get(b);
    }
    printf("%d %d\n", sum, chan_get(b)); // OUT: 4950 -1
    fflush(stdout);
    chan_send(a, 1); // ERR-RE: main.*deadlock-after-work\.c:@LINE.*a
    return 0;
}
// ERR: all coroutines are asleep
// EXIT: 2
