// SPDX-License-Identifier: MIT
// child.c: the end of a child. Owns a pidfd while it waits, which is readable
// once the child has ended; a kernel that has none, or no number left for one,
// is asked again and again.
#include "io.h"

#include <sys/wait.h>

static pid_t look(pid_t pid, int *status)
{
    return CALL(waitpid(pid, status, WNOHANG));
}

static pid_t by_descriptor(int fd, pid_t pid, int *status, int64_t deadline)
{
    pid_t ended;
    while ((ended = look(pid, status)) == 0)
        if (csp_ready_dl(fd, CSP_READABLE, deadline) < 0) return -1;
    return ended;
}

static pid_t by_asking(pid_t pid, int *status, int64_t deadline)
{
    pid_t ended;
    int64_t pause = CSP_MS;
    while ((ended = look(pid, status)) == 0)
        if (csp__io_pause(&pause, deadline) < 0) return -1;
    return ended;
}

csp_operation pid_t csp_waitpid_dl(pid_t pid, int *status, int64_t deadline)
{
    if (!csp_cancel_point()) return csp__io_fail();
    if (pid <= 0) return errno = EINVAL, -1;
    pid_t ended = look(pid, status);
    if (ended) return ended;
    int fd = call_pidfd(pid);
    if (fd < 0) return by_asking(pid, status, deadline);
    ended = by_descriptor(fd, pid, status, deadline);
    return ended < 0 ? io_give_up(fd) : (csp_close(fd), ended);
}
