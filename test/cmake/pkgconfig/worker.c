#include "worker.h"

static void count_to(int last, csp_chan(int) out)
{
    for (int i = 1; i <= last; i++)
        csp_chan_send(out, i);
    csp_chan_close(out);
    csp_chan_release(out);
}

int sum_to(int last)
{
    csp_chan(int) numbers = csp_chan_make(int, 0);
    int sum = 0, n;
    csp_go count_to(last, csp_chan_retain(numbers));
    while (csp_chan_recv(numbers, &n))
        sum += n;
    csp_chan_release(numbers);
    return sum;
}
