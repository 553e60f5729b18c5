// RUN: %program %s
// UNSUPPORTED: arm64, riscv64
// A server with few descriptors and many clients waits, says so once, and
// serves them all.
#include "Inputs/local.h"
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef SMALL
enum { CLIENTS = 200, BATCH = 100 };
#else
enum { CLIENTS = 1000, BATCH = 250 };
#endif

#pragma GCC diagnostic ignored "-Wcsp-blocking" // in a child

static coroutine void handle(int fd, const struct csp_addr *peer, void *arg)
{
    char b;
    (void)peer, (void)arg;
    if (csp_read(fd, &b, 1) == 1) csp_write(fd, &b, 1);
    csp_close(fd);
}

// Another process, with plain calls: all of a batch at once. Gives how many
// were not served.
static int clients(const struct csp_addr *at)
{
    int fds[BATCH], bad = 0;
    for (int begun = 0; begun < CLIENTS; begun += BATCH) {
        for (int i = 0; i < BATCH; i++) {
            fds[i] = socket(at->storage.ss_family, SOCK_STREAM, 0);
            bad += connect(fds[i], (const void *)&at->storage, at->length) != 0;
        }
        for (int i = 0; i < BATCH; i++)
            bad += write(fds[i], "x", 1) != 1;
        for (int i = 0; i < BATCH; i++) {
            char b;
            bad += read(fds[i], &b, 1) != 1;
            close(fds[i]);
        }
    }
    return bad;
}

int main(void)
{
    struct csp_addr at;
    struct rlimit few = {64, 64};
    int status = -1, listener = local_listen("127.0.0.1:0", &at);
    pid_t child = fork();
    if (child == 0) _exit(clients(&at) != 0);
    setrlimit(RLIMIT_NOFILE, &few);
    struct csp_server *s = csp_serve(listener, CLIENTS, handle, NULL);
    csp_waitpid(child, &status);
    printf("%d\n", status); // OUT: 0
    printf("%d\n", csp_serve_stop(s)); // OUT: 0
}
// ERR-RE: (csp: a server cannot accept, and tries again: Too many open files\n)?
