#include "worker.h"

coroutine int doubled(chan(int) in)
{
    int n;
    return chan_recv(in, &n) ? 2 * n : 0;
}
