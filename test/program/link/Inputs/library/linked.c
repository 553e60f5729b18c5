#include "library.h"
#include <stdio.h>

int from_thread(int n);

static int half(int n)
{
    csp_yield();
    return n / 2;
}

int main(void)
{
    csp_chan(int) in = csp_chan_make(int, 0), out = csp_chan_make(int, 0);
    csp_task(int) t = csp_spawn(change_all(in, out, half));
    for (int i = 2; i <= 6; i += 2) {
        csp_chan_send(in, i);
        printf("%d ", csp_chan_get(out));
    }
    csp_chan_close(in);
    printf("%d %d %d ", csp_join(t), apply(half, 10), apply(doubled, 10));
    int plain;
    csp_blocking plain = from_thread(4);
    printf("%d\n", plain);
    csp_chan_release(in);
    csp_chan_release(out);
    return 0;
}
