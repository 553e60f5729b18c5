// RUN: %program %s
// The handler of a signal runs, and a call that waits for it ends, while all
// workers sleep: under ThreadSanitizer too, which puts handlers off.
#include <csp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int ends[2];

static void handle(int number)
{
    if (write(ends[1], "", number > 0) != 1) _exit(1);
}

static void send(void)
{
    int status = 0;
    // By then all workers sleep; too early would do no harm.
    blocking status = system("(sleep 0.1; kill -TERM $PPID) &");
    if (status) _exit(1);
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    if (pipe(ends) || sigaction(SIGTERM, &action, NULL)) return 1;
    struct pollfd fd = {ends[0], POLLIN, 0};
    go send();
    blocking while (poll(&fd, 1, -1) < 0);
    puts("handled"); // OUT: handled
    return 0;
}
