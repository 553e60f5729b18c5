// A wait group is told of a task by the task itself, which may come too late.
#include <assert.h>
#include <csp.h>
#include <csp_sync.h>

static csp_waitgroup all = CSP_WAITGROUP_INIT;
static int done;

static void work(chan(int) started)
{
    chan_send(started, 1);
    csp_waitgroup_add(&all, 1);
    yield();
    done++;
    csp_waitgroup_done(&all);
}

int main(void)
{
    auto_chan(int) started = chan_make(int, 3);
    for (int i = 0; i < 3; i++)
        go work(started);
    for (int i = 0; i < 3; i++)
        chan_get(started);
    csp_waitgroup_wait(&all);
    assert(done == 3);
}
