// RUN: %program %s
// main blocks a signal before anything else, so that all threads that are
// started later do, and a task waits for it; the others are busy in every way.
#include <csp.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void pass(chan(int) in, chan(int) out)
{
    int v;
    while (chan_recv(in, &v))
        chan_send(out, v);
}

static void drowse(void)
{
    for (;;)
        blocking usleep(1000);
}

static void wait_for(sigset_t set, chan(int) got)
{
    for (int number;;) {
        blocking sigwait(&set, &number);
        chan_send(got, number);
    }
}

int main(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGUSR1);
    if (pthread_sigmask(SIG_BLOCK, &set, NULL)) return 1;
    chan(int) got = chan_make(int, 0), a = chan_make(int, 1);
    chan(int) b = chan_make(int, 0);
    go pass(a, b);
    go pass(b, a);
    go drowse();
    go wait_for(set, got);
    chan_send(a, 1);
    for (int i = 0; i < 20; i++) {
        kill(getpid(), i % 2 ? SIGTERM : SIGUSR1);
        if (chan_get(got) != (i % 2 ? SIGTERM : SIGUSR1)) return 1;
    }
    puts("all"); // OUT: all
    return 0;
}
