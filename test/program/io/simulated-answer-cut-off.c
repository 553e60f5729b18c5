// RUN: %program %s
// REQUIRES: proc
// A dial that has timed out is not connected afterwards: not if its deadline was
// nearer than the answer, nor if the answer is cut off until there is no patience
// left. Whom it has reached finds its peer gone.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static void tell(int fd)
{
    puts(fd >= 0              ? "connected"
         : errno == ETIMEDOUT ? "timed out"
                              : strerror(errno));
    if (fd >= 0) csp_close(fd);
}

// When the question has come, and the answer is on its way.
static coroutine void cut(int listener)
{
    char text[9];
    int fd = csp_accept(listener, NULL);
    csp_net_cut("10.0.0.1", "10.0.0.2");
    csp_sleep(200 * CSP_S);
    csp_net_heal(NULL, NULL);
    printf("%zd\n", csp_read(fd, text, sizeof text));
    csp_close(fd);
}

int main(void)
{
    struct csp_addr from, to;
    int listener = csp_listen_at("10.0.0.1:80", 0, &to);
    csp_addr_parse(&from, "10.0.0.2:0");
    tell(csp_connect_from_dl(&from, &to, csp_now() + CSP_S / 2));
    tell(csp_connect_from_dl(&from, &to, csp_now() + CSP_S * 3 / 2));
    csp_sleep(9 * CSP_S);
    int fd = csp_accept_dl(listener, NULL, csp_now());
    char text[9];
    printf("%zd\n", csp_read(fd, text, sizeof text)); // of the second
    tell(csp_accept_dl(listener, NULL, csp_now()));
    par {
        cut(listener);
        tell(csp_connect_from(&from, &to));
    }
}
// ENV: CSP_SEED=7
// ENV: CSP_NET=sim,latency=1s
// OUT: timed out
// OUT: timed out
// OUT: 0
// OUT: timed out
// OUT: timed out
// OUT: 0
