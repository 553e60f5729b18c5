// A task is cancelled that was joined meanwhile: the one who watches over it
// does not know that it has ended.
#include <csp.h>

static int work(int steps)
{
    for (int i = 0; i < steps; i++)
        yield();
    return 0;
}

static void watch(task(int) t, chan(int) alarms)
{
    int n;
    if (chan_recv(alarms, &n)) task_cancel(t);
}

int main(void)
{
    auto_chan(int) alarms = chan_make(int, 0);
    task(int) t = spawn(work(3));
    go watch(t, alarms);
    chan_send(alarms, 1);
    join(t);
    yield();
}
