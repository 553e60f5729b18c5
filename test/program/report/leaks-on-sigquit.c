// RUN: %program %s
// Under CSP_LEAKS=1 the dump on SIGQUIT is followed by the tasks that leak, and
// the program goes on.
#include <csp.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
// UNSUPPORTED: tsan, musl, stress, arm64, riscv64
// REQUIRES: proc
// BUILDS: clang-O2
// WORKERS: 1
// ENV: CSP_LEAKS=1
// FLAGS: -Wno-csp-one-sided

static chan(int) kept;

static void wait_on(chan(int) c)
{
    chan_recv(c, NULL); // ERR: csp: dump: 3 tasks
} // ERR-RE: ^csp: leak: wait_on at .*:@LINE-1 waits to receive c \(1 task\)$

int main(void)
{
    kept = chan_make(int, 0);
    go wait_on(kept);
    go wait_on(chan_make(int, 0));
    csp_sleep(CSP_MS);
    kill(getpid(), SIGQUIT);
    csp_sleep(CSP_MS); // it is written at the end of the turn
    puts("goes on"); // OUT: goes on
    fflush(stdout);
    _exit(0);
}
