// RUN: %program %s
// case_fd stands beside other cases: what comes first happens, whichever of
// them it is; so it is in a set that is used again and again.
#include <csp_io.h>
#include <stdio.h>
#include <unistd.h>

static coroutine void writes(int fd, chan(int) next)
{
    for (int i; chan_recv(next, &i);)
        if (write(fd, &i, sizeof i) < 0) return;
    csp_close(fd);
}

static int take(int fd)
{
    int v;
    return read(fd, &v, sizeof v) == sizeof v ? v : -2;
}

static coroutine int either(int fd, chan(int) c)
{
    int v = -1;
    select {
    case_fd(fd, CSP_READABLE):
        return take(fd);
    case_recv(c, &v):
        return 100 + v;
    case_after(CSP_S):
        return -3;
    }
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    auto_chan(int) next = chan_make(int, 1);
    int ends[2], other[2], v, sum = 0;
    if (pipe(ends) || pipe(other)) return 1;
    go writes(ends[1], next);
    chan_send(next, 7);
    printf("%d\n", either(ends[0], c)); // OUT: 7
    chan_send(c, 8);
    printf("%d\n", either(ends[0], c)); // OUT: 108
    struct csp_choice set[] = {choice_fd(other[0], CSP_READABLE),
                               choice_fd(ends[0], CSP_READABLE),
                               choice_recv(c, &v)};
    for (int i = 1; i <= 20; i++) {
        chan_send(next, i);
        if (csp_select_set(set, 3, CSP_CHOOSE_ANY) != 1) return 2;
        sum += take(ends[0]);
        set[1] = choice_fd(ends[0], CSP_READABLE);
    }
    printf("%d\n", sum); // OUT: 210
    printf("%d\n", either(other[0], NULL)); // OUT: -3
    chan_close(next);
    printf("%d\n", either(ends[0], NULL)); // OUT: -2
}
// ENV: CSP_CLOCK=virtual
// FLAGS: -Wno-csp-blocking
