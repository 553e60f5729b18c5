// SPDX-License-Identifier: MIT
// wait.c: waiting for a descriptor, and for one's turn at it. Owns nothing: to
// wait is to pass a gate, which io/fd.c of the runtime opens.
#include "io.h"

// Why a gate was not passed, as errno: -1.
int csp__io_fail(void)
{
    int why = csp_why();
    errno = why == CSP_ECLOSED     ? EBADF
            : why == CSP_ETIMEDOUT ? ETIMEDOUT
                                   : ECANCELED;
    return -1;
}

csp_operation int csp__io_begin(int fd, int direction, int64_t deadline)
{
    if (!csp__io_spend()) yield();
    if (!csp_cancel_point()) return csp__io_fail();
    int turn = csp__fd_enter(fd, direction);
    if (turn != 0) return turn < 0 ? -1 : 0;
    return csp__io_take_turn(fd, direction, deadline);
}

csp_operation int csp__io_take_turn(int fd, int direction, int64_t deadline)
{
    if (io_pass(csp__fd_turn(fd, direction), deadline) == 0) return 0;
    csp__fd_quit(fd, direction);
    return -1;
}

csp_operation int csp__io_wait(int fd, int direction, int64_t deadline)
{
    void *gate = csp__fd_gate(fd, direction);
    return gate && io_pass(gate, deadline) == 0 ? 1 : -1;
}

csp_operation int csp_ready_dl(int fd, int events, int64_t deadline)
{
    if (!csp__io_spend()) yield();
    if (!csp_cancel_point()) return csp__io_fail();
    if (csp__fd_hold(fd) < 0) return -1;
    for (;;) {
        int ready;
        void *gate = csp__fd_look(fd, events, &ready);
        if (!gate) ready = -1;
        if (!ready && io_pass(gate, deadline) == 0) continue;
        csp__fd_leave(fd);
        return ready ? ready : -1;
    }
}
