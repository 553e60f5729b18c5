// SPDX-License-Identifier: MIT
// net_packet.c: datagrams of the simulated network. Owns nothing. In front of
// each stands, between the program's descriptor and ours, the address that it
// goes to or comes from.
#include "io/wire.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "run/clock.h"
#include "run/weather.h"

enum {
    PACKET_BYTES = 65507, // as UDP has it
    PIECES = 64,          // of a message; more are refused
};

static struct {
    struct csp_addr addr;
    char bytes[PACKET_BYTES];
} packet;

// -- the program's side ------------------------------------------------------

static bool is_simulated(int fd)
{
    cspi_wire_lock();
    bool is = cspi_wire_of(fd, WIRE_PACKETS);
    cspi_wire_unlock();
    return is;
}

// The pieces of a message behind an address; false: there are too many.
static bool wrap(struct msghdr *whole, struct iovec v[PIECES],
                 const struct msghdr *message, struct csp_addr *addr)
{
    size_t n = (size_t)message->msg_iovlen;
    if (n >= PIECES) return errno = EMSGSIZE, false;
    v[0] = (struct iovec){addr, sizeof *addr};
    memcpy(v + 1, message->msg_iov, n * sizeof *v);
    memset(whole, 0, sizeof *whole);
    whole->msg_iov = v;
    whole->msg_iovlen = (__typeof__(whole->msg_iovlen))(n + 1);
    return true;
}

ssize_t csp__net_sendmsg(int fd, const struct msghdr *message, int flags)
{
    struct iovec v[PIECES];
    struct msghdr whole;
    struct csp_addr to = {.length = message->msg_namelen};
    if (!is_simulated(fd)) return sendmsg(fd, message, flags);
    if (!message->msg_name) return errno = EDESTADDRREQ, -1;
    if (to.length > sizeof to.storage) return errno = EINVAL, -1;
    memcpy(&to.storage, message->msg_name, to.length);
    if (!wrap(&whole, v, message, &to)) return -1;
    size_t n = 0;
    for (int i = 1; i <= (int)message->msg_iovlen; i++)
        n += v[i].iov_len;
    if (n > PACKET_BYTES) return errno = EMSGSIZE, -1;
    return sendmsg(fd, &whole, flags) < 0 ? -1 : (ssize_t)n;
}

ssize_t csp__net_recvmsg(int fd, struct msghdr *message, int flags)
{
    struct iovec v[PIECES];
    struct msghdr whole;
    struct csp_addr from;
    if (!is_simulated(fd)) return recvmsg(fd, message, flags);
    if (!wrap(&whole, v, message, &from)) return -1;
    ssize_t got = recvmsg(fd, &whole, flags);
    if (got < (ssize_t)sizeof from) return got;
    if (message->msg_name && message->msg_namelen > from.length)
        message->msg_namelen = from.length;
    if (message->msg_name)
        memcpy(message->msg_name, &from.storage, message->msg_namelen);
    message->msg_controllen = 0;
    message->msg_flags = whole.msg_flags;
    return got - (ssize_t)sizeof from;
}

// -- ours --------------------------------------------------------------------

static void send_to(struct wire *to, const struct wire *from, size_t n)
{
    int64_t now = cspi_clock_now();
    struct piece *piece = cspi_piece_new(PIECE_BYTES, packet.bytes, n);
    piece->from = from->here;
    piece->due = now + cspi_weather_latency();
    cspi_wire_put(to, piece);
    cspi_wire_tell(&from->here, &to->here, "%zu bytes, after %.6g ms", n,
                   (double)(piece->due - now) / CSP_MS);
}

static void carry(const struct wire *from, size_t n)
{
    struct wire *to = cspi_wire_at(&packet.addr, WIRE_PACKETS);
    int64_t ns = cspi_weather_cuts();
    if (ns) cspi_cut_for(&from->here, &packet.addr, ns);
    unsigned copies = cspi_weather_copies();
    if (!to || !copies || cspi_cut_between(&from->here, &packet.addr)) {
        cspi_wire_tell(&from->here, &packet.addr, "%zu bytes, lost", n);
        return;
    }
    while (copies-- > 0)
        send_to(to, from, n);
}

void cspi_packet_take(struct wire *w)
{
    ssize_t got;
    w->ready = false;
    if (w->fd < 0) return;
    while ((got = recv(w->fd, &packet, sizeof packet, MSG_DONTWAIT)) > 0)
        carry(w, (size_t)got - sizeof packet.addr);
    if (got == 0 || errno != EAGAIN) cspi_wire_close(w);
}

static void bring(struct wire *w, struct piece *piece)
{
    struct iovec v[] = {{&piece->from, sizeof piece->from},
                        {piece->bytes, piece->n}};
    struct msghdr message = {.msg_iov = v, .msg_iovlen = 2};
    bool cut = cspi_cut_between(&piece->from, &w->here);
    // Where there is no room for it, it is lost, as the real ones are.
    if (!cut) (void)!sendmsg(w->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

void cspi_packet_bring(struct wire *w)
{
    while (w->first && w->first->due <= cspi_clock_now()) {
        bring(w, w->first);
        cspi_wire_drop(w);
    }
}
