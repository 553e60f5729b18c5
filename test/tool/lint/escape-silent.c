// RUN: %cspcc -Werror -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-escape -Wno-return-stack-address -fsyntax-only %S/escape-address.c
// An address that leaves where something waits for its use, where it cannot
// end before, or where it does not leave at all.
#include <csp.h>
#include <stdlib.h>

struct job {
    int *result, number;
};
static int shared;

static void work(int *result, chan(int) done)
{
    *result = 1;
    chan_send(done, 1);
}

static void waits(chan(int) done, chan(int *) c)
{
    int a, b, d, e, *p = &shared, list[3];
    static int f;
    go work(&a, done);
    task(void) t = spawn(work(&b, done));
    chan_recv(done, NULL);
    chan_send(c, &d);
    join(t);
    par {
        work(&e, done);
        chan_send(c, list);
    }
    go work(&f, done);
    chan_send(c, p);
    chan_send(c, &shared);
    chan_send(done, list[0]);
    go work(&p[1], done);
}

static void polls(void)
{
    int ready = 0;
    go work(&ready, NULL);
    while (!ready)
        yield();
}

static void for_ever(chan(int) done)
{
    int n;
    go work(&n, done);
    while (true) {
        if (n == 3) exit(1);
        select {
        case_recv(done, &n): break;
        }
    }
}

static void called(chan(int) done, struct job *job)
{
    int n;
    work(&n, done);
    if (!done) {
        go work(&n, done);
        abort();
    }
    go work(job->result, done);
}

int main(void)
{
    int result;
    go work(&result, 0);
    waits(0, 0);
    polls();
    for_ever(0);
    called(0, 0);
    return 0;
}
