// SPDX-License-Identifier: MIT
// timer.h: the deadlines of one worker.
#ifndef CSP_RUNTIME_TIMER_H
#define CSP_RUNTIME_TIMER_H

#include <assert.h>
#include <csp_abi.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/spin.h"
#include "base/sys.h"

struct task;
struct wheel;
struct worker;

// A deadline, inside the frame that waits. `who` tells what to do then:
// a task that sleeps, or, with TIMER_SELECT, one whose select it ends, or, with
// TIMER_SCOPE, one a scope of which it ends.
struct timer {
    struct timer *next, *prev; // in a bucket, circular; next NULL: in none
    int64_t deadline;
    uintptr_t who;
};
enum { TIMER_CHAN = 4 }; // in timer.who, alone: a channel's (ticker.c)
static_assert(sizeof(struct timer) <= sizeof(struct csp_timer), "abi");

enum { WHEEL_BUCKETS = 64 };

struct wheel {
    struct spin lock;                    // guards all below but `next`
    atomic_uint used;                    // any timer at all? owner's cheap look
    int64_t past;                        // every timer not in bucket 0 is later
    uint64_t occupied;                   // bit b: bucket b is not empty
    struct timer *bucket[WHEEL_BUCKETS]; // the oldest
    int64_t earliest[WHEEL_BUCKETS];     // a lower bound, exact if found so
};

// For several at once: between these two, cspi_timer_insert.
void cspi_wheel_lock(struct wheel *wheel);
void cspi_wheel_unlock(struct wheel *wheel);
void cspi_timer_insert(struct wheel *wheel, struct timer *timer);
// Any thread. Takes the wheel's lock.
void cspi_timer_add(struct wheel *wheel, struct timer *timer);
// The same if open(task) says so, which is asked with the lock held.
bool cspi_timer_add_if(struct wheel *wheel, struct timer *timer,
                       bool (*open)(struct task *task), struct task *task);
// Any thread. False if it is in none: it has fired already.
bool cspi_timer_remove(struct wheel *wheel, struct timer *timer);

// Takes out what is due at `now`, in order of deadline, equal ones in order of
// insertion, and calls fire for each, with the wheel's lock held. A timer's
// memory must not be touched after fire has returned.
void cspi_wheel_advance(struct wheel *wheel, int64_t now,
                        void (*fire)(struct timer *timer, void *arg),
                        void *arg);

// A time before which nothing is due; CSPI_NEVER when there is no timer.
int64_t cspi_wheel_next(struct wheel *wheel);

#endif
