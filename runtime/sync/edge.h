// SPDX-License-Identifier: MIT
// edge.h: what a channel orders, for ThreadSanitizer (race.h), as in Go.
//
// A send comes before its receive is over; the k-th receive from a channel with
// room for C comes before the (k + C)-th send is over, and no more than that:
// so each place of the ring has two cells, for who sends and who receives, that
// lie behind the ring. Nobody learns by an operation what he passes on in it. A
// lock (gate.c) orders who gives it back and who has it next; close comes
// before what finds the channel closed. In all other builds there is nothing of
// this.
#ifndef CSP_RUNTIME_EDGE_H
#define CSP_RUNTIME_EDGE_H

#include "run/fiber.h"
#include "sync/chan.h"

// Two cells for each place; for more places than this there are two in all.
enum { EDGE_PLACES = 65536 };

static inline size_t cspi_edge_bytes(size_t elem_bytes, size_t capacity)
{
    bool cells = CSPI_FINDS_RACES && elem_bytes > 0 && capacity <= EDGE_PLACES;
    return cells ? 2 * capacity : 0;
}

// Close, and what finds the channel closed.
static inline const void *cspi_edge_end(const struct chan *c)
{
    return (const char *)c + 2;
}

// The uses of a channel, and its end.
static inline const void *cspi_edge_uses(const struct chan *c)
{
    return (const char *)c + 3;
}

#ifdef CSPI_RACES
// A value is put into that place of the ring, or taken from it.
void cspi_edge_put(struct chan *c, size_t place);
void cspi_edge_get(struct chan *c, size_t place);
// The same for a sender that waits and is ours.
void cspi_edge_put_of(struct chan *c, size_t place, struct waiter *sender);
// A value goes to a receiver that waits, or comes from a sender; it is ours.
void cspi_edge_meet_receiver(struct chan *c, struct waiter *receiver);
void cspi_edge_meet_sender(struct waiter *sender);
// What the caller learns by a put, once he has woken whom he was to wake.
void cspi_edge_after(void);
#else
static inline void cspi_edge_put(struct chan *c, size_t place)
{
    (void)c, (void)place;
}

static inline void cspi_edge_get(struct chan *c, size_t place)
{
    (void)c, (void)place;
}

static inline void
cspi_edge_put_of(struct chan *c, size_t place, struct waiter *sender)
{
    (void)c, (void)place, (void)sender;
}

static inline void
cspi_edge_meet_receiver(struct chan *c, struct waiter *receiver)
{
    (void)c, (void)receiver;
}

static inline void cspi_edge_meet_sender(struct waiter *sender)
{
    (void)sender;
}

static inline void cspi_edge_after(void)
{
}
#endif

#endif
