#include "worker.h"

coroutine void count_to(int last, chan(int) out)
{
    for (int i = 1; i <= last; i++)
        chan_send(out, i);
    chan_close(out);
    chan_release(out);
}
