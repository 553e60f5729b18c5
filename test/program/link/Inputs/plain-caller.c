// Compiled by the C compiler alone: here coroutines are ordinary functions.
#include <csp.h>

coroutine int slow_sum(int a, int b);
coroutine int ping(chan(int) c, int n);
struct big { int list[50]; };
coroutine struct big fill(struct big b, int with);
int plain_main(void);

int plain_main(void)
{
    int (*pointer)(int, int) = slow_sum;
    struct big b = fill((struct big){{1}}, 9);
    chan(int) c = chan_make(int, 1);
    chan_send_thread(c, 5);
    int v, sum = slow_sum(1, 2) + pointer(30, 40) + b.list[0] + b.list[49];
    for (int i = 0; i < 100; i++)
        sum += ping(c, 1);
    if (!chan_recv_thread(c, &v)) return -1;
    chan_close(c);
    if (chan_recv_thread(c, &v) || chan_send_thread(c, 1)) return -2;
    chan_release(c);
    return sum;
}
