// RUN: %program %s
// Dumps by a thread, a task and signals at once, while tasks on all workers
// come, go, wait, call, are cancelled: nothing is lost, and nothing hangs.
#include <csp.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>
// UNSUPPORTED: stress

enum { DUMPS = 10 };
static atomic_int left = 2;
static int nowhere;

static int add(chan(int) c, int n)
{
    return n ? add(c, n - 1) + chan_get(c) : 0;
}

static void feed(chan(int) c)
{
    within (100 * CSP_S) while (chan_send(c, 1))
        continue;
}

static void churn(chan(int) c)
{
    for (int i = 0; atomic_load(&left) > 0; i++) {
        int v = 0;
        group () {
            go add(c, i % 20);
            par for (int k = 0; k < 3; k++)
                add(c, k);
            select {
            case_recv(c, &v): break;
            case_after(CSP_MS): break;
            }
        }
        task(int) t = spawn(add(c, 3));
        task_cancel(t);
        join(t);
    }
}

static void *dump_outside(void *unused)
{
    for (int i = 0; i < DUMPS; i++) {
        csp_dump(nowhere);
        kill(getpid(), SIGQUIT);
    }
    atomic_fetch_sub(&left, 1);
    return unused;
}

static void dump_inside(void)
{
    for (int i = 0; i < DUMPS; i++) {
        csp_dump(nowhere);
        yield();
    }
    atomic_fetch_sub(&left, 1);
}

int main(void)
{
    chan(int) c = chan_make(int, 3);
    pthread_t thread;
    nowhere = open("/dev/null", O_WRONLY);
    if (dup2(nowhere, 2) < 0) return 1;
    for (int i = 0; i < 3; i++)
        go feed(c);
    go dump_inside();
    if (pthread_create(&thread, NULL, dump_outside, NULL)) return 1;
    group () for (int i = 0; i < 3; i++)
        go churn(c);
    blocking pthread_join(thread, NULL);
    puts("whole"); // OUT: whole
    return 0;
}
