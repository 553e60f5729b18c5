// RUN: %program %s
// Half close both ways: who has said all still hears the answer, and copies
// through a middleman keep it so, by memory and by splice.
#include "Inputs/local.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { N = 3 << 20 };
static char asked[N], answered[N], heard[N];

// One direction of the middleman.
static void carry(int to, int from, chan(int64_t) done)
{
    int64_t n = csp_copy(to, from, INT64_MAX);
    shutdown(to, SHUT_WR);
    chan_send(done, n);
}

// Answers when it has heard all.
static void server(int fd, size_t n)
{
    ssize_t got = csp_read_full(fd, heard, N);
    printf("%d %d\n", got == (ssize_t)n, memcmp(heard, asked, n));
    csp_write(fd, answered, n);
    csp_close(fd);
}

static void ask(size_t n, bool tcp)
{
    static char back[N];
    int near[2], far[2];
    auto_chan(int64_t) done = chan_make(int64_t, 0);
    if (tcp ? !local_pair(near) || !local_pair(far)
            : socketpair(AF_UNIX, SOCK_STREAM, 0, near) ||
                  socketpair(AF_UNIX, SOCK_STREAM, 0, far))
        return;
    go carry(far[0], near[1], done);
    go carry(near[1], far[0], done);
    go server(far[1], n);
    csp_write(near[0], asked, n);
    shutdown(near[0], SHUT_WR);
    ssize_t got = csp_read_full(near[0], back, N);
    printf("%d %d\n", got == (ssize_t)n, memcmp(back, answered, n));
    int64_t sum = chan_get(done) + chan_get(done);
    printf("%d\n", sum == 2 * (int64_t)n);
    csp_close(near[0]), csp_close(near[1]), csp_close(far[0]);
}

int main(void)
{
    for (int i = 0; i < N; i++)
        asked[i] = (char)(i * 3 + i / 977), answered[i] = (char)(i * 5);
    ask(100, true);  // OUT: 1 0
    ask(N, true);    // OUT: 1 0
    ask(100, false); // OUT: 1
    ask(N, false);
}
// OUT: 1 0
// OUT: 1 0
// OUT: 1
// OUT: 1 0
// OUT: 1 0
// OUT: 1
// OUT: 1 0
// OUT: 1 0
// OUT: 1
