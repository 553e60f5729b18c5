// A request to stop is missed: it reaches who waits for it, and who is at work
// at that moment never hears of it.
#include <csp.h>

static void work(chan(int) jobs, chan(int) stop, chan(int) results)
{
    for (int job;;)
        select {
        case_recv(jobs, &job): chan_send(results, 2 * job); break;
        case_recv(stop, &job): return;
        }
}

int main(void)
{
    auto_chan(int) jobs = chan_make(int, 0), stop = chan_make(int, 0);
    auto_chan(int) results = chan_make(int, 4);
    par {
        work(jobs, stop, results);
        {
            for (int i = 0; i < 3; i++)
                chan_send(jobs, i);
            for (int i = 0; i < 3; i++)
                chan_get(results);
            chan_try_send(stop, 1);
        }
    }
}
