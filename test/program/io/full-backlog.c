// RUN: %program %s
// REQUIRES: proc
// Who connects to a unix socket whose backlog is full waits until there is
// room, or for its deadline.
#include <csp_io.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>

static atomic_int connected;

static coroutine void client(const struct csp_addr *to)
{
    int fd = csp_connect(to);
    atomic_fetch_add(&connected, fd >= 0);
    csp_close(fd);
}

int main(void)
{
    struct csp_addr at;
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    csp_addr_parse(&at, "unix:@");
    at.length = sizeof(sa_family_t); // the kernel chooses a name
    if (bind(listener, (struct sockaddr *)&at.storage, at.length)) return 1;
    csp_addr_here(listener, &at);
    if (listen(listener, 1)) return 1;
    group () {
        for (int i = 0; i < 10; i++) go client(&at);
        csp_sleep(CSP_S);
        printf("%d\n", atomic_load(&connected) < 10); // OUT: 1
        int fd = csp_connect_dl(&at, csp_now() + CSP_S);
        printf("%d %d\n", fd, errno == ETIMEDOUT); // OUT: -1 1
        for (int i = 0; i < 10; i++) csp_close(csp_accept(listener, NULL));
    }
    printf("%d\n", atomic_load(&connected)); // OUT: 10
    csp_close(listener);
}
// ENV: CSP_CLOCK=virtual
