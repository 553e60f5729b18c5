// RUN: %program %s
// REQUIRES: proc
// Streams are carried by the runtime: what is sent takes its time, a cut holds
// it until it is healed, hours pass at once, and what nobody can end any more
// is a deadlock.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static coroutine void echo(int fd, const struct csp_addr *peer, void *arg)
{
    char text[64];
    ssize_t n;
    (void)arg, (void)peer;
    while ((n = csp_read(fd, text, sizeof text)) > 0)
        csp_write(fd, text, (size_t)n);
    csp_close(fd);
}

static coroutine void says(int fd, const char *text)
{
    char back[64] = "";
    int64_t began = csp_now();
    csp_write(fd, text, strlen(text));
    ssize_t n = csp_read_full_dl(fd, back, strlen(text), began + 3600 * CSP_S);
    printf("%s after %d s\n",
           n > 0                ? back
           : errno == ETIMEDOUT ? "late"
                                : strerror(errno),
           (int)((csp_now() - began) / CSP_S));
}

int main(void)
{
    struct csp_addr from, to, at;
    char text[64];
    csp_serve(csp_listen_at("10.0.0.1:80", 0, &to), 9, echo, NULL);
    csp_addr_parse(&from, "10.0.0.2:0");
    int fd = csp_connect_from(&from, &to);
    csp_addr_there(fd, &at);
    printf("%s\n", csp_addr_text(&at, text, sizeof text)); // OUT: 10.0.0.1:80
    says(fd, "hello"); // OUT: hello after 2 s
    csp_net_cut("10.0.0.1", "10.0.0.2");
    says(fd, "lost"); // OUT: late after 3600 s
    csp_net_heal(NULL, NULL);
    says(fd, "found"); // OUT: lostf after 2 s
    csp_addr_parse(&to, "10.0.0.1:81");
    if (csp_connect(&to) < 0) puts(strerror(errno)); // OUT: Connection refused
    shutdown(fd, SHUT_WR);
    printf("%zd\n", csp_read_full(fd, text, 9)); // OUT: 4
    csp_accept(csp_listen_at("10.0.0.1:82", 0, NULL), NULL);
}
// ENV: CSP_SEED=7
// ENV: CSP_NET=sim,latency=1s
// ERR: csp: deadlock: all coroutines are asleep
// ERR: (10.0.0.1:82) readable)
// ERR: (10.0.0.1:80) readable)
// EXIT: 2
