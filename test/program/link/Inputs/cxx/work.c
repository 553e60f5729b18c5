#include "work.h"

coroutine void serve(chan(struct job) jobs)
{
    struct job j;
    while (chan_recv(jobs, &j))
        chan_send(j.reply, j.n * j.n);
    chan_release(jobs);
}

void start(chan(struct job) jobs)
{
    go serve(chan_retain(jobs));
}
