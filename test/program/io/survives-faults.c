// RUN: %program %s
// While calls of the kernel fail or do half of what they could, at random, what
// arrives is what was sent, from its beginning; at the end there are as many
// descriptors and tasks as before.
#include "Inputs/local.h"
#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CLIENTS = 60, BYTES = 50000 };
static atomic_int bad, whole;

static int descriptors(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    while (dir && readdir(dir)) n++;
    if (dir) closedir(dir);
    return n;
}

static void shut(int *fd)
{
    if (*fd >= 0) csp_close(*fd);
}

static coroutine void echo(int number, const struct csp_addr *peer, void *arg)
{
    int fd __attribute__((cleanup(shut))) = number;
    (void)peer, (void)arg;
    while (csp_serve_idle(fd) && csp_copy(fd, fd, 10000) > 0 && errno == 0)
        continue;
}

static void writes(int fd, const char *text)
{
    (void)!csp_write(fd, text, BYTES);
    shutdown(fd, SHUT_WR);
}

static int client(struct csp_addr to, int i)
{
    char sent[BYTES], got[BYTES];
    for (int k = 0; k < BYTES; k++) sent[k] = (char)(k * i + k / 251);
    int fd __attribute__((cleanup(shut))) = csp_connect(&to);
    if (fd < 0) return 0;
    group () {
        go writes(fd, sent);
        ssize_t n = csp_read_full(fd, got, BYTES);
        if (n > 0 && memcmp(sent, got, (size_t)n)) atomic_fetch_add(&bad, 1);
        if (n == BYTES) atomic_fetch_add(&whole, 1);
        shutdown(fd, SHUT_RDWR); // whoever still writes
    }
    return 0;
}

static void all(void)
{
    struct csp_addr at;
    int listener;
    while ((listener = local_listen("127.0.0.1:0", &at)) < 0)
        continue;
    struct csp_server *server = csp_serve(listener, CLIENTS / 2, echo, NULL);
    within (20 * CSP_S) group () for (int i = 0; i < CLIENTS; i++)
        go client(at, i);
    csp_serve_stop_dl(server, csp_now() + CSP_MS);
}

int main(void)
{
    int p[2];
    if (pipe(p)) return 1;
    csp_ready_dl(p[0], CSP_READABLE, 0); // whatever is opened once
    int before = descriptors();
    all();
    printf("%d %d %zu\n", atomic_load(&bad), descriptors() - before, csp_live());
    // OUT: 0 0 1
    printf("%d\n", atomic_load(&whole) > 0); // OUT: 1
}
// ENV: CSP_FAULT=11:20
// ERR-RE: (csp: a server cannot accept.*\n)?
