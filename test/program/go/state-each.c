// RUN: %program %s
// csp_state tells what a task does, in each of its states, to any thread.
// UNSUPPORTED: stress
#include <csp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>
// WORKERS: 1

static atomic_int spins;
static struct csp_state seen;

static int work(chan(int) jobs)
{
    int job;
    chan_recv(jobs, &job);
    for (spins = 1; spins == 1;)
        ;
    yield();
    return (int)chan_get(jobs);
}

static void tell(struct csp_state s)
{
    static const char *const names[] = {"new",     "ready", "running",
                                        "blocked", "done",  "cancelled"};
    printf("%s %s:%d %s %s\n", names[s.is], s.function, s.line,
           s.operation ? s.operation : "-", s.operand ? s.operand : "-");
}

static void *look(void *task)
{
    while (spins != 1)
        ;
    seen = csp_state((task(int))task);
    spins = 2;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    alarm(600); // whoever runs the test may be gone
    auto_chan(int) jobs = chan_make(int, 0), none = chan_make(int, 0);
    task(int) t = spawn(work(jobs)), late = spawn(work(none));
    tell(csp_state(t)); // OUT: new work:14 - -
    yield();
    tell(csp_state(t)); // OUT: blocked work:17 receive jobs
    chan_send(jobs, 1);
    tell(csp_state(t)); // OUT: ready work:14 - -
    pthread_create(&thread, NULL, look, (void *)t);
    blocking
    pthread_join(thread, NULL);
    tell(seen); // OUT: running work:14 - -
    chan_send(jobs, 2);
    yield();
    tell(csp_state(t)); // OUT: done work:14 - -
    join(t);
    task_cancel(late);
    yield();
    tell(csp_state(late)); // OUT: cancelled work:14 - -
    task_drop(late);
}
