// SPDX-License-Identifier: MIT
// listen.c: sockets that listen, or are bound. Owns what it opens until it is
// given.
#include "io.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static bool is_path(const struct csp_addr *addr)
{
    const struct sockaddr_un *un = (const struct sockaddr_un *)&addr->storage;
    return un->sun_family == AF_UNIX &&
           addr->length > offsetof(struct sockaddr_un, sun_path) &&
           un->sun_path[0];
}

// Does nobody listen at the path, which is a socket? A connect tells.
static bool is_stale(const struct csp_addr *addr, int type)
{
    const struct sockaddr_un *un = (const struct sockaddr_un *)&addr->storage;
    struct stat what;
    if (lstat(un->sun_path, &what) < 0 || !S_ISSOCK(what.st_mode)) return false;
    int fd = call_socket(AF_UNIX, type);
    if (fd < 0) return false;
    bool is_refused = call_connect(fd, NULL, addr) < 0 && errno == ECONNREFUSED;
    csp_close(fd);
    return is_refused;
}

static int bind_to(int fd, const struct csp_addr *addr, int type)
{
    if (bind(fd, io_sockaddr(addr), addr->length) == 0) return 0;
    if (errno != EADDRINUSE || !is_path(addr)) return -1;
    if (!is_stale(addr, type)) {
        errno = EADDRINUSE;
        return -1;
    }
    unlink(((const struct sockaddr_un *)&addr->storage)->sun_path);
    return bind(fd, io_sockaddr(addr), addr->length);
}

static int set(int fd, int level, int option, int value)
{
    return setsockopt(fd, level, option, &value, sizeof value);
}

static int prepare(int fd, int family, int flags)
{
    bool stream = !(flags & CSP_DATAGRAM);
    if (family == AF_UNIX) return 0;
    // For datagrams it would let two have the same address.
    if (stream && set(fd, SOL_SOCKET, SO_REUSEADDR, 1) < 0) return -1;
    if (flags & CSP_REUSEPORT && set(fd, SOL_SOCKET, SO_REUSEPORT, 1) < 0)
        return -1;
    if (family == AF_INET6 && set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0) < 0)
        return -1;
    return stream ? set(fd, IPPROTO_TCP, TCP_NODELAY, 1) : 0;
}

int csp_listen(const struct csp_addr *addr, int flags)
{
    if (csp__net_on()) return csp__net_listen(addr, flags);
    int family = addr->storage.ss_family;
    int type = flags & CSP_DATAGRAM ? SOCK_DGRAM : SOCK_STREAM;
    int fd = call_socket(family, type);
    if (fd < 0) return -1;
    if (prepare(fd, family, flags) == 0 && bind_to(fd, addr, type) == 0 &&
        (flags & CSP_DATAGRAM || listen(fd, SOMAXCONN) == 0)) {
        csp__io_note(fd, IO_OURS, 0);
        return fd;
    }
    return io_give_up(fd);
}

int csp_listen_at(const char *where, int flags, struct csp_addr *at)
{
    struct csp_addr addr;
    if (csp_addr_parse(&addr, where) < 0) return -1;
    int fd = csp_listen(&addr, flags);
    if (fd >= 0 && at && csp_addr_here(fd, at) < 0) return io_give_up(fd);
    return fd;
}
