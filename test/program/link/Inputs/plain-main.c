// A main compiled by the C compiler alone.
#include <csp.h>
#include <stdio.h>

coroutine int count_to(int n);
coroutine void start(chan(int) out, int n);

int main(void)
{
    chan(int) out = chan_make(int, 3);
    int v, sum = 0;
    printf("%d\n", count_to(100));
    start(out, 10);
    while (chan_recv_thread(out, &v))
        sum += v;
    printf("%d\n", sum);
    printf("%d\n", count_to(1000));
    chan_release(out);
    return 0;
}
