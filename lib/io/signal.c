// SPDX-License-Identifier: MIT
// signal.c: signals as something to wait for. Owns a signalfd while it waits;
// between two calls a signal stays pending, so none is lost.
#include "io.h"

#include <sys/signalfd.h>

csp_operation int csp_signal_dl(const sigset_t *set, int64_t deadline)
{
    int error = pthread_sigmask(SIG_BLOCK, set, NULL);
    int fd = error ? -1 : signalfd(-1, set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (error) errno = error;
    if (fd < 0) return -1;
    csp__io_made(fd);
    struct signalfd_siginfo info;
    ssize_t got = csp_read_dl(fd, &info, sizeof info, deadline);
    return got < 0 ? io_give_up(fd) : (csp_close(fd), (int)info.ssi_signo);
}
