// RUN: %program %s
// SIGQUIT writes a dump while tasks sleep, run, or keep their worker: then it
// says which worker did not come. The program goes on.
#include <csp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
// UNSUPPORTED: stress
// BUILDS: clang-O2 gcc-O2
// WORKERS: 1 2
// FLAGS: -Wno-csp-blocking

static void churn(chan(int) c)
{
    for (int i = 0;; i++)
        chan_send(c, i);
}

static void drain(chan(int) c)
{
    while (chan_recv(c, NULL))
        continue;
}

// Keeps its worker until the dumps have that text.
static void await(int from, const char *text)
{
    static char all[1 << 16];
    static size_t used;
    while (!strstr(all, text) && used < sizeof all - 1) {
        ssize_t n = read(from, all + used, sizeof all - 1 - used);
        if (n > 0) used += (size_t)n;
    }
    puts(text);
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    int ends[2];
    if (pipe(ends) || dup2(ends[1], 2) < 0) return 1;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    kill(getpid(), SIGQUIT);
    await(ends[0], "did not come"); // OUT: did not come
    await(ends[0], "main at"); // OUT: main at
    for (int i = 0; i < 4; i++)
        go churn(c);
    go drain(c);
    kill(getpid(), SIGQUIT);
    csp_sleep(50 * CSP_MS);
    await(ends[0], "dump: 6 tasks"); // OUT: dump: 6 tasks
    await(ends[0], "drain at"); // OUT: drain at
    return 0;
}
