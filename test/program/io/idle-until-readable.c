// RUN: %program %s
// What csp_serve_idle says to be readable is: who tries to read then gets
// something, and neither has to wait nor finds the end. Events that are told
// while, or after, somebody reads what they are about, say nothing.
#include "Inputs/local.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>

enum { CLIENTS = 8, ROUNDS = 150, BYTES = 3 };
static atomic_int early;

static coroutine void handle(int fd, const struct csp_addr *peer, void *arg)
{
    char b[2];
    (void)peer, (void)arg;
    while (csp_serve_idle(fd)) {
        ssize_t got = csp_read_dl(fd, b, sizeof b, 0);
        if (got <= 0) atomic_fetch_add(&early, 1);
        if (got < 0 && errno == ETIMEDOUT) continue;
        if (got <= 0 || csp_write(fd, b, (size_t)got) != got) break;
    }
    csp_close(fd);
}

// Bytes one by one, so that some come while others are read.
static void client(struct csp_addr to, chan(int) done)
{
    char b[BYTES];
    int fd = csp_connect(&to), good = 0;
    for (int i = 0; i < ROUNDS; i++) {
        for (int n = 0; n < BYTES; n++)
            csp_write(fd, &"abc"[n], 1);
        good += csp_read_full(fd, b, BYTES) == BYTES;
    }
    shutdown(fd, SHUT_WR);
    good += csp_read(fd, b, 1) == 0;
    csp_close(fd);
    chan_send(done, good);
}

int main(void)
{
    struct csp_addr at;
    auto_chan(int) done = chan_make(int, 0);
    int good = 0, listener = local_listen("127.0.0.1:0", &at);
    struct csp_server *server = csp_serve(listener, CLIENTS, handle, NULL);
    for (int i = 0; i < CLIENTS; i++)
        go
    client(at, done);
    for (int i = 0; i < CLIENTS; i++)
        good += chan_get(done);
    printf("%d %d\n", good, atomic_load(&early)); // OUT: 1208 0
    return csp_serve_stop(server);
}
