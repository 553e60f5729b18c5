// RUN: %program %s
// ENV: CSP_CLOCK=virtual
// csp_serve: no more handlers at once than its limit; a stop lets those go who
// wait between two requests, waits for the others, cancels them at the
// deadline, and nobody can connect any more.
#include "Inputs/local.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int now, most, ended;

static void done(int *fd)
{
    atomic_fetch_sub(&now, 1);
    atomic_fetch_add(&ended, 1);
    csp_close(*fd);
}

// Echoes; at "!" it waits for ever.
static coroutine void handle(int number, const struct csp_addr *peer, void *arg)
{
    int fd __attribute__((cleanup(done))) = number;
    char b[16];
    int n = atomic_fetch_add(&now, 1) + 1;
    if (n > atomic_load(&most)) atomic_store(&most, n);
    if (peer->length == 0 || arg != &most) puts("?");
    while (csp_serve_idle(fd)) {
        ssize_t got = csp_read(fd, b, sizeof b);
        if (got <= 0) return;
        if (b[0] == '!') csp_sleep(3600 * CSP_S);
        csp_write(fd, b, (size_t)got);
    }
}

static void client(struct csp_addr to, const char *text, chan(int) done)
{
    char b[16];
    int fd = csp_connect(&to), good = 0;
    for (int i = 0; i < 3; i++)
        good += csp_write(fd, text, 4) == 4 && csp_read(fd, b, sizeof b) == 4;
    csp_close(fd);
    chan_send(done, good);
}

int main(void)
{
    struct csp_addr at;
    auto_chan(int) done = chan_make(int, 0);
    char b[16];
    int good = 0, listener = local_listen("127.0.0.1:0", &at);
    struct csp_server *s = csp_serve(listener, 5, handle, &most);
    for (int i = 0; i < 60; i++) go client(at, "text", done);
    for (int i = 0; i < 60; i++) good += chan_get(done);
    printf("%d %d\n", good, atomic_load(&most) <= 5); // OUT: 180 1
    int idle = csp_connect(&at), busy = csp_connect(&at);
    csp_write(idle, "text", 4);
    csp_read_full(idle, b, 4);
    csp_write(busy, "!", 1);
    while (atomic_load(&ended) < 60 || atomic_load(&now) < 2) yield();
    csp_sleep(1); // which is over when it sleeps
    printf("%d\n", csp_serve_stop_dl(s, csp_now() + CSP_S)); // OUT: 1
    printf("%zd ", csp_read(idle, b, 1));
    printf("%zd %d\n", csp_read(busy, b, 1), atomic_load(&ended)); // OUT: 0 0 62
    printf("%d\n", csp_connect(&at) < 0 && errno == ECONNREFUSED); // OUT: 1
    csp_close(idle), csp_close(busy);
    s = csp_serve(local_listen("127.0.0.1:0", &at), 1, handle, &most);
    within (0) printf("%d\n", csp_serve_stop(s)); // OUT: 0
    printf("%d ", !csp_serve(idle, 1, handle, 0) && errno == EBADF);
    listener = local_listen("127.0.0.1:0", &at);
    printf("%d\n", !csp_serve(listener, 0, handle, 0)); // OUT: 1 1
    csp_close(listener);
}
