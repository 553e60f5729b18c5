// RUN: %program %s
// Any descriptor can be read and written, and none is made non-blocking: a
// stream arrives whole through a pipe, a socket and a terminal, whose writer
// and reader wait in turn; devices, counters and timers answer.
// REQUIRES: proc
#include <csp_io.h>
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { N = 200000 };
static char out[N], in[N];

static void writes(int fd, chan(ssize_t) done)
{
    ssize_t put = csp_write(fd, out, N);
    csp_close(fd);
    chan_send(done, put);
}

static void through(const char *what, int from, int to, bool made)
{
    int bad = 0;
    auto_chan(ssize_t) done = chan_make(ssize_t, 1);
    if (!made) return (void)puts("not made");
    int flags = fcntl(from, F_GETFL) | fcntl(to, F_GETFL);
    for (int i = 0; i < N; i++) out[i] = (char)(i * 7 + i / 251), in[i] = 0;
    go writes(to, done);
    ssize_t got = csp_read_full(from, in, N);
    for (int i = 0; i < N; i++) bad += in[i] != out[i];
    printf("%s %d %d %d %d\n", what, (int)got, (int)chan_get(done), bad,
           flags & O_NONBLOCK);
    csp_close(from);
}

int main(void)
{
    int p[2];
    struct termios raw;
    bool made = pipe(p) == 0;
    through("pipe", p[0], p[1], made); // OUT: pipe 200000 200000 0 0
    made = socketpair(AF_UNIX, SOCK_STREAM, 0, p) == 0;
    through("socket", p[0], p[1], made); // OUT: socket 200000 200000 0 0
    made = openpty(p, p + 1, NULL, NULL, NULL) == 0;
    tcgetattr(p[1], &raw);
    cfmakeraw(&raw);
    tcsetattr(p[1], TCSANOW, &raw);
    through("terminal", p[0], p[1], made); // OUT: terminal 200000 200000 0 0
}
// LIBS: -lutil
