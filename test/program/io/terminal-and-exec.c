// RUN: %program %s
// A terminal can be waited for as a pipe can, by a thread that runs no tasks
// too; and a program that is started inherits nothing of the runtime's.
// REQUIRES: proc
#define _GNU_SOURCE
#include <csp_io.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int terminal;

// Called by a thread: it blocks.
static void *thread(void *ready)
{
    *(int *)ready = csp_ready(terminal, CSP_READABLE);
    return NULL;
}

static void types(const char *text)
{
    csp_sleep(CSP_MS);
    if (write(terminal, text, 1) != 1) exit(1);
}

int main(void)
{
    int keys = posix_openpt(O_RDWR | O_NOCTTY), ready = 0;
    if (keys < 0 || grantpt(keys) || unlockpt(keys)) return 2;
    terminal = open(ptsname(keys), O_RDWR | O_NOCTTY);
    go types("x");
    printf("%d\n", csp_ready(keys, CSP_READABLE)); // OUT: 1
    pthread_t t;
    if (pthread_create(&t, NULL, thread, &ready)) return 3;
    csp_sleep(CSP_MS);
    if (write(keys, "\n", 1) != 1) return 4;
    blocking pthread_join(t, NULL);
    printf("%d\n", ready); // OUT: 1
    fflush(stdout);
    int status;
    blocking status = system("ls -l /proc/self/fd | grep -c -e epoll -e event");
    // OUT: 0
    return WEXITSTATUS(status) == 1 ? 0 : 5;
}
