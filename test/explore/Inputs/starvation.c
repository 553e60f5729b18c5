// A case that comes first is always ready, if the other end is quick enough: the
// second one, by which the work ends, is not taken for long.
#include <assert.h>
#include <csp.h>

static int late; // jobs done after the end was called for

static void give(chan(int) jobs, chan(int) done)
{
    int n;
    do
        (void)chan_send(jobs, 1);
    while (chan_recv(done, &n));
}

static void work(chan(int) jobs, chan(int) done, chan(int) end)
{
    for (int n;;)
        select_ordered {
        case_recv(jobs, &n):
            late += (int)chan_len(end);
            chan_send(done, n);
            break;
        case_recv(end, &n): chan_close(done); chan_close(jobs); return;
        }
}

int main(void)
{
    auto_chan(int) jobs = chan_make(int, 1), done = chan_make(int, 1);
    auto_chan(int) end = chan_make(int, 1);
    par {
        work(jobs, done, end);
        give(jobs, done);
        chan_send(end, 1);
    }
    assert(late < 4);
}
