// RUN: %program %s
// Connections that are there before anybody has waited use up all numbers but
// those of the poller, which is there first.
#include "Inputs/local.h"
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST = 64 };

int main(void)
{
    struct csp_addr at;
    struct rlimit few;
    int listener = local_listen("127.0.0.1:0", &at), taken[MOST], n = 0;
    int client = csp_connect(&at), fd = csp_accept(listener, NULL);
    char c = 'x';
    getrlimit(RLIMIT_NOFILE, &few);
    few.rlim_cur = MOST;
    setrlimit(RLIMIT_NOFILE, &few);
    while (n < MOST && (taken[n] = dup(listener)) >= 0)
        n++;
    printf("%d\n", (int)csp_read_dl(fd, &c, 1, csp_now() + CSP_MS)); // OUT: -1
    printf("%d\n", errno == ETIMEDOUT); // OUT: 1
    while (n > 0)
        close(taken[--n]);
    csp_write(client, "y", 1);
    printf("%d %c\n", (int)csp_read(fd, &c, 1), c); // OUT: 1 y
    csp_close(fd);
    csp_close(client);
    csp_close(listener);
}
