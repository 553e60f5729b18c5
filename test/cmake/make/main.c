#include <csp.h>
#include <stdio.h>

#include "plain.h"
#include "worker.h"

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int sum = 0, n;
    go count_to(5, chan_retain(c));
    while (chan_recv(c, &n))
        sum += n;
    chan_release(c);
    printf("%d\n", plain(sum));
    return 0;
}
