// RUN: %program %s
// An operation that ends early says what has moved, and why it ended: by its
// own deadline, a scope's, a cancellation, the end of the stream, an error. A
// deadline in the past tries once.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { N = 1 << 22 };
static char block[N];

static void show(ssize_t n)
{
    int error = errno;
    bool some = n > 4096;
    const char *why = error == ETIMEDOUT   ? "timed out"
                      : error == ECANCELED ? "canceled"
                      : error == EPIPE     ? "broken pipe"
                      : error              ? "failed"
                                           : "success";
    printf("%zd %s\n", some ? 4096 : n, n == 9 ? "-" : why);
}

static ssize_t writes(int fd)
{
    ssize_t n = csp_write(fd, block, N);
    show(n);
    return n;
}

static void reads_later(int fd, const char *text)
{
    yield();
    csp_write(fd, text, strlen(text));
    csp_close(fd);
}

int main(void)
{
    int p[2];
    char b[9];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, p)) return 1;
    show(csp_write_dl(p[0], block, N, csp_now() + CSP_MS));
    // OUT: 4096 timed out
    show(csp_write_dl(p[0], block, N, INT64_MIN)); // OUT: -1 timed out
    within (CSP_MS) show(csp_read(p[0], b, 9)); // OUT: -1 timed out
    csp_close(p[0]);
    csp_close(p[1]);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, p)) return 1;
    task(ssize_t) t = spawn(writes(p[0]));
    yield();
    csp_sleep(CSP_MS);
    task_cancel(t);
    printf("%d\n", join(t) > 4096);
    // OUT: 4096 canceled
    // OUT: 1
    show(csp_read_dl(p[1], b, 9, INT64_MIN));           // OUT: 9 -
    within (0) show(csp_read(p[1], b, 9));      // OUT: -1 timed out
    csp_close(p[1]);
    show(csp_write(p[0], b, 9));                // OUT: -1 broken pipe
    csp_close(p[0]);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, p)) return 1;
    go reads_later(p[0], "12345");
    show(csp_read_full(p[1], b, 9));            // OUT: 5 success
    show(csp_read(p[1], b, 9));                 // OUT: 0 success
}
// ENV: CSP_CLOCK=virtual
