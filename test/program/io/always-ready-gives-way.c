// RUN: %program %s
// A task whose descriptors are always ready gives way to others now and then:
// on one worker, they would wait for it without end.
#include <csp.h>
#include <csp_io.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static bool over;
static long rounds;

static void check(void)
{
    if (++rounds < 3000000) return;
    puts("nobody else has run");
    exit(1);
}

static coroutine void talks(int to, int from)
{
    for (char c[8] = {0}; !__atomic_load_n(&over, __ATOMIC_RELAXED); check()) {
        csp_write(to, c, sizeof c);
        csp_read(from, c, sizeof c);
    }
}

static coroutine void asks(int fd)
{
    for (; !__atomic_load_n(&over, __ATOMIC_RELAXED); check())
        csp_ready(fd, CSP_WRITABLE);
}

static void try(task(void) t)
{
    for (int i = 0; i < 10; i++)
        csp_sleep(CSP_MS / 10);
    __atomic_store_n(&over, true, __ATOMIC_RELAXED);
    join(t);
    over = false;
    rounds = 0;
}

int main(void)
{
    int ends[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    try(spawn(talks(ends[0], ends[1])));
    try(spawn(asks(ends[0])));
    puts("others, too"); // OUT: others, too
    csp_close(ends[0]);
    csp_close(ends[1]);
}
