// A channel is closed twice: each of two that fail looks whether it is closed,
// and tells of its failure before it closes.
// ENV: CSP_STRICT=1
#include <csp.h>
#include <stdbool.h>

static bool closed;

static void work(int n, chan(int) jobs, chan(int) failures)
{
    if (n > 0 && !closed) {
        chan_send(failures, n);
        closed = true;
        chan_close(jobs);
    }
    chan_retire(failures);
}

int main(void)
{
    auto_chan(int) jobs = chan_make(int, 0), failures = chan_make(int, 4);
    chan_writers(failures, 3);
    for (int n = 0; n < 3; n++)
        go work(n, jobs, failures);
    for (int n; chan_recv(failures, &n);) {
    }
}
