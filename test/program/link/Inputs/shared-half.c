#include "shared.h"

chan(int) shared_channel;

coroutine int shared_twice(int n)
{
    yield();
    return 2 * shared_inline(n - 1);
}

static coroutine int negate(int n)
{
    return -shared_twice(n);
}

transform *const shared_table[2] = {shared_twice, negate};

coroutine void shared_serve(chan(struct job) jobs, transform *f)
{
    struct job job;
    while (chan_recv(jobs, &job)) {
        chan_send(job.reply, f(job.n));
        chan_release(job.reply);
    }
}

coroutine struct job shared_wrap(struct job job, int by)
{
    yield();
    job.n += by;
    return job;
}
