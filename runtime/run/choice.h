// SPDX-License-Identifier: MIT
// choice.h: what the language leaves open: who runs next, which case of several
// is taken, what is cancelled. Under CSP_SEED every such choice comes from
// here, one worker makes them all, and time is virtual: the same seed, the same
// run.
#ifndef CSP_RUNTIME_CHOICE_H
#define CSP_RUNTIME_CHOICE_H

#include <stdbool.h>

#include "run/rt.h"

struct task;

// One of so many was taken; a record is an array of these, with zeros behind.
struct choice {
    uint16_t of, which;
    uint32_t who; // the task that goes on, and where; 0: not said
};
enum {
    CHOICE_OF_ANY = UINT16_MAX, // in a record made by hand
    CHOICE_CANCELS = 1,         // of one: CSP_CANCEL=n has cancelled
};

// What the environment says, before the first choice. Each gives NULL, or says
// what its text must be. text NULL: any seed.
const char *cspi_choice_seed(const char *text);
const char *cspi_choice_record(const char *path);
const char *cspi_choice_replay(const char *path);
// has_seed: CSP_SEED is set.
const char *cspi_choice_cancel(const char *text, bool has_seed);
// Each change of tasks is told of on standard error.
void cspi_choice_tell(void);
bool cspi_choice_tells(void);

// 0 to n - 1, any as likely as the others; n is above 0.
unsigned cspi_choice_draw(unsigned n);

static inline unsigned cspi_choose(struct worker *worker, unsigned n)
{
    if (__builtin_expect(cspi_rt.seeded, 0)) return cspi_choice_draw(n);
    return (unsigned)(((uint64_t)cspi_random(worker) * n) >> 32);
}

// Which of n tasks goes on, n above 0. goes_on: the first has ended an
// operation, and would go on if there were no others. By far the most likely
// are few changes of tasks, one for every other operation.
unsigned cspi_choice_task(struct task *const tasks[], unsigned n, bool goes_on);

// A task gives way, by yield.
void cspi_choice_yields(struct task *task);

// CSP_CANCEL: one thing more might be cancelled now: is it?
bool cspi_choice_cancels(void);
// Told of it: of a task that waits, or is to run, and of its scope, if it is
// not the whole task.
void cspi_choice_tell_cancelled(struct task *task, bool scope);

#endif
