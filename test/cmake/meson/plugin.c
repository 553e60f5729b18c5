#include "worker.h"

coroutine int half_of_sum(int n)
{
    chan(int) c = chan_make(int, 1);
    chan_send(c, n / 2);
    int half = chan_get(c);
    chan_release(c);
    return half;
}
