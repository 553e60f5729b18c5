// RUN: %program %s
// Tasks that start tasks, send, receive, select, sleep, yield and call, all at
// once; what went in comes out.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { CLIENTS = 30 };
#else
enum { CLIENTS = 300 };
#endif

struct job { int n; chan(int) reply; };

static int compute(int n)
{
    if (n % 7 == 0) yield();
    if (n % 31 == 0) csp_sleep(n % 5 * 10000);
    return n < 2 ? n : compute(n - 2) + 1;
}

static void answer(struct job job)
{
    select {
    case_send(job.reply, compute(job.n)): break;
    case_after(INT64_C(20000000000)): break;
    }
    chan_release(job.reply);
}

static void server(chan(struct job) jobs)
{
    struct job job;
    while (chan_recv(jobs, &job))
        go answer(job);
}

static void client(int id, chan(struct job) a, chan(struct job) b, chan(int) out)
{
    chan(int) reply = chan_make(int, id % 2);
    int sum = 0;
    for (int i = 0; i < 20; i++) {
        struct job job = {id + i, chan_retain(reply)};
        select {
        case_send(a, job): break;
        case_send(b, job): break;
        }
        sum += chan_get(reply) - (id + i + 1) / 2;
    }
    chan_release(reply);
    chan_send(out, sum);
}

int main(void)
{
    chan(struct job) a = chan_make(struct job, 0), b = chan_make(struct job, 3);
    chan(int) out = chan_make(int, 0);
    int sum = 0;
    for (int i = 0; i < 4; i++)
        go server(i % 2 ? a : b);
    for (int i = 0; i < CLIENTS; i++)
        go client(i, a, b, out);
    for (int i = 0; i < CLIENTS; i++)
        sum += chan_get(out);
    chan_close(a);
    chan_close(b);
    while (csp_live() > 1)
        yield();
    printf("%d\n", sum); // OUT: 0
    chan_release(a);
    chan_release(b);
    chan_release(out);
    return 0;
}
