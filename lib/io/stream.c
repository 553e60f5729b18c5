// SPDX-License-Identifier: MIT
// stream.c: reads and writes of streams. Owns nothing. What is one operation to
// the caller holds the turn from its first byte to its last.
#include "io.h"

static ssize_t whole(struct io_call *call, int64_t deadline)
{
    if (csp__io_begin(call->fd, call->direction, deadline) < 0) return -1;
    ssize_t moved = csp__io_whole(call, deadline);
    csp__io_end(call->fd, call->direction);
    return moved;
}

csp_operation ssize_t csp_read_dl(int fd, void *p, size_t n, int64_t deadline)
{
    struct iovec v = {p, n};
    struct io_call call = {
        .fd = fd, .direction = CSP_READABLE, .v = &v, .n = 1};
    return csp__io_once(&call, deadline);
}

csp_operation ssize_t csp_readv_dl(int fd, const struct iovec *v, int n,
                                   int64_t deadline)
{
    struct io_call call = {.fd = fd,
                           .direction = CSP_READABLE,
                           .v = (struct iovec *)v, // that is only read
                           .n = n};
    return csp__io_once(&call, deadline);
}

csp_operation ssize_t csp_read_full_dl(int fd, void *p, size_t n,
                                       int64_t deadline)
{
    struct iovec v = {p, n};
    struct io_call call = {
        .fd = fd, .direction = CSP_READABLE, .v = &v, .n = 1};
    return whole(&call, deadline);
}

csp_operation ssize_t csp_write_dl(int fd, const void *p, size_t n,
                                   int64_t deadline)
{
    struct iovec v = {(void *)p, n};
    struct io_call call = {
        .fd = fd, .direction = CSP_WRITABLE, .v = &v, .n = 1};
    return whole(&call, deadline);
}

csp_operation ssize_t csp_writev_dl(int fd, struct iovec *v, int n,
                                    int64_t deadline)
{
    struct io_call call = {.fd = fd, .direction = CSP_WRITABLE, .v = v, .n = n};
    return whole(&call, deadline);
}
