// RUN: %program %s
// Operations of one descriptor and direction take turns in order; those that
// wait for their turn get EBADF when it is closed, and the number goes back to
// the system when the last of them has gone.
#include <csp_io.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static atomic_int inside, together, failed;

static coroutine ssize_t get(int fd, char *p)
{
    ssize_t got = -1;
    if (csp__io_begin(fd, CSP_READABLE, CSP_NEVER) < 0) return -1;
    if (inside++) together++;
    for (;;) {
        if (csp__io_try(fd, CSP_READABLE)) {
            got = recv(fd, p, 1, MSG_DONTWAIT);
            if (got == 1) csp__io_more(fd, CSP_READABLE);
            if (got >= 0 || errno != EAGAIN) break;
        }
        if (csp__io_wait(fd, CSP_READABLE, CSP_NEVER) < 0) break;
    }
    inside--;
    csp__io_end(fd, CSP_READABLE);
    return got;
}

static coroutine void reader(int fd, chan_out(int) got)
{
    char c;
    while (get(fd, &c) == 1)
        chan_send(got, c);
    if (errno != EBADF) failed++;
    chan_retire(got);
}

int main(void)
{
    int pair[2], sum = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
    auto_chan(int) got = chan_make(int, 0);
    chan_writers(got, 5);
    for (int i = 0; i < 5; i++)
        go reader(pair[0], got);
    for (int i = 1; i <= 100; i++) {
        char c = (char)i;
        if (send(pair[1], &c, 1, 0) != 1) return 2;
        sum += chan_get(got);
    }
    csp_close(pair[0]);
    for (int c; chan_recv(got, &c);)
        sum += 1000;
    printf("%d %d %d\n", sum, together, failed); // OUT: 5050 0 0
    printf("%d\n", fcntl(pair[0], F_GETFD)); // OUT: -1
}
