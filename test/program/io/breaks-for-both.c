// RUN: %program %s
// Connections break in the middle, at random, and break for both ends: each
// conversation comes to its end, though nobody has a deadline.
#include "Inputs/local.h"
#include <stdatomic.h>
#include <stdio.h>

enum { CLIENTS = 100, ROUNDS = 20 };
static atomic_int ended, whole;

static coroutine void echo(int fd, const struct csp_addr *peer, void *arg)
{
    char text[4];
    (void)peer, (void)arg;
    while (csp_read_full(fd, text, 4) == 4 && csp_write(fd, text, 4) == 4)
        continue;
    csp_close(fd);
}

static coroutine void client(const struct csp_addr *to)
{
    char text[4] = "text";
    int fd = csp_connect(to), i = 0;
    do
        csp_write(fd, text, 4); // if that is in vain, so is
    while (csp_read_full(fd, text, 4) == 4 && ++i < ROUNDS);
    atomic_fetch_add(&whole, i == ROUNDS);
    atomic_fetch_add(&ended, 1);
    csp_close(fd);
}

int main(void)
{
    struct csp_addr at;
    struct csp_server *s =
        csp_serve(local_listen("127.0.0.1:0", &at), CLIENTS, echo, NULL);
    par for (int i = 0; i < CLIENTS; i++) client(&at);
    printf("%d\n", csp_serve_stop(s)); // OUT: 0
    printf("%d %d\n", atomic_load(&ended), atomic_load(&whole) < CLIENTS);
    // OUT: 100 1
}
// ENV: CSP_FAULT=5:20:read,write
