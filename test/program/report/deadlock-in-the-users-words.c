// RUN: %program %s
// REQUIRES: proc
// A deadlock names channels as the source does, not what its macros stand for;
// what is part of a macro of the user's is shown as that has it.
// EXIT: 2
// ERR: all coroutines are asleep
#include <csp.h>

struct pool {
    chan(int) jobs;
} pool;
#define JOBS (pool.jobs)
#define OF(p) ((p)->jobs)
#define TAKE(v) chan_recv(pool.jobs, v)

static void call(struct pool *p)
{
    int v = 0;
    chan_recv(OF(p), &v); // ERR-RE: call at .*:@LINE: receive OF\(p\) \(
}

static void macro(void)
{
    int v;
    TAKE(&v); // ERR-RE: macro at .*:@LINE: receive pool.jobs \(
}

static int second(chan(int) open)
{
    return chan_get(open) + chan_get(JOBS); // ERR-RE: @LINE: receive JOBS,
}

int main(void)
{
    chan(int) open = chan_make(int, 1);
    pool.jobs = chan_make(int, 0);
    chan_send(open, 1);
    go call(&pool);
    go macro();
    return second(open);
}
