// RUN: %program %s
// Descriptors are closed while a task waits for them, or written to, or the
// task is cancelled, and their numbers come back at once in other tasks: each
// wait ends, and as it should.
#include <csp_io.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static atomic_int wrong;

static coroutine int waits(int fd)
{
    int ready = csp_ready(fd, CSP_READABLE);
    return ready < 0 ? errno : ready;
}

static coroutine void once(int how)
{
    int pair[2], wanted = how == 0 ? CSP_READABLE : how == 1 ? EBADF : ECANCELED;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) exit(1);
    task(int) t = spawn(waits(pair[0]));
    while (how == 1 && csp_state(t).is != CSP_IS_BLOCKED)
        yield();
    if (how == 0 && send(pair[1], "x", 1, 0) != 1) exit(2);
    if (how == 1) csp_close(pair[0]);
    if (how > 1) task_cancel(t);
    if (join(t) != wanted) wrong++;
    if (how != 1) csp_close(pair[0]);
    csp_close(pair[1]);
}

static coroutine void many(int seed)
{
    for (int i = 0; i < 150; i++)
        once((i + seed) % 4);
}

int main(void)
{
    par for (int i = 0; i < 8; i++) many(i);
    printf("%d\n", wrong); // OUT: 0
}
