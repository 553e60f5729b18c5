// RUN: %program %s
// REQUIRES: http2
// LIBS: -lcsphttp2
// A server that ends a connection says how far it has come, and closes it. A
// client may find that it cannot write any more before it has read that: it
// reads all there is first, so requests that were not looked at are told from
// those that may have been.
#include <csp_http2.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char settings[] = "\0\0\0\4\0\0\0\0\0";
static const char goaway[] = "\0\0\x8\7\0\0\0\0\0\0\0\0\0\0\0\0\0";
static int ends[2]; // ours, the server's

// What is written of the body finds the server gone, its last words unread.
static coroutine ssize_t
write_some(struct csp_stream *stream, struct iovec *v, int n, int64_t deadline)
{
    static size_t written;
    for (int i = 0; i < n; i++)
        written += v[i].iov_len;
    if (written < 10000) return csp_writev_dl(stream->fd, v, n, deadline);
    csp_write(ends[1], goaway, sizeof goaway - 1);
    shutdown(ends[1], SHUT_WR);
    errno = EPIPE;
    return -1;
}

static coroutine ssize_t
read_some(struct csp_stream *stream, void *p, size_t n, int64_t deadline)
{
    ssize_t got = csp_read_dl(stream->fd, p, n, deadline);
    return got;
}

static coroutine int shut(struct csp_stream *stream, int64_t deadline)
{
    (void)deadline;
    return shutdown(stream->fd, SHUT_WR);
}

static int close_it(struct csp_stream *stream)
{
    return csp_close(stream->fd);
}

int main(void)
{
    static const struct csp_stream_calls calls = {
        .read = read_some, .writev = write_some, .shut = shut, .close = close_it};
    static char body[20000];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) < 0) return 1;
    struct csp_stream stream = {&calls, NULL, ends[0]};
    csp_write(ends[1], settings, sizeof settings - 1);
    struct csp_http2_connection *connection =
        csp_http2_connection_on(stream, "localhost");
    struct csp_http_client *c = csp_http2_client(connection);
    struct csp_http_in *in =
        csp_http_post(c, "/", "text/plain", body, sizeof body);
    puts(in ? "answered" : strerror(errno)); // OUT: Connection refused
    csp_http_hang_up(c);
    csp_http2_hang_up(connection);
    csp_close(ends[1]);
}
