// RUN: %program %s
// csp_ready tells which of the events it is, for whatever can be waited for; a
// deadline that has passed still looks, and files are always ready: EPERM.
#include <csp_io.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

static void say(const char *what, int ready)
{
    int why = ready < 0 ? errno : 0;
    printf("%s: %d%s\n", what, ready,
           why == ETIMEDOUT ? " ETIMEDOUT"
           : why == EPERM   ? " EPERM"
           : why == EBADF   ? " EBADF"
           : why == EINVAL  ? " EINVAL"
                            : "");
}

static coroutine void look(const char *what, int fd)
{
    say(what, csp_ready_dl(fd, CSP_READABLE | CSP_WRITABLE, csp_now()));
    csp_close(fd);
}

int main(void)
{
    int ends[2], pair[2], timer = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec soon = {.it_value.tv_nsec = 1};
    if (pipe(ends) || socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
    timerfd_settime(timer, 0, &soon, NULL);
    say("timer", csp_ready(timer, CSP_READABLE)); // OUT: timer: 1
    csp_close(timer);
    say("in time", csp_ready_dl(ends[0], CSP_READABLE, csp_now() + CSP_MS));
    // OUT: in time: -1 ETIMEDOUT
    look("pipe", ends[1]); // OUT: pipe: 4
    look("no writer left", ends[0]); // OUT: no writer left: 5
    look("socket", pair[0]); // OUT: socket: 4
    look("other end closed", pair[1]); // OUT: other end closed: 5
    look("eventfd", eventfd(1, 0)); // OUT: eventfd: 5
    look("device", open("/dev/null", O_RDWR)); // OUT: device: -1 EPERM
    look("not open", pair[1]); // OUT: not open: -1 EBADF
    say("no events", csp_ready(0, 2)); // OUT: no events: -1 EINVAL
}
// ENV: CSP_CLOCK=virtual
