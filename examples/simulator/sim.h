// SPDX-License-Identifier: MIT
// sim.h: a small library for simulation by processes in virtual time.
//
// random.c draws numbers, statistics.c keeps figures, clock.c is time and
// resource.c is what processes wait for. It knows nothing of models.
//
// The one rule: of the processes of a simulation exactly one runs, until it
// waits for something. So they share what they like without locks, and all that
// happens has an order that depends on the seed alone. Other simulations may
// run at the same time.
#ifndef SIM_H
#define SIM_H

#include <csp.h>
#include <stdbool.h>
#include <stdint.h>

// == random.c: streams of random numbers =====================================

struct stream {
    uint64_t state, step;
};

// Streams of different numbers, or seeds, have nothing to do with each other.
struct stream stream_make(uint64_t seed, uint64_t number);
uint64_t stream_bits(struct stream *s);
double stream_uniform(struct stream *s); // between 0 and 1, never one of them
double stream_exponential(struct stream *s, double mean);
double stream_normal(struct stream *s, double mean, double deviation);

// A distribution of times. The kinds are in random.c.
enum { LAW_NUMBERS = 24 };
struct law {
    const struct law_kind *kind; // NULL: none
    int count;
    double at[LAW_NUMBERS];
};
struct law_kind {
    const char *name;
    const char *numbers; // what the numbers are, for people
    int count;           // how many; -1: as many pairs as there are
    double (*draw)(const struct law *law, struct stream *s);
    double (*mean)(const struct law *law);
};

const struct law_kind *law_find(const char *name); // NULL if there is none
// What is wrong with the numbers of a law; NULL if nothing is.
const char *law_problem(const struct law *law);
double law_draw(const struct law *law, struct stream *s); // never below 0
double law_mean(const struct law *law);

// == statistics.c: figures ===================================================

// The time that counts. What happens outside of it is not recorded.
struct period {
    double begin, end;
};

// Sums over equal parts of the period, from which a single run knows how far
// its means can be trusted.
enum { BATCHES = 20 };
struct batches {
    double sum[BATCHES], weight[BATCHES];
};

// An estimate of one quantile: by five markers (the P-square algorithm), once
// there are too many values to keep all.
enum { QUANTILE_KEEPS = 50 };
struct quantile {
    double p;
    long count;
    double kept[QUANTILE_KEEPS]; // in order
    double height[5], place[5];
};

// Mean and variance in one pass (Welford's algorithm).
struct moments {
    long count;
    double mean, squares; // the sum of those of the differences to the mean
};

// Figures of single observations.
struct tally {
    const struct period *period;
    struct moments moments;
    double least, most;
    struct quantile median, p95;
    struct batches batches;
};

// The average over time of something that jumps.
struct level {
    const struct period *period;
    double value, since;
    struct batches batches;
};

void moments_add(struct moments *m, double value);
double moments_mean(const struct moments *m);      // NAN of nothing
double moments_deviation(const struct moments *m); // NAN of less than two
double quantile_value(const struct quantile *q);   // NAN of nothing
void tally_init(struct tally *t, const struct period *period);
void tally_add(struct tally *t, double now, double value);
void level_init(struct level *l, const struct period *period);
void level_add(struct level *l, double now, double change);

// What one run has found; NAN if nothing. Batches may be NULL.
struct measure {
    double mean;
    const struct batches *batches;
};
struct measure tally_measure(const struct tally *t);
struct measure level_measure(const struct level *l);

// The mean, and half the width of its 95% confidence interval: from the means
// of several runs, or from the batches of a single one; NAN if unknown.
struct estimate {
    double mean, half;
};
struct estimate estimate_make(const struct measure runs[], int count);

// == clock.c: processes and time =============================================

// Something to wait for, once: it gets the time at which it happens. Whoever
// waits makes it, and closes it when it waits no more, so that what comes too
// late gets lost: auto_signal does so at the end of the scope.
typedef chan(double) sim_signal;
#define auto_signal __attribute__((cleanup(sim_signal_drop))) sim_signal
sim_signal sim_signal_make(void);
void sim_signal_drop(sim_signal *signal);

struct event {
    double time;
    uint64_t order; // among those of the same time
    sim_signal to;  // a reference of its own
};

struct sim {
    double now, until; // processes may take `until` back, to end the run
    chan(bool) over;   // closed at the end: processes must return
    // The rest is clock.c's own.
    uint64_t seed, born, ordered;
    chan(struct event) orders; // buffered: who runs need not wait for the clock
    chan(bool) paused;         // who ran waits; each process is a writer
    struct event *heap;
    int count, room;
};

struct process {
    struct sim *sim;
    uint64_t number; // in the order of birth
    struct stream random;
};
typedef coroutine void sim_body(struct process *self, void *arg);

void sim_init(struct sim *sim, uint64_t seed, double until);
void sim_destroy(struct sim *sim);
// Starts the first process, which starts the others, and runs them until the
// time is up or nothing can happen any more. When it returns, all have ended.
coroutine void sim_run(struct sim *sim, sim_body *first, void *arg);

// For processes. A false means that the run is over: then they must end, and
// neither write nor read what they share.
coroutine void sim_start(struct sim *sim, sim_body *body, void *arg);
coroutine void sim_fire(struct sim *sim, double at, sim_signal signal);
coroutine sim_signal sim_timer(struct sim *sim, double at);
coroutine bool sim_await(struct sim *sim, sim_signal signal);
coroutine bool sim_wait(struct process *self, double time);
// Must stand before each select of a process, and nothing between the two: from
// here on others run. One case of the select is sim->over.
coroutine void sim_pause(struct sim *sim);

// Memory, zeroed, or the end of the program.
void *sim_alloc(size_t count, size_t bytes);
_Noreturn void sim_no_memory(void);

// == resource.c: what processes wait for =====================================

// Units that are lent, one at a time. The first in the queue is the one with
// the highest priority who came first.
struct waiter;
struct resource {
    struct sim *sim;
    int capacity, count; // count: units that nobody has
    int *units;          // those, as a ring that begins at `at`
    int at;
    struct waiter *first, *last;
};

enum { SIM_LATE = -1, SIM_OVER = -2 }; // the others are units

// With `count` units in it, of those from 0 to capacity - 1.
void resource_init(struct resource *r, struct sim *sim, int capacity,
                   int count);
void resource_destroy(struct resource *r);
// Waits for a unit, at most until the given time (INFINITY: for ever). Gives
// it, or SIM_LATE, or SIM_OVER.
coroutine int resource_acquire(struct resource *r, int priority, double until);
coroutine void resource_release(struct resource *r, int unit);
// Takes out a certain unit; false if somebody has it.
bool resource_withdraw(struct resource *r, int unit);

// Things that are all alike, in a place where only so many fit. Each unit is a
// slot; whoever moves one moves it from one resource to the other.
struct store {
    struct resource things, slots;
};

void store_init(struct store *s, struct sim *sim, int capacity, int count);
void store_destroy(struct store *s);
coroutine int store_get(struct store *s, int priority, double until);
coroutine int store_put(struct store *s, int priority, double until);

#endif
