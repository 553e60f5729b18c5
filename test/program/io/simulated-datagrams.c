// RUN: %program %s
// REQUIRES: proc
// Datagrams of the simulated network are lost, come twice, and overtake each
// other, but come whole and say from where; after a reset both ends fail.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static coroutine void send_all(int fd, const struct csp_addr *to)
{
    for (int i = 0; i < 200; i++) {
        csp_send_to(fd, &i, sizeof i, to);
        csp_sleep(CSP_MS);
    }
}

static coroutine void takes(int listener)
{
    char text[9];
    int fd = csp_accept(listener, NULL);
    while (csp_read(fd, text, 9) > 0) continue;
    if (errno == ECONNRESET) puts("reset"); // OUT: reset
    csp_close(fd);
}

int main(void)
{
    struct csp_addr to, here, from;
    int in = csp_listen_at("[::1]:53", CSP_DATAGRAM, &to), times[200] = {0};
    int out = csp_listen_at("[::1]:0", CSP_DATAGRAM, &here);
    int got, last = -1, late = 0, lost = 0, twice = 0;
    go send_all(out, &to);
    while (csp_recv_from_dl(in, &got, sizeof got, &from,
                            csp_now() + CSP_S) == sizeof got) {
        if (memcmp(&from, &here, sizeof from) != 0) puts("from elsewhere");
        late += got < last;
        last = got;
        times[got]++;
    }
    for (int i = 0; i < 200; i++) lost += times[i] == 0, twice += times[i] == 2;
    printf("%d %d %d\n", late > 0, lost > 0, twice > 0); // OUT: 1 1 1

    int listener = csp_listen_at("unix:@there", 0, NULL), broken = 0;
    go takes(listener);
    int fd = csp_dial("unix:@there");
    while (csp_write(fd, "x", 1) == 1) csp_sleep(CSP_MS);
    broken += errno == EPIPE || errno == ECONNRESET;
    csp_sleep(CSP_S);
    printf("%d\n", broken); // OUT: 1
}
// SORTED
// ENV: CSP_SEED=7
// ENV: CSP_NET=sim,loss=1/10,double=1/10,reset=1/50
