// RUN: %program %s
// UNSUPPORTED: stress
// A server whose listener was closed behind its back says so, and is stopped as
// ever.
#include "Inputs/local.h"
#include <stdio.h>
#include <unistd.h>

static coroutine void handle(int fd, const struct csp_addr *peer, void *arg)
{
    (void)peer, (void)arg;
    csp_close(fd);
}

int main(void)
{
    struct csp_addr at;
    int listener = local_listen("127.0.0.1:0", &at);
    struct csp_server *server = csp_serve(listener, 1, handle, NULL);
    close(listener);   // csp_close, by csp_serve_stop, is right
    csp_sleep(CSP_MS); // the one worker goes there first
    printf("%d\n", csp_serve_stop(server)); // OUT: 0
}
// WORKERS: 1
// ERR: csp: a server cannot accept, and ends: Bad file descriptor
