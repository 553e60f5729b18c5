// RUN: %program %s
// UNSUPPORTED: arm64, riscv64
// With CSP_DUMP=0 SIGQUIT ends a program, as it ends others; a handler of the
// program's own gets it in any case.
#include <csp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t got;

static void handler(int number)
{
    got = number;
}

int main(int argc, char **argv)
{
    int status;
    if (argc > 1) {
        if (*argv[1] == 'h') signal(SIGQUIT, handler);
        yield();
        kill(getpid(), SIGQUIT);
        csp_sleep(CSP_MS);
        return got == SIGQUIT ? 7 : 8;
    }
    for (int i = 0; i < 2; i++) {
        pid_t child = fork(); // to no more than exec
        if (child == 0) execl(argv[0], argv[0], i ? "handles" : "dies", NULL);
        blocking waitpid(child, &status, 0);
        printf("%d %d\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGQUIT,
               WIFEXITED(status) ? WEXITSTATUS(status) : 0);
    }
    return 0;
}
// OUT: 1 0
// OUT: 0 7
// ENV: CSP_DUMP=0
