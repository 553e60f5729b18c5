// SPDX-License-Identifier: MIT
// connect.c: a stream to an address. Owns the socket until it is connected.
#include "io.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

// Until the kernel has the answer: 0, or -1 and errno.
static int wait_for(int fd, int64_t deadline)
{
    if (csp__io_begin(fd, CSP_WRITABLE, deadline) < 0) return -1;
    int ready = csp__io_until_ready(fd, CSP_WRITABLE, deadline);
    csp__io_end(fd, CSP_WRITABLE);
    if (ready < 0) return -1;
    errno = call_error(fd);
    return errno ? -1 : 0;
}

// The backlog of a unix socket is full, of which there is no event: so tries
// again, at longer and longer times.
static int insist(int fd, const struct csp_addr *from,
                  const struct csp_addr *to, int64_t deadline)
{
    int64_t pause = CSP_MS;
    do {
        if (csp__io_pause(&pause, deadline) < 0) return -1;
        if (call_connect(fd, from, to) == 0) return 0;
    } while (errno == EAGAIN);
    return -1;
}

static int connect_to(int fd, const struct csp_addr *from,
                      const struct csp_addr *to, int64_t deadline)
{
    int on = 1;
    if (to->storage.ss_family != AF_UNIX)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (call_connect(fd, from, to) == 0) return 0;
    if (errno == EAGAIN) return insist(fd, from, to, deadline);
    return errno == EINPROGRESS ? wait_for(fd, deadline) : -1;
}

static int open_stream(const struct csp_addr *to)
{
    if (!csp_cancel_point()) return csp__io_fail();
    return call_socket(to->storage.ss_family, SOCK_STREAM);
}

csp_operation int csp_connect_from_dl(const struct csp_addr *from,
                                      const struct csp_addr *to,
                                      int64_t deadline)
{
    int fd = open_stream(to);
    if (fd < 0) return -1;
    if ((from && call_bind(fd, from) < 0) ||
        connect_to(fd, from, to, deadline) < 0)
        return io_give_up(fd);
    return fd;
}

csp_operation int csp_connect_dl(const struct csp_addr *to, int64_t deadline)
{
    return csp_connect_from_dl(NULL, to, deadline);
}
