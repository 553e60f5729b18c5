// SPDX-License-Identifier: MIT
// resource.c: units to wait for, and stores.
//
// Who waits stands in the queue with a struct that lies in its own frame: there
// is nothing to allocate. Whoever brings a unit back takes the first one out of
// the queue and gives the unit to it; the signal only wakes it. So a unit has
// one owner at each moment, and one that is free means that nobody waits.
#include "sim.h"
#include <math.h>
#include <stdlib.h>

struct waiter {
    struct waiter *before, *after;
    int priority;
    int unit; // SIM_LATE until it has got one
    sim_signal granted;
};

void resource_init(struct resource *r, struct sim *sim, int capacity, int count)
{
    *r = (struct resource){.sim = sim, .capacity = capacity, .count = count};
    r->units = sim_alloc((size_t)capacity, sizeof *r->units);
    for (int unit = 0; unit < count; unit++)
        r->units[unit] = unit;
}

void resource_destroy(struct resource *r)
{
    free(r->units);
}

static int take(struct resource *r)
{
    int unit = r->units[r->at];
    r->at = (r->at + 1) % r->capacity;
    r->count--;
    return unit;
}

static void put_back(struct resource *r, int unit)
{
    r->units[(r->at + r->count++) % r->capacity] = unit;
}

bool resource_withdraw(struct resource *r, int unit)
{
    for (int left = r->count; left > 0; left--) {
        int next = take(r);
        if (next == unit) return true;
        put_back(r, next);
    }
    return false;
}

static void enqueue(struct resource *r, struct waiter *w)
{
    struct waiter *before = r->last;
    while (before && before->priority < w->priority)
        before = before->before;
    w->before = before;
    w->after = before ? before->after : r->first;
    *(w->before ? &w->before->after : &r->first) = w;
    *(w->after ? &w->after->before : &r->last) = w;
}

static void dequeue(struct resource *r, struct waiter *w)
{
    *(w->before ? &w->before->after : &r->first) = w->after;
    *(w->after ? &w->after->before : &r->last) = w->before;
}

static int wait_in_line(struct resource *r, int priority, double until)
{
    auto_signal granted = sim_signal_make();
    auto_signal timer = until < INFINITY ? sim_timer(r->sim, until) : NULL;
    struct waiter me = {.priority = priority, .unit = SIM_LATE};
    me.granted = granted;
    enqueue(r, &me);
    sim_pause(r->sim);
    select {
    case_recv(granted, NULL): break;
    case_recv(timer, NULL):
        // At the same moment a unit may have come, and its signal be behind.
        if (me.unit == SIM_LATE) dequeue(r, &me);
        break;
    case_recv(r->sim->over, NULL): return SIM_OVER;
    }
    return me.unit;
}

coroutine int resource_acquire(struct resource *r, int priority, double until)
{
    if (r->count > 0) return take(r);
    if (until <= r->sim->now) return SIM_LATE;
    return wait_in_line(r, priority, until);
}

coroutine void resource_release(struct resource *r, int unit)
{
    struct waiter *next = r->first;
    if (!next) {
        put_back(r, unit);
        return;
    }
    dequeue(r, next);
    next->unit = unit;
    sim_fire(r->sim, r->sim->now, next->granted);
}

// == Stores ==================================================================

void store_init(struct store *s, struct sim *sim, int capacity, int count)
{
    resource_init(&s->things, sim, capacity, count);
    resource_init(&s->slots, sim, capacity, 0);
    for (int slot = count; slot < capacity; slot++)
        put_back(&s->slots, slot);
}

void store_destroy(struct store *s)
{
    resource_destroy(&s->things);
    resource_destroy(&s->slots);
}

static int move(struct resource *from, struct resource *to, int priority,
                double until)
{
    int slot = resource_acquire(from, priority, until);
    if (slot >= 0) resource_release(to, slot);
    return slot;
}

coroutine int store_get(struct store *s, int priority, double until)
{
    return move(&s->things, &s->slots, priority, until);
}

coroutine int store_put(struct store *s, int priority, double until)
{
    return move(&s->slots, &s->things, priority, until);
}
