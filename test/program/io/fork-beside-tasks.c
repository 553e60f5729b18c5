// RUN: %program %s
// A child that fork makes has no other tasks: it may do what does not wait, and
// to exec is as good as ever; where it waits it stops and says so.
// UNSUPPORTED: tsan, arm64, riscv64
// ERR-RE: csp: .*fork-beside-tasks.c:@LINE+18: a wait in a process that fork .*
#include "Inputs/local.h"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static coroutine void ticks(chan(int) end)
{
    while (chan_len(end) == 0)
        csp_sleep(CSP_MS);
    (void)chan_get(end);
}

static coroutine int in_child(int mode, int fd)
{
    char byte;
    if (mode == 0) execl("/bin/true", "true", (char *)0);
    if (mode == 1) _exit(3);
    csp_read(fd, &byte, 1);
    _exit(4);
}

int main(void)
{
    auto_chan(int) end = chan_make(int, 1);
    int p[2], status = -1;
    if (pipe(p)) return 1;
    task(void) other = spawn(ticks(end));
    csp_sleep(CSP_MS);
    for (int mode = 0; mode < 3; mode++) {
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) in_child(mode, p[0]);
        csp_waitpid(pid, &status);
        printf("%d\n", WEXITSTATUS(status));
    }
    chan_send(end, 1);
    join(other);
    // OUT: 0
    // OUT: 3
    // OUT: 2
}
