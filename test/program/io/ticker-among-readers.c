// RUN: %program %s
// REQUIRES: proc
// ENV: CSP_CLOCK=virtual
// Who waits for input keeps nobody else from running: a ticker keeps its period
// while a hundred tasks read from pipes that fill slowly.
#include <csp_io.h>
#include <stdio.h>
#include <unistd.h>

enum { READERS = 100, TICKS = 50 };

static void drips(int fd)
{
    for (int i = 0; i < 10; i++) {
        csp_sleep(37 * CSP_MS);
        csp_write(fd, "drop", 4);
    }
    csp_close(fd);
}

static void reads(int fd, chan(int) done)
{
    char b[8];
    ssize_t n;
    int all = 0;
    while ((n = csp_read(fd, b, sizeof b)) > 0) all += (int)n;
    csp_close(fd);
    chan_send(done, all);
}

int main(void)
{
    chan(int) done = chan_make(int, READERS);
    int late = 0, all = 0, p[2];
    for (int i = 0; i < READERS; i++) {
        if (pipe(p)) return 1;
        go reads(p[0], done);
        go drips(p[1]);
    }
    for (int64_t i = 0, due = csp_now(); i < TICKS; i++) {
        due += 10 * CSP_MS;
        csp_sleep(due - csp_now());
        late += csp_now() - due > 2 * CSP_MS;
    }
    for (int i = 0; i < READERS; i++) all += chan_get(done);
    chan_release(done);
    printf("%d late, %d bytes\n", late, all); // OUT: 0 late, 4000 bytes
}
