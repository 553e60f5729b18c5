// RUN: %program %s
// csp_close wakes whoever waits for the descriptor: EBADF, or its case is
// chosen; and the number can be waited for anew as soon as it is used again.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static coroutine int waits(int fd, chan(int) begun)
{
    chan_send(begun, 0);
    return csp_ready(fd, CSP_READABLE) < 0 && errno == EBADF ? 1 : -1;
}

static coroutine int selects(int fd, chan(int) begun)
{
    chan_send(begun, 0);
    select {
    case_fd(fd, CSP_READABLE):
        return 1;
    }
}

static coroutine void once(chan(int) begun)
{
    int ends[2];
    if (pipe(ends)) exit(1);
    task(int) a = spawn(waits(ends[0], begun)),
              b = spawn(waits(ends[0], begun)),
              c = spawn(selects(ends[0], begun));
    for (int i = 0; i < 3; i++)
        chan_get(begun);
    yield();
    csp_close(ends[0]);
    if (join(a) + join(b) + join(c) != 3) exit(2);
    csp_close(ends[1]);
}

int main(void)
{
    auto_chan(int) begun = chan_make(int, 0);
    for (int i = 0; i < 200; i++)
        once(begun);
    printf("%d\n", csp_close(-1)); // OUT: -1
    printf("%d\n", csp_detach(0)); // OUT: 0
}
