// SPDX-License-Identifier: MIT
// stream.c: a ciphered connection as a csp_stream. Owns nothing.
#include "tls.h"

static coroutine ssize_t stream_read(struct csp_stream *stream, void *p,
                                     size_t n, int64_t deadline)
{
    ssize_t got = csp_tls_read_dl(stream->state, p, n, deadline);
    return got;
}

static coroutine ssize_t stream_writev(struct csp_stream *stream,
                                       struct iovec *v, int n, int64_t deadline)
{
    ssize_t moved = csp_tls_writev_dl(stream->state, v, n, deadline);
    return moved;
}

static coroutine int stream_shut(struct csp_stream *stream, int64_t deadline)
{
    int said = csp_tls_shutdown_dl(stream->state, deadline);
    return said;
}

static bool stream_pending(struct csp_stream *stream)
{
    return tls_step_pending(stream->state);
}

static int stream_close(struct csp_stream *stream)
{
    return csp_tls_close(stream->state);
}

static const struct csp_stream_calls calls = {
    .read = stream_read,
    .writev = stream_writev,
    .shut = stream_shut,
    .pending = stream_pending,
    .close = stream_close,
};

struct csp_stream csp_tls_stream(struct csp_tls *tls)
{
    return (struct csp_stream){.calls = &calls, .state = tls, .fd = tls->fd};
}
