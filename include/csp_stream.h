// SPDX-License-Identifier: MIT
// csp_stream.h: a connection, plain or ciphered, behind one table of calls.
//
// What speaks a protocol on a connection (csp_http.h, csp_http2.h) takes a
// csp_stream, so it need not know whether TLS lies between (csp_tls.h). Results
// are those of csp_io.h: 0 or above, or -1 and errno; deadlines are absolute;
// nothing that moved goes unreported. One task may read while another writes;
// two that read, or two that write, take turns only where a contract says so.
#ifndef CSP_STREAM_H
#define CSP_STREAM_H
#pragma GCC system_header
#include "csp_io.h"

#ifdef __cplusplus
extern "C" {
#endif

struct csp_stream;
typedef csp_coroutine ssize_t csp_stream_read(struct csp_stream *stream,
                                              void *p, size_t n,
                                              int64_t deadline);
typedef csp_coroutine ssize_t csp_stream_writev(struct csp_stream *stream,
                                                struct iovec *v, int n,
                                                int64_t deadline);
typedef csp_coroutine ssize_t csp_stream_sendfile(struct csp_stream *stream,
                                                  int file, off_t *at, size_t n,
                                                  int64_t deadline);
typedef csp_coroutine int
csp_stream_shut(struct csp_stream *stream, int64_t deadline);

// What each kind of stream has; the contracts are those of the functions below.
struct csp_stream_calls {
    csp_stream_read *read;
    csp_stream_writev *writev;
    csp_stream_sendfile *sendfile; // NULL: through memory
    csp_stream_shut *shut;
    bool (*pending)(struct csp_stream *stream); // NULL: never
    int (*close)(struct csp_stream *stream);
};

// In memory of who made it; it is no more than this, and may be copied as long
// as only one copy is used.
struct csp_stream {
    const struct csp_stream_calls *calls;
    void *state; // of the calls
    int fd;      // to wait for, by csp_ready and case_fd; not to read from
};

// The bytes of a descriptor as they are. The stream owns fd. Any thread.
struct csp_stream csp_stream_plain(int fd);

// As csp_read_dl, csp_writev_dl (v is used up), csp_write_dl and
// csp_sendfile_dl.
csp_operation ssize_t csp_stream_read_dl(struct csp_stream *stream, void *p,
                                         size_t n, int64_t deadline);
csp_operation ssize_t csp_stream_writev_dl(struct csp_stream *stream,
                                           struct iovec *v, int n,
                                           int64_t deadline);
csp_operation ssize_t csp_stream_write_dl(struct csp_stream *stream,
                                          const void *p, size_t n,
                                          int64_t deadline);
csp_operation ssize_t csp_stream_sendfile_dl(struct csp_stream *stream,
                                             int file, off_t *at, size_t n,
                                             int64_t deadline);

// Says that nothing more will be written (TLS: by close_notify too); reading
// goes on. 0, or -1 and errno.
csp_operation int
csp_stream_shut_dl(struct csp_stream *stream, int64_t deadline);

// Has it bytes that a read gives though nothing is readable at fd? Any thread.
bool csp_stream_pending(struct csp_stream *stream);

// csp_serve_idle_dl for a stream: waits, without a buffer, until there is
// something to read.
csp_operation bool
csp_stream_idle_dl(struct csp_stream *stream, int64_t deadline);

// Ends it and frees what it has, once: 0, or -1 and errno, closed all the same.
// Never suspends, so TLS says nothing more here: see csp_stream_shut_dl.
int csp_stream_close(struct csp_stream *stream);

#ifdef __cplusplus
}
#endif
#endif
