// SPDX-License-Identifier: MIT
// wire.c: the bytes of a connection, at either side: to and from nghttp2. Owns
// nothing.
#include "http2.h"

// -- writing -----------------------------------------------------------------

void csp__http2_break_off(struct http2 *connection)
{
    pthread_mutex_lock(&connection->lock);
    connection->broken = true;
    csp__http2_wake(connection);
    pthread_mutex_unlock(&connection->lock);
}

static coroutine bool
send_all(struct http2 *connection, const char *p, size_t n)
{
    while (n) {
        ssize_t moved = csp_stream_write_dl(connection->stream, p, n,
                                            http_after(connection->stall_ns));
        if (moved <= 0) return false;
        p += moved;
        n -= (size_t)moved;
    }
    return true;
}

static coroutine void send_output(struct http2 *connection)
{
    struct http2_bytes bytes __attribute__((cleanup(csp__http2_drop))) = {0};
    while (csp__http2_drain(connection, &bytes))
        if (!send_all(connection, bytes.data, bytes.end))
            return csp__http2_break_off(connection);
}

static bool is_at_end(struct http2 *connection)
{
    pthread_mutex_lock(&connection->lock);
    bool is = connection->over || connection->broken ||
              (connection->is_client && csp__http2_is_left(connection));
    pthread_mutex_unlock(&connection->lock);
    return is;
}

csp_coroutine void csp__http2_write(struct http2 *connection)
{
    do {
        if (!csp_event_wait(&connection->output)) return;
        csp_event_clear(&connection->output);
        send_output(connection);
        // Wakes who reads, as csp_serve_stop does.
        if (csp__http2_is_over(connection))
            shutdown(connection->stream->fd, SHUT_RD);
    } while (!is_at_end(connection));
    send_output(connection);
}

// -- reading -----------------------------------------------------------------

csp_coroutine bool csp__http2_read(struct http2 *connection)
{
    char bytes[HTTP2_READ_BYTES];
    // At once: what makes the descriptor readable may be TLS's own.
    ssize_t n = csp_stream_read_dl(connection->stream, bytes, sizeof bytes, 0);
    if (n < 0 && errno == ETIMEDOUT) return true;
    return n > 0 && csp__http2_feed(connection, bytes, (size_t)n);
}
