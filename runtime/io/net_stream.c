// SPDX-License-Identifier: MIT
// net_stream.c: streams of the simulated network: what the program says at one
// end, its bytes and their end, comes to the other in its order. Owns nothing.
//
// A unix socket is reset when its peer goes with something unread. So the last
// byte that the program has said stays in our queue (wire.kept), though it has
// been carried: to close is to reset then, and an end in order takes it out.
#define _GNU_SOURCE
#include "io/wire.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "run/clock.h"
#include "run/weather.h"

enum {
    WINDOW = 262144, // bytes on their way, before the program's writes wait
    BUFFER_BYTES = 65536,
};

static char buffer[BUFFER_BYTES];

// -- what the program says ---------------------------------------------------

// New bytes, into the buffer: how many, and from where.
static size_t fetch(struct wire *w, char **from)
{
    struct iovec v = {buffer, sizeof buffer};
    struct msghdr message = {.msg_iov = &v, .msg_iovlen = 1};
    ssize_t got = recvmsg(w->fd, &message, MSG_PEEK | MSG_DONTWAIT);
    size_t old = w->kept;
    if (got <= (ssize_t)old) return 0;
    if (message.msg_flags & MSG_CTRUNC)
        cspi_wire_stop("no descriptors travel in a simulated network");
    if (got > 1) recv(w->fd, buffer, (size_t)got - 1, MSG_DONTWAIT);
    w->kept = true;
    *from = buffer + old;
    return (size_t)got - old;
}

// In order, each behind the one before.
static int64_t send_piece(struct wire *to, struct piece *piece)
{
    int64_t now = cspi_clock_now(), latency = cspi_weather_latency();
    int64_t due = now + latency;
    if (due < to->last_due) due = to->last_due;
    piece->due = to->last_due = due;
    cspi_wire_put(to, piece);
    return due - now;
}

static void send_word(struct wire *to, enum piece_kind kind)
{
    if (to->fd < 0) return;
    int64_t ns = send_piece(to, cspi_piece_new(kind, NULL, 0));
    cspi_wire_tell(&to->there, &to->here, "%s, after %.6g ms",
                   kind == PIECE_END ? "end" : "reset", (double)ns / CSP_MS);
}

static void send_bytes(struct wire *to, const char *bytes, size_t n)
{
    for (size_t size; n && to->fd >= 0; bytes += size, n -= size) {
        size = cspi_weather_piece(n);
        int64_t ns = send_piece(to, cspi_piece_new(PIECE_BYTES, bytes, size));
        cspi_wire_tell(&to->there, &to->here, "%zu bytes, after %.6g ms", size,
                       (double)ns / CSP_MS);
    }
}

// What may happen to a connection because something was said.
static void suffer(struct wire *w)
{
    int64_t ns = cspi_weather_cuts();
    if (ns) cspi_cut_for(&w->here, &w->there, ns);
    if (!cspi_weather_resets()) return;
    send_word(w, PIECE_RESET);
    send_word(w->peer, PIECE_RESET);
}

static void look_at_end(struct wire *w)
{
    struct pollfd look = {.fd = w->fd, .events = POLLIN | POLLRDHUP};
    poll(&look, 1, 0);
    if (look.revents & POLLHUP) w->gone = true;
    if (!w->ended && look.revents & (POLLERR | POLLRDHUP | POLLHUP)) {
        w->ended = true;
        // Closed with something unread: that is a reset, too.
        bool is_reset = look.revents & POLLERR;
        send_word(w->peer, is_reset ? PIECE_RESET : PIECE_END);
        if (is_reset) cspi_wire_close(w);
    }
}

void cspi_stream_take(struct wire *w)
{
    char *from;
    w->ready = false;
    while (w->fd >= 0 && !w->ended) {
        w->full = w->peer->coming >= WINDOW;
        size_t n = w->full ? 0 : fetch(w, &from);
        if (!n) break;
        send_bytes(w->peer, from, n);
        suffer(w);
    }
    if (w->fd >= 0 && !w->full) look_at_end(w);
}

// -- what it is told ---------------------------------------------------------

// False: it takes no more now, or never will.
static bool bring_bytes(struct wire *w, struct piece *piece)
{
    size_t n = piece->n - piece->at;
    ssize_t put =
        send(w->fd, piece->bytes + piece->at, n, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put == (ssize_t)n) return true;
    if (put > 0) piece->at += (size_t)put;
    if (put >= 0 || errno == EAGAIN || errno == ENOBUFS) {
        w->blocked = true;
        return false;
    }
    if (!w->gone) return true; // it reads no more, but has not gone
    send_word(w->peer, PIECE_RESET);
    cspi_wire_close(w);
    return false;
}

// The same. Who has not been accepted yet cannot be reset.
static bool bring(struct wire *w, struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_BYTES: return bring_bytes(w, piece);
    case PIECE_END:
        shutdown(w->fd, SHUT_WR);
        w->shut = true;
        return true;
    case PIECE_RESET:
        w->blocked = w->number < 0;
        if (!w->blocked) cspi_wire_close(w);
        return false;
    }
    return false;
}

// Nothing passes; and when it does again, it takes its time.
static bool is_held(struct wire *w, int64_t now)
{
    bool was = w->held;
    w->held = cspi_cut_between(&w->here, &w->there);
    if (!was || w->held) return w->held;
    w->first->due = now + cspi_weather_latency();
    if (w->last_due < w->first->due) w->last_due = w->first->due;
    return false;
}

void cspi_stream_bring(struct wire *w)
{
    int64_t now = cspi_clock_now();
    while (w->first && w->first->due <= now && !is_held(w, now)) {
        if (w->first->due > now) break;
        if (!bring(w, w->first)) break;
        cspi_wire_drop(w);
        if (w->peer->full) cspi_wire_ready(w->peer);
    }
    if (w->fd < 0 || !w->ended || !w->shut || w->first) return;
    recv(w->fd, buffer, sizeof buffer, MSG_DONTWAIT);
    cspi_wire_close(w);
}

void cspi_stream_prime(struct wire *w, int number)
{
    w->kept = send(number, "", 1, MSG_DONTWAIT | MSG_NOSIGNAL) == 1;
}
