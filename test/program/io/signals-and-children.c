// RUN: %program %s
// UNSUPPORTED: arm64, riscv64
// A signal is waited for, and one that came before is still there, whichever
// thread it came to, and since when it has run; the end of a child, with its
// status; both in time or not.
#include <csp_io.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wcsp-blocking" // in a child

static void kills(int signal)
{
    kill(getpid(), signal);
}

static void wait_for_end(chan(int) over)
{
    int quit;
    chan_recv(over, &quit);
}

static void raises(int number)
{
    raise(number);
}

// A program that runs is ended by what its parent waits for, who is not told.
static bool are_apart(void)
{
    sigset_t set = csp_signals_to_end();
    char *const words[] = {"sleep", "1000", NULL}, *const none[] = {NULL};
    pid_t pid;
    int status;
    if (posix_spawnp(&pid, words[0], NULL, NULL, words, none)) return false;
    kill(pid, SIGTERM);
    return csp_waitpid(pid, &status) == pid && WIFSIGNALED(status) &&
           csp_signal_dl(&set, 0) < 0;
}

// By a thread that had no part in the first asking.
static void is_heard_late(void)
{
    sigset_t set;
    auto_chan(int) over = chan_make(int, 0);
    sigemptyset(&set);
    for (int i = 0; i < 8; i++) // workers for all of them
        go wait_for_end(over);
    csp_yield();
    for (int i = 0; i < 8; i++)
        chan_send(over, i);
    sigaddset(&set, SIGALRM);
    csp_signal_dl(&set, 0);
    go raises(SIGALRM);
    printf("%d\n", csp_signal(&set) == SIGALRM);
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
    is_heard_late(); // OUT: 1
    printf("%d\n", are_apart()); // OUT: 1
}
