// RUN: %program %s
// A server is stopped while clients go on to connect: all of both ends come to
// their end, and nothing is left behind.
#include "Inputs/local.h"
#include <dirent.h>
#include <stdatomic.h>
#include <stdio.h>

enum { CLIENTS = 20 };
static atomic_int answered;

static int descriptors(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    while (dir && readdir(dir)) n++;
    if (dir) closedir(dir);
    return n;
}

static coroutine void handle(int fd, const struct csp_addr *peer, void *arg)
{
    char b;
    (void)peer, (void)arg;
    while (csp_serve_idle(fd) && csp_read(fd, &b, 1) == 1)
        csp_write(fd, &b, 1);
    csp_close(fd);
}

// Until the server is there no more.
static coroutine void client(const struct csp_addr *to)
{
    int fd;
    while ((fd = csp_connect(to)) >= 0) {
        char b = 'x';
        if (csp_write(fd, &b, 1) == 1 && csp_read(fd, &b, 1) == 1)
            atomic_fetch_add(&answered, 1);
        csp_close(fd);
    }
}

int main(void)
{
    struct csp_addr at;
    int warm = local_listen("127.0.0.1:0", &at), before;
    csp_ready_dl(warm, CSP_READABLE, 0); // whatever is opened once
    csp_close(warm);
    before = descriptors();
    for (int i = 0; i < 5; i++) {
        int listener = local_listen("127.0.0.1:0", &at);
        struct csp_server *s = csp_serve(listener, CLIENTS / 2, handle, NULL);
        atomic_store(&answered, 0);
        group () {
            for (int k = 0; k < CLIENTS; k++) go client(&at);
            while (atomic_load(&answered) < 100) yield();
            csp_serve_stop_dl(s, csp_now() + CSP_S);
        }
    }
    printf("%d %zu\n", descriptors() - before, csp_live()); // OUT: 0 1
}
