// RUN: %program %s
// Many clients of one listener, over each family; who connects is told to who
// accepts; a path that was left behind is replaced, one in use is not.
#include "Inputs/local.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CLIENTS = 50 };

static void client(struct csp_addr to, int i, chan(int) done)
{
    int fd = csp_connect(&to), back = -1;
    csp_write(fd, &i, sizeof i);
    ssize_t n = csp_read_full(fd, &back, sizeof back);
    csp_close(fd);
    chan_send(done, n == sizeof back && back == i + 1);
}

static void answer(int fd)
{
    int i;
    if (csp_read_full(fd, &i, sizeof i) == sizeof i && ++i)
        csp_write(fd, &i, sizeof i);
    csp_close(fd);
}

static void all(const char *where)
{
    struct csp_addr at, peer;
    char text[128];
    int good = 0, listener = local_listen(where, &at);
    auto_chan(int) done = chan_make(int, 0);
    for (int i = 0; i < CLIENTS; i++) go client(at, i, done);
    for (int i = 0; i < CLIENTS; i++) go answer(csp_accept(listener, &peer));
    for (int i = 0; i < CLIENTS; i++) good += chan_get(done);
    csp_addr_text(&peer, text, sizeof text);
    printf("%d %.6s\n", good, text);
}

int main(void)
{
    char path[] = "/tmp/csp-io-XXXXXX", where[64];
    struct csp_addr at;
    all("127.0.0.1:0"); // OUT: 50 127.0.
    int v6 = local_listen("[::1]:0", &at); // not every machine has it
    if (v6 >= 0) csp_close(v6), all("[::1]:0");
    if (v6 < 0) puts("50 [::1]:"); // OUT: 50 [::1]:
    if (!mkdtemp(path)) return 1;
    snprintf(where, sizeof where, "unix:%s/socket", path);
    csp_close(local_listen(where, &at)); // leaves it behind
    all(where);                          // OUT: 50 unix:
    printf("%d\n", local_listen(where, &at) < 0 && errno == EADDRINUSE);
    // OUT: 1
    unlink(where + 5);
    rmdir(path);
    int fd = local_listen("127.0.0.1:0", &at);
    csp_close(fd);
    printf("%d\n", csp_connect(&at) < 0 && errno == ECONNREFUSED); // OUT: 1
    int listener = local_listen("127.0.0.1:0", &at);
    struct csp_addr from, peer;
    csp_addr_parse(&from, "127.0.0.1:0");
    fd = csp_connect_from(&from, &at);
    int other = csp_accept(listener, &peer);
    csp_addr_here(fd, &from);
    printf("%d ", memcmp(&from, &peer, sizeof from)); // both know the port
    csp_addr_there(fd, &peer);
    printf("%d\n", memcmp(&at, &peer, sizeof at)); // OUT: 0 0
    printf("%d\n", csp_net_cut(NULL, NULL) < 0 && errno == ENOSYS); // OUT: 1
    csp_close(fd), csp_close(other), csp_close(listener);
}
