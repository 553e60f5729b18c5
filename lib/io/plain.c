// SPDX-License-Identifier: MIT
// plain.c: streams of csp_stream.h, by their tables; and the plain one, which
// is a descriptor, and is not asked by way of its table where that costs more
// than what it does. Owns nothing: a stream's state is its table's.
#include "io.h"

#include <csp_stream.h>
#include <stdlib.h>

static ssize_t
plain_read(struct csp_stream *stream, void *p, size_t n, int64_t deadline)
{
    return csp_read_dl(stream->fd, p, n, deadline);
}

static ssize_t plain_writev(struct csp_stream *stream, struct iovec *v, int n,
                            int64_t deadline)
{
    return csp_writev_dl(stream->fd, v, n, deadline);
}

static ssize_t plain_sendfile(struct csp_stream *stream, int file, off_t *at,
                              size_t n, int64_t deadline)
{
    return csp_sendfile_dl(stream->fd, file, at, n, deadline);
}

static coroutine int plain_shut(struct csp_stream *stream, int64_t deadline)
{
    (void)deadline;
    return shutdown(stream->fd, SHUT_WR);
}

static int plain_close(struct csp_stream *stream)
{
    return csp_close(stream->fd);
}

static const struct csp_stream_calls plain = {
    .read = plain_read,
    .writev = plain_writev,
    .sendfile = plain_sendfile,
    .shut = plain_shut,
    .close = plain_close,
};

struct csp_stream csp_stream_plain(int fd)
{
    return (struct csp_stream){.calls = &plain, .fd = fd};
}

csp_operation ssize_t csp_stream_read_dl(struct csp_stream *stream, void *p,
                                         size_t n, int64_t deadline)
{
    if (stream->calls != &plain)
        return stream->calls->read(stream, p, n, deadline);
    struct iovec v = {p, n};
    struct io_call call = {
        .fd = stream->fd, .direction = CSP_READABLE, .v = &v, .n = 1};
    return io_do(&call, false, deadline);
}

csp_operation ssize_t csp_stream_writev_dl(struct csp_stream *stream,
                                           struct iovec *v, int n,
                                           int64_t deadline)
{
    if (stream->calls != &plain)
        return stream->calls->writev(stream, v, n, deadline);
    struct io_call call = {
        .fd = stream->fd, .direction = CSP_WRITABLE, .v = v, .n = n};
    return io_do(&call, true, deadline);
}

csp_operation ssize_t csp_stream_write_dl(struct csp_stream *stream,
                                          const void *p, size_t n,
                                          int64_t deadline)
{
    struct iovec v = {(void *)p, n};
    return stream->calls->writev(stream, &v, 1, deadline);
}

enum { PIECE_BYTES = 65536 };

// At most a piece through `memory`; *at goes as far as it was taken, and what
// cut it short stops the next one.
static ssize_t copy_piece(struct csp_stream *stream, int file, off_t *at,
                          char *memory, size_t n, int64_t deadline)
{
    size_t most = n < PIECE_BYTES ? n : PIECE_BYTES;
    ssize_t got = csp_pread(file, memory, most, *at);
    if (got <= 0) return got;
    ssize_t moved = csp_stream_write_dl(stream, memory, (size_t)got, deadline);
    if (moved > 0) *at += moved;
    return moved;
}

static ssize_t copy_file(struct csp_stream *stream, int file, off_t *at,
                         size_t n, int64_t deadline)
{
    char *memory = malloc(PIECE_BYTES);
    ssize_t all = 0, moved = 0;
    if (!memory) return -1;
    while (n) {
        moved = copy_piece(stream, file, at, memory, n, deadline);
        if (moved <= 0) break;
        all += moved;
        n -= (size_t)moved;
    }
    free(memory);
    return moved < 0 && !all ? -1 : all;
}

csp_operation ssize_t csp_stream_sendfile_dl(struct csp_stream *stream,
                                             int file, off_t *at, size_t n,
                                             int64_t deadline)
{
    if (!stream->calls->sendfile)
        return copy_file(stream, file, at, n, deadline);
    return stream->calls->sendfile(stream, file, at, n, deadline);
}

csp_operation int
csp_stream_shut_dl(struct csp_stream *stream, int64_t deadline)
{
    return stream->calls->shut(stream, deadline);
}

bool csp_stream_pending(struct csp_stream *stream)
{
    return stream->calls->pending && stream->calls->pending(stream);
}

csp_operation bool
csp_stream_idle_dl(struct csp_stream *stream, int64_t deadline)
{
    if (csp_stream_pending(stream)) return true;
    return csp_serve_idle_dl(stream->fd, deadline);
}

int csp_stream_close(struct csp_stream *stream)
{
    return stream->calls->close(stream);
}
