// SPDX-License-Identifier: MIT
// clock.c: virtual time.
//
// The clock is the coroutine that calls sim_run. It owns the events to come, in
// a heap, and hands the turn round: it sends to the signal of the earliest
// event, whose process then runs, gives orders for more events, and says
// `paused` when it waits for something else. Only then the clock goes on. So
// everything a process does happens before everything the next one does.
//
// Orders are buffered, so that a process goes on at once; but they must be
// taken before its pause is, hence the ordered select.
#include "sim.h"
#include <stdio.h>
#include <stdlib.h>

void sim_no_memory(void)
{
    fputs("simulator: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

void *sim_alloc(size_t count, size_t bytes)
{
    void *memory = calloc(count ? count : 1, bytes);
    if (!memory) sim_no_memory();
    return memory;
}

void sim_init(struct sim *sim, uint64_t seed, double until)
{
    *sim = (struct sim){.seed = seed, .until = until};
    sim->over = chan_make(bool, 0);
    sim->orders = chan_make(struct event, 32);
    sim->paused = chan_make(bool, 0);
    if (!sim->over || !sim->orders || !sim->paused) sim_no_memory();
}

void sim_destroy(struct sim *sim)
{
    while (sim->count > 0)
        chan_release(sim->heap[--sim->count].to);
    free(sim->heap);
    chan_release(sim->over);
    chan_release(sim->orders);
    chan_release(sim->paused);
}

// == The events to come ======================================================

static bool is_earlier(const struct event *a, const struct event *b)
{
    return a->time != b->time ? a->time < b->time : a->order < b->order;
}

static void push(struct sim *sim, struct event e)
{
    if (sim->count == sim->room) {
        sim->room = sim->room ? 2 * sim->room : 64;
        size_t bytes = (size_t)sim->room * sizeof *sim->heap;
        sim->heap = realloc(sim->heap, bytes);
        if (!sim->heap) sim_no_memory();
    }
    int at = sim->count++;
    e.order = sim->ordered++;
    for (; at > 0 && is_earlier(&e, &sim->heap[(at - 1) / 2]);
         at = (at - 1) / 2)
        sim->heap[at] = sim->heap[(at - 1) / 2];
    sim->heap[at] = e;
}

static struct event pop(struct sim *sim)
{
    struct event first = sim->heap[0], last = sim->heap[--sim->count];
    int at = 0;
    for (int child; (child = 2 * at + 1) < sim->count; at = child) {
        if (child + 1 < sim->count &&
            is_earlier(&sim->heap[child + 1], &sim->heap[child]))
            child++;
        if (!is_earlier(&sim->heap[child], &last)) break;
        sim->heap[at] = sim->heap[child];
    }
    sim->heap[at] = last;
    return first;
}

// == The clock ===============================================================

// Does what the process that runs wants, until it waits. False once there is no
// process any more.
static bool obey(struct sim *sim)
{
    struct event e;
    bool alive;
    for (;;) {
        select_ordered {
        case_recv(sim->orders, &e): push(sim, e); break;
        case_recv(sim->paused, NULL, &alive): return alive;
        }
    }
}

static void live(struct process self, sim_body *body, void *arg,
                 sim_signal given)
{
    struct sim *sim = self.sim;
    auto_signal birth = given;
    select {
    case_recv(birth, NULL): body(&self, arg); break;
    case_recv(sim->over, NULL): break;
    }
    chan_send(sim->paused, true);
    chan_retire(sim->paused);
}

// A new process, which waits for the signal to begin.
static sim_signal bear(struct sim *sim, sim_body *body, void *arg)
{
    struct process self = {.sim = sim, .number = ++sim->born};
    sim_signal birth = sim_signal_make();
    self.random = stream_make(sim->seed, self.number);
    chan_writers(sim->paused, 1);
    go live(self, body, arg, birth);
    return birth;
}

coroutine void sim_run(struct sim *sim, sim_body *first, void *arg)
{
    chan_send(bear(sim, first, arg), sim->now);
    obey(sim);
    while (sim->count > 0 && sim->heap[0].time <= sim->until) {
        struct event e = pop(sim);
        sim->now = e.time;
        // A closed one is that of a process that waits for it no more.
        if (chan_send(e.to, e.time)) obey(sim);
        chan_release(e.to);
    }
    chan_close(sim->over);
    while (obey(sim))
        continue;
}

// == What processes say ======================================================

sim_signal sim_signal_make(void)
{
    sim_signal signal = chan_make(double, 0);
    if (!signal) sim_no_memory();
    return signal;
}

void sim_signal_drop(sim_signal *signal)
{
    if (*signal) chan_close(*signal);
    chan_release(*signal);
}

coroutine void sim_fire(struct sim *sim, double at, sim_signal signal)
{
    chan_send(sim->orders, {.time = at, .to = chan_retain(signal)});
}

coroutine void sim_start(struct sim *sim, sim_body *body, void *arg)
{
    sim_fire(sim, sim->now, bear(sim, body, arg));
}

coroutine sim_signal sim_timer(struct sim *sim, double at)
{
    sim_signal timer = sim_signal_make();
    sim_fire(sim, at, timer);
    return timer;
}

coroutine void sim_pause(struct sim *sim)
{
    chan_send(sim->paused, true);
}

coroutine bool sim_await(struct sim *sim, sim_signal signal)
{
    sim_pause(sim);
    select {
    case_recv(signal, NULL): break;
    case_recv(sim->over, NULL): return false;
    }
    return true;
}

coroutine bool sim_wait(struct process *self, double time)
{
    auto_signal timer = sim_timer(self->sim, self->sim->now + time);
    return sim_await(self->sim, timer);
}
