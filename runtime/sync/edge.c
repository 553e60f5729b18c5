// SPDX-License-Identifier: MIT
// edge.c: what a channel orders. Owns nothing but what the caller is about to
// learn.
#include "sync/edge.h"

#ifdef CSPI_RACES

// The cell of the receive that the caller's last send comes after.
static _Thread_local const void *learnt;

static void *act_for(const struct waiter *waiter)
{
    bool is_thread = (waiter->who & WAITER_KIND) == WAITER_THREAD;
    return is_thread ? NULL : cspi_fiber_act_for(cspi_waiter_task(waiter));
}

static bool has_cells(const struct chan *c)
{
    return cspi_edge_bytes(c->elem_bytes, c->capacity) > 0;
}

// Of a place, for who sends; that for who receives is right behind it.
static unsigned char *cell(struct chan *c, size_t place)
{
    return cspi_chan_slot(c, c->capacity) + 2 * place;
}

// One value, or token, for all who come.
static bool is_one_way(const struct chan *c)
{
    return c->mode >= CHAN_GATE || c->mode == CHAN_PROMISE;
}

void cspi_edge_put(struct chan *c, size_t place)
{
    if (c->mode == CHAN_TIMED) return; // see ticker.c
    if (is_one_way(c)) {
        cspi_race_release(c);
    } else if (has_cells(c)) {
        cspi_race_replace(cell(c, place));
        learnt = cell(c, place) + 1;
    } else {
        cspi_race_release(c);
        learnt = (const char *)c + 1;
    }
}

void cspi_edge_get(struct chan *c, size_t place)
{
    if (is_one_way(c) || c->mode == CHAN_TIMED) {
        cspi_race_acquire(c);
    } else if (has_cells(c)) {
        cspi_race_replace(cell(c, place) + 1);
        cspi_race_acquire(cell(c, place));
    } else {
        cspi_race_release((const char *)c + 1);
        cspi_race_acquire(c);
    }
}

void cspi_edge_after(void)
{
    if (learnt) cspi_race_acquire(learnt);
    learnt = NULL;
}

void cspi_edge_put_of(struct chan *c, size_t place, struct waiter *sender)
{
    void *own = act_for(sender);
    if (!own) cspi_race_acquire(cspi_race_parked(cspi_waiter_task(sender)));
    cspi_edge_put(c, place);
    cspi_edge_after();
    if (own) cspi_fiber_act_back(own);
}

// The ring is empty: the value passes through its next place, which moves on.
static void pass_through(struct chan *c, struct waiter *receiver)
{
    size_t place = c->head;
    cspi_edge_put(c, place);
    void *own = act_for(receiver);
    cspi_edge_get(c, place);
    if (own) cspi_fiber_act_back(own);
    if (has_cells(c) && !is_one_way(c) && ++c->head == c->capacity) c->head = 0;
}

static void write_for(struct chan *c, struct waiter *receiver)
{
    struct task *who = cspi_waiter_task(receiver);
    cspi_race_release(cspi_race_woken(who));
    void *own = act_for(receiver);
    if (own) cspi_race_acquire(cspi_race_woken(who));
    cspi_race_called((char *)(uintptr_t)who->leaf->step + 1);
    cspi_race_write(cspi_waiter_value(receiver, false), c->elem_bytes);
    if (own) cspi_fiber_act_back(own);
}

void cspi_edge_meet_receiver(struct chan *c, struct waiter *receiver)
{
    const void *who = cspi_waiter_task(receiver);
    bool is_thread = (receiver->who & WAITER_KIND) == WAITER_THREAD;
    if (c->capacity > 0)
        pass_through(c, receiver);
    else
        cspi_race_acquire(cspi_race_parked(who));
    if (!is_thread) write_for(c, receiver);
}

void cspi_edge_meet_sender(struct waiter *sender)
{
    cspi_race_acquire(cspi_race_parked(cspi_waiter_task(sender)));
}

#endif
