// RUN: %program %s
// UNSUPPORTED: arm64, riscv64
// A signal is waited for, and one that came before is still there; the end of
// a child, with its status; both in time or not.
#include <csp_io.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wcsp-blocking" // in a child

static void kills(int signal)
{
    kill(getpid(), signal);
}

static pid_t child(int status)
{
    fflush(stdout); // which TSan's _exit does
    pid_t pid = fork();
    if (pid) return pid;
    if (status < 0) pause();
    _exit(status);
}

int main(void)
{
    sigset_t set;
    int status;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    printf("%d %d\n", csp_signal_dl(&set, 0), errno == ETIMEDOUT); // OUT: -1 1
    pid_t first = child(7), second = child(-1);
    go kills(SIGUSR2);
    printf("%d\n", csp_signal(&set) == SIGUSR2); // OUT: 1
    kill(getpid(), SIGUSR1);
    printf("%d\n", csp_signal(&set) == SIGUSR1); // OUT: 1
    printf("%d ", csp_waitpid(first, &status) == first);
    printf("%d\n", WEXITSTATUS(status)); // OUT: 1 7
    printf("%d ", csp_waitpid_dl(second, NULL, csp_now() + CSP_MS));
    printf("%d\n", errno == ETIMEDOUT); // OUT: -1 1
    kill(second, SIGTERM);
    printf("%d ", csp_waitpid(second, &status) == second);
    printf("%d\n", WTERMSIG(status) == SIGTERM);                   // OUT: 1 1
    printf("%d %d\n", csp_waitpid(second, NULL), errno == ECHILD); // OUT: -1 1
    printf("%d %d\n", csp_waitpid(-1, NULL), errno == EINVAL);     // OUT: -1 1
}
