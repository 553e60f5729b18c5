// SPDX-License-Identifier: MIT
// stream.c: reads and writes of streams. Owns nothing. What is one operation to
// the caller holds the turn from its first byte to its last.
#include "io.h"

csp_operation ssize_t csp_read_dl(int fd, void *p, size_t n, int64_t deadline)
{
    struct iovec v = {p, n};
    struct io_call call = {
        .fd = fd, .direction = CSP_READABLE, .v = &v, .n = 1};
    return io_do(&call, false, deadline);
}

csp_operation ssize_t csp_readv_dl(int fd, const struct iovec *v, int n,
                                   int64_t deadline)
{
    struct io_call call = {.fd = fd,
                           .direction = CSP_READABLE,
                           .v = (struct iovec *)v, // that is only read
                           .n = n};
    return io_do(&call, false, deadline);
}

csp_operation ssize_t csp_read_full_dl(int fd, void *p, size_t n,
                                       int64_t deadline)
{
    struct iovec v = {p, n};
    struct io_call call = {
        .fd = fd, .direction = CSP_READABLE, .v = &v, .n = 1};
    return io_do(&call, true, deadline);
}

csp_operation ssize_t csp_write_dl(int fd, const void *p, size_t n,
                                   int64_t deadline)
{
    struct iovec v = {(void *)p, n};
    struct io_call call = {
        .fd = fd, .direction = CSP_WRITABLE, .v = &v, .n = 1};
    return io_do(&call, true, deadline);
}

csp_operation ssize_t csp_writev_dl(int fd, struct iovec *v, int n,
                                    int64_t deadline)
{
    struct io_call call = {.fd = fd, .direction = CSP_WRITABLE, .v = v, .n = n};
    return io_do(&call, true, deadline);
}
