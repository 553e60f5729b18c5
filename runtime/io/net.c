// SPDX-License-Identifier: MIT
// net.c: the step of the simulated network. Owns nothing.
//
// What happens in a step does so in the order in which the wires were made, so
// that one seed is one run, whatever order the kernel tells it in.
#include "io/net.h"

#include <sys/epoll.h>

#include "base/sys.h"
#include "io/wire.h"
#include "memory/alloc.h"
#include "run/clock.h"

static void hear(void)
{
    struct epoll_event events[64];
    int n;
    if (cspi_net.epoll < 0) return;
    do {
        n = epoll_wait(cspi_net.epoll, events, 64, 0);
        for (int i = 0; i < n; i++)
            cspi_wire_ready(events[i].data.ptr);
    } while (n == 64);
}

static void step(struct wire *w)
{
    switch (w->kind) {
    case WIRE_STREAM:
        if (w->ready) cspi_stream_take(w);
        cspi_stream_bring(w);
        break;
    case WIRE_PACKETS:
        if (w->ready) cspi_packet_take(w);
        cspi_packet_bring(w);
        break;
    case WIRE_DIAL: cspi_dial_step(w); break;
    case WIRE_LISTENER: break;
    }
}

static bool is_over(const struct wire *w)
{
    switch (w->kind) {
    case WIRE_STREAM: return w->fd < 0 && w->peer->fd < 0;
    case WIRE_PACKETS: return w->fd < 0;
    case WIRE_DIAL: return w->gone || (w->fd < 0 && !cspi_wire_lives(w));
    case WIRE_LISTENER: return !cspi_wire_lives(w);
    }
    return false;
}

// Both wires of a stream are over at once.
static void bury(void)
{
    struct wire *over = NULL, **at = &cspi_net.wires;
    for (struct wire *w; (w = *at);) {
        w->over = is_over(w);
        at = &w->next;
    }
    at = &cspi_net.wires;
    for (struct wire *w; (w = *at);) {
        if (!w->over) {
            at = &w->next;
            continue;
        }
        *at = w->next;
        w->next = over;
        over = w;
    }
    cspi_net.last = at;
    for (struct wire *w; (w = over); cspi_free(w))
        over = w->next;
}

static int64_t due_of(const struct wire *w)
{
    if (w->kind == WIRE_DIAL) return w->due;
    return w->first && !w->held && !w->blocked ? w->first->due : CSPI_NEVER;
}

static void plan(void)
{
    int64_t next = cspi_cut_ends();
    for (struct wire *w = cspi_net.wires; w; w = w->next)
        if (due_of(w) < next) next = due_of(w);
    atomic_store(&cspi_net.next, next);
}

void cspi_net_step(void)
{
    cspi_wire_lock();
    hear();
    while (cspi_net.restless || cspi_net_next() <= cspi_clock_now()) {
        cspi_net.restless = false;
        for (struct wire *w = cspi_net.wires; w; w = w->next)
            step(w);
        bury();
        plan();
        hear();
    }
    cspi_wire_unlock();
}

int64_t cspi_net_next(void)
{
    return atomic_load(&cspi_net.next);
}
