// RUN: %program %s
// Who reads by other means than csp_io.h's is no mistake: a descriptor that was
// ready and has been drained is waited for again, alone and in a select.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

static coroutine int later(int fd, int64_t ns)
{
    csp_sleep(ns);
    return send(fd, "x", 1, 0) == 1;
}

int main(void)
{
    int pair[2], sum = 0;
    char c;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
    for (int i = 0; i < 10; i++) {
        int64_t then = csp_now() + CSP_MS;
        task(int) t = spawn(later(pair[1], CSP_MS));
        if (i % 2 == 0) {
            if (csp_ready(pair[0], CSP_READABLE) != CSP_READABLE) return 2;
        } else {
            select {
            case_fd(pair[0], CSP_READABLE):
                break;
            case_after(CSP_S):
                return 3;
            }
        }
        if (csp_now() < then) return 4;
        sum += recv(pair[0], &c, 1, MSG_DONTWAIT) == 1 && join(t);
    }
    printf("%d\n", sum); // OUT: 10
    int none = csp_ready_dl(pair[0], CSP_READABLE, csp_now() + CSP_MS);
    printf("%d %d\n", none, errno == ETIMEDOUT); // OUT: -1 1
}
// ENV: CSP_CLOCK=virtual
