// SPDX-License-Identifier: MIT
// net_dial.c: how streams of the simulated network begin: who listens, who asks
// for a connection, and what becomes of it. Owns the next free port.
//
// Who listens does so really, at a name that the kernel has chosen, and we
// connect to that what the program has asked for, when that arrives there. Who
// asks has the reading end of a pipe until the answer is back: nobody can write
// to that, so it is not ready. Then its number becomes the stream's, or we go,
// and it is ready for nothing but the question what has gone wrong.
#define _GNU_SOURCE
#include "io/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "io/fd.h"
#include "run/clock.h"
#include "run/weather.h"

static const int64_t again_ns = CSP_S;          // a lost question is repeated
static const int64_t patience_ns = 127 * CSP_S; // .. for so long, as Linux does

enum {
    FIRST_PORT = 32768,
    NAME_BYTES = 6, // "\0" and five digits: what bind(2) chooses by itself
    NAME_LENGTH = offsetof(struct sockaddr_un, sun_path) + NAME_BYTES,
};

// -- addresses ---------------------------------------------------------------

static void choose_port(struct csp_addr *addr)
{
    static in_port_t next = FIRST_PORT;
    sa_family_t family = addr->storage.ss_family;
    if (family != AF_INET && family != AF_INET6) return;
    if (*cspi_wire_port(addr) != 0) return;
    *cspi_wire_port(addr) = htons(next);
    if (++next == 0) next = FIRST_PORT;
}

// Who asks without saying where from.
static struct csp_addr from_here(sa_family_t family)
{
    struct csp_addr from = {.length = sizeof(sa_family_t)};
    from.storage.ss_family = family;
    struct sockaddr_in *in = (struct sockaddr_in *)&from.storage;
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&from.storage;
    if (family == AF_INET) {
        in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        from.length = sizeof *in;
    } else if (family == AF_INET6) {
        in6->sin6_addr = in6addr_loopback;
        from.length = sizeof *in6;
    }
    return from;
}

// -- listening ---------------------------------------------------------------

// The name of a socket of ours, or of the program's.
static bool name_of(int fd, char name[NAME_BYTES], bool peer)
{
    struct sockaddr_un at;
    socklen_t n = sizeof at;
    struct sockaddr *to = (struct sockaddr *)&at;
    int got = peer ? getpeername(fd, to, &n) : getsockname(fd, to, &n);
    if (got < 0 || n != NAME_LENGTH) return false;
    memcpy(name, at.sun_path, NAME_BYTES);
    return true;
}

static int named_socket(char name[NAME_BYTES])
{
    static const struct sockaddr_un any = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    if (bind(fd, (const struct sockaddr *)&any, sizeof any.sun_family) == 0 &&
        name_of(fd, name, false))
        return fd;
    close(fd);
    return -1;
}

static int listen_for_streams(const struct csp_addr *addr)
{
    char name[NAME_BYTES];
    int fd = named_socket(name);
    if (fd < 0) return -1;
    listen(fd, SOMAXCONN);
    struct wire *w = cspi_wire_new(WIRE_LISTENER, fd, -1);
    memcpy(w->name, name, NAME_BYTES);
    w->here = *addr;
    return fd;
}

static int bind_packets(const struct csp_addr *addr)
{
    struct wire *w;
    int fd = cspi_wire_pair(&w, SOCK_SEQPACKET, WIRE_PACKETS);
    if (fd >= 0) w->here = *addr;
    return fd;
}

int csp__net_listen(const struct csp_addr *addr, int flags)
{
    bool packets = flags & CSP_DATAGRAM;
    struct csp_addr at = *addr;
    int fd = -1;
    cspi_wire_lock();
    choose_port(&at);
    bool used = cspi_wire_at(&at, packets ? WIRE_PACKETS : WIRE_LISTENER);
    if (used && !(flags & CSP_REUSEPORT))
        errno = EADDRINUSE;
    else
        fd = packets ? bind_packets(&at) : listen_for_streams(&at);
    cspi_wire_unlock();
    if (fd >= 0) cspi_fd_simulate(fd);
    return fd;
}

void csp__net_accepted(int fd, struct csp_addr *peer)
{
    char name[NAME_BYTES];
    if (!name_of(fd, name, true)) return;
    cspi_fd_simulate(fd);
    cspi_wire_lock();
    struct wire *w = cspi_net.wires;
    while (w && (w->kind != WIRE_STREAM || w->number >= 0 || w->fd < 0 ||
                 memcmp(w->name, name, NAME_BYTES) != 0))
        w = w->next;
    if (w) {
        cspi_wire_is(w, fd);
        cspi_stream_prime(w, fd);
        cspi_wire_ready(w);
        if (peer) *peer = w->there;
    }
    cspi_wire_unlock();
}

// -- asking for a connection -------------------------------------------------

int csp__net_socket(void)
{
    int pipe[2];
    if (pipe2(pipe, O_NONBLOCK | O_CLOEXEC) < 0) return -1;
    cspi_wire_lock();
    cspi_wire_new(WIRE_DIAL, pipe[0], pipe[1]);
    cspi_wire_unlock();
    cspi_fd_simulate(pipe[0]);
    return pipe[0];
}

static void
begin(struct wire *w, const struct csp_addr *from, const struct csp_addr *to)
{
    w->here = from ? *from : from_here(to->storage.ss_family);
    choose_port(&w->here);
    w->there = *to;
    w->began = cspi_clock_now();
    w->due = w->began + cspi_weather_latency();
    cspi_wire_due(w->due);
    cspi_wire_tell(&w->here, to, "asks, after %.6g ms",
                   (double)(w->due - w->began) / CSP_MS);
}

int csp__net_connect(int fd, const struct csp_addr *from,
                     const struct csp_addr *to)
{
    cspi_wire_lock();
    struct wire *w = cspi_wire_of(fd, WIRE_DIAL);
    if (w && w->due == CSPI_NEVER) begin(w, from, to);
    cspi_wire_unlock();
    errno = w ? EINPROGRESS : EOPNOTSUPP;
    return -1;
}

int csp__net_error(int fd)
{
    cspi_wire_lock();
    struct wire *w = cspi_wire_of(fd, WIRE_DIAL);
    int error = w ? w->error : 0;
    cspi_wire_unlock();
    return error;
}

// -- its way -----------------------------------------------------------------

static void answer(struct wire *w, int error)
{
    w->error = error;
    w->due = cspi_clock_now() + cspi_weather_latency();
}

// It was lost. In vain after so long.
static void repeat(struct wire *w)
{
    if (cspi_clock_now() - w->began >= patience_ns) w->error = ETIMEDOUT;
    w->due = cspi_clock_now() + again_ns;
}

// To the listener's queue: 0 or an errno.
static int enter(struct wire *ours, const struct wire *listener)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    memcpy(to.sun_path, listener->name, NAME_BYTES);
    return connect(ours->fd, (struct sockaddr *)&to, NAME_LENGTH) ? errno : 0;
}

// Both ends, of which one is in the listener's queue; 0 or an errno.
static int meet(struct wire *w, const struct wire *listener)
{
    char name[NAME_BYTES];
    int fd = named_socket(name);
    if (fd < 0) return errno;
    struct wire *there = cspi_wire_new(WIRE_STREAM, -1, fd), *here = NULL;
    int error = enter(there, listener);
    if (!error) w->given = cspi_wire_pair(&here, SOCK_STREAM, WIRE_STREAM);
    if (!error && !here) error = errno;
    if (error) {
        there->peer = there; // buried alone
        cspi_wire_close(there);
        return error;
    }
    memcpy(there->name, name, NAME_BYTES);
    cspi_stream_prime(here, w->given);
    here->number = -1; // until it is given
    here->here = there->there = w->here;
    here->there = there->here = w->there;
    here->peer = there;
    there->peer = here;
    w->made = here;
    return 0;
}

static void arrive(struct wire *w)
{
    const struct wire *listener = cspi_wire_at(&w->there, WIRE_LISTENER);
    int error = listener ? meet(w, listener) : ECONNREFUSED;
    if (error == EAGAIN) { // its queue is full
        repeat(w);
        return;
    }
    answer(w, error);
    if (w->made) w->made->last_due = w->due;
}

static void hang_up(struct wire *w)
{
    if (w->given >= 0) close(w->given);
    w->given = -1;
    cspi_wire_close(w);
}

// Where the answer was lost for too long, nobody is connected, whoever was
// reached: that one finds its peer gone.
static void give(struct wire *w)
{
    struct wire *made = w->error ? NULL : w->made;
    bool given = made && cspi_fd_replace(w->number, w->given);
    if (given) {
        cspi_wire_is(made, w->number);
        cspi_wire_ready(made);
    }
    w->gone = made != NULL; // else its error is asked for
    cspi_wire_tell(&w->there, &w->here, made ? "answers" : "refuses");
    hang_up(w);
}

// The program has closed its end of the pipe.
static bool is_left(const struct wire *w)
{
    struct pollfd look = {.fd = w->fd};
    return poll(&look, 1, 0) > 0 && look.revents & POLLERR;
}

void cspi_dial_step(struct wire *w)
{
    if (w->fd < 0) return;
    if (is_left(w)) {
        w->gone = true;
        hang_up(w);
    } else if (w->due > cspi_clock_now()) {
        return;
    } else if (cspi_cut_between(&w->here, &w->there) && w->error != ETIMEDOUT) {
        repeat(w);
    } else if (w->made || w->error) {
        give(w);
    } else {
        arrive(w);
    }
    if (w->fd < 0) w->due = CSPI_NEVER;
}
