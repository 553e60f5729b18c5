// RUN: %cspcc -Werror -Wall -Wextra -fsyntax-only %s
// RUN: %cspcc -Werror -fsyntax-only -fcsp-stress %S/blocking-direct.c
// What does not block says nothing: statements that are marked, operands that
// are not evaluated, calls that do not wait, functions of the program's own
// with such a name, and addresses.
#include <csp.h>
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int accept(int n) { return n; }
int connect(chan(int) c);
static int job(void) { return (int)sleep(1); }

static void f(chan(int) c, FILE *file)
{
    int status;
    char line[8];
    struct pollfd fd = {0};
    blocking sleep(1);
    blocking {
        if (!fgets(line, 8, stdin)) line[0] = 0;
        job();
    }
    chan_send(c, poll(&fd, 1, 0) + (int)sizeof(read(0, line, 8)));
    if (fgets(line, 8, file) && write(1, line, 1) == 1) accept(1);
    waitpid(1, &status, WNOHANG);
    int (*p)(void) = job;
    chan_send(c, p != 0);
    connect(c);
}

int main(void)
{
    f(0, 0);
    return 0;
}
