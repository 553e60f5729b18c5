// SPDX-License-Identifier: MIT
// choice.h: what the language leaves open: who runs next, which case of several
// is taken. Under CSP_SEED every such choice comes from here, one worker makes
// them all, and time is virtual: the same seed, the same run.
#ifndef CSP_RUNTIME_CHOICE_H
#define CSP_RUNTIME_CHOICE_H

#include <stdbool.h>

#include "run/rt.h"

struct task;

// One of so many was taken; a record is an array of these, with zeros behind.
struct choice {
    uint16_t of, which;
};
enum { CHOICE_OF_ANY = UINT16_MAX }; // in a record made by hand

// What the environment says, before the first choice. Each gives NULL, or says
// what its text must be. text NULL: any seed.
const char *cspi_choice_seed(const char *text);
const char *cspi_choice_record(const char *path);
const char *cspi_choice_replay(const char *path);
// Each change of tasks is told of on standard error.
void cspi_choice_tell(void);

// 0 to n - 1, any as likely as the others; n is above 0.
unsigned cspi_choice_draw(unsigned n);

static inline unsigned cspi_choose(struct worker *worker, unsigned n)
{
    if (__builtin_expect(cspi_rt.seeded, 0)) return cspi_choice_draw(n);
    return cspi_random(worker) % n;
}

// Which of n tasks goes on, n above 0. goes_on: the first has ended an
// operation, and would go on if there were no others. By far the most likely
// are few changes of tasks, one for every other operation.
unsigned cspi_choice_task(struct task *const tasks[], unsigned n, bool goes_on);

// A task gives way, by yield.
void cspi_choice_yields(struct task *task);

#endif
