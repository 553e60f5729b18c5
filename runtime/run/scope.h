// SPDX-License-Identifier: MIT
// scope.h: how far an operation may go on: deadlines and cancellation.
//
// A scope lies in the frame that opened it; a task's scopes are a stack, and
// below them is the task itself, which may be cancelled, too. A scope that has
// ended stays so: TASK_FAILS says that the task's next cancel point fails,
// which is so while one has ended that no shield above it keeps off.
//
// A running task learns of it from its worker's floor, which emitted code looks
// at in each operation: who sets TASK_FAILS raises that of every worker then,
// since nobody knows which one runs the task, unless it does not run.
//
// A scope with a deadline is published when the turn in which it was opened
// ends, or when others are to see the task's scopes: till then its worker alone
// knows of it.
//
// A task without scopes that nobody can cancel is not TASK_SCOPED, and pays one
// look at its flags for each wait. The waits of the others are ended by
// who clears TASK_OPEN, be it the other end of the channel, a timer, or who
// cancels; only then does a value move. Begin: publish the wait, with the lock
// of what is waited for held, cspi_scope_open, unlock. Who cancels sets
// TASK_FAILS first and tries to clear TASK_OPEN then, so one of the two sees
// the other. Takes the lock of a bucket (scope.c), innermost of all.
#ifndef CSP_RUNTIME_SCOPE_H
#define CSP_RUNTIME_SCOPE_H

#include "run/rt.h"
#include "run/task.h"

enum { TIMER_SCOPE = 2 }; // in timer.who: the deadline of a scope

struct brood;

enum scope_kind {
    SCOPE_TIMED,  // it has a deadline
    SCOPE_SHIELD, // what ends outside is not felt inside
    SCOPE_GROUP,  // it has children: a struct brood follows
    SCOPE_TURNS,  // has those of a par for: a pointer to a brood follows
};

struct scope {
    struct scope *outer; // of the same task
    struct scope *next;  // the innermost scope of another task, see scope.c
    struct timer timer;  // its deadline; `who` is the task; see cspi_scope_arm
    int *why;            // where people want to know what `failed` is; or NULL
    uint32_t line : 24;  // of the statement, for people
    uint32_t kind : 8;   // enum scope_kind
    uint16_t worker;     // whose wheel the timer is in, or IN_NO_WHEEL; until
                         // it is published 1 if the task is TASK_SCOPED because
                         // of it alone
    signed char ended;   // enum csp_error; 0: it has not
    signed char failed;  // what an operation in it has failed by; 0
};
static_assert(WORKERS_MAX < UINT16_MAX, "worker");
static_assert(sizeof(struct scope) <= sizeof(struct csp_scope), "abi");

static inline struct task *cspi_scope_task(const struct scope *scope)
{
    return (struct task *)(scope->timer.who & ~(uintptr_t)TIMER_SCOPE);
}

static inline struct scope *cspi_scope_of_timer(struct timer *timer)
{
    return (struct scope *)((char *)timer - offsetof(struct scope, timer));
}

static inline bool cspi_task_is_scoped(const struct task *task)
{
    return cspi_task_flags(task) & TASK_SCOPED;
}

// -- by the running task -----------------------------------------------------

// Is the floor raised?
static inline bool cspi_scope_asks(struct worker *worker)
{
    int floor = __atomic_load_n(&worker->abi.floor, __ATOMIC_RELAXED);
    return floor != FLOOR_CALM;
}

// The rest of cspi_scope_fails, when the floor is raised.
bool cspi_scope_asked(struct worker *worker);

// Must the operation that begins now fail? If so, the task and its scopes know
// why.
static inline bool cspi_scope_fails(struct worker *worker)
{
    return cspi_scope_asks(worker) && cspi_scope_asked(worker);
}

// Opens a scope that is filled in but for what belongs to the stack.
void cspi_scope_push(struct worker *worker, struct scope *scope);
// The turn of the running task ends, or others are to see its scopes: those
// that it has opened in it, and not left, are published, and their deadlines
// get into the wheel. Till then they are a list from w->unarmed on, innermost
// first, through timer.prev, and none of them has ended. So one in which
// nothing has to wait costs no lock and no timer, and who gives no turn away is
// told of a deadline by csp_cancelled alone. A deadline that is below 0 is not
// counted yet: so long from now.
void cspi_scope_arm(struct worker *worker);
// The deadlines of what has been published since the last time get into the
// worker's wheel: before it looks there, and before it goes to sleep. Most
// waits are over by then. Young tasks are known by address alone, which leads
// to their scopes, if there still are any, through scope.c's table. The other
// one is for who looks after a worker that does not come to it.
void cspi_scope_time_own(struct worker *worker);
void cspi_scope_time(struct worker *worker);
// Leaves it. True if the next cancel point fails, because of one around it.
bool cspi_scope_pop(struct worker *worker, struct scope *scope);

// The innermost one of a task, and what is in it; NULL: it has none. By peek.h,
// with no lock: of a program that stands still.
const struct scope *
cspi_scope_innermost(const struct task *task, struct scope *copy);

// The table of all scopes, and how much memory that is.
const void *cspi_scope_table(size_t *bytes);

// -- by who publishes a wait -------------------------------------------------

// Lets the wait of a scoped task, which has parked, be ended. False: it has
// been cancelled before; the caller takes back what it has published, and wakes
// the task, see cspi_scope_undone.
bool cspi_scope_open(struct task *task);

// What the operation gives that a task waited in.
static inline int cspi_scope_result(const struct task *task)
{
    enum task_state state = cspi_task_state(task);
    bool on_channel =
        state == TASK_SEND || state == TASK_RECV || state == TASK_LOST;
    return on_channel ? 0 : CSP_ENDED;
}

// Nothing of the wait is left anywhere: it ends, cancelled.
void cspi_scope_undone(struct worker *worker, struct task *task);

// The innermost group that the task has opened, whose brood then counts the
// caller; NULL: there is none. turns, unless it is NULL: only those around the
// par of this brood, whose head may be going on.
struct scope *
cspi_scope_hold_group(struct task *task, const struct brood *turns);

// What a task gets whose branches have all ended, before it goes on.
int cspi_scope_verdict(struct task *task);

// -- by who ends a wait ------------------------------------------------------

// Until nobody reads the task's frames.
void cspi_scope_await_thaw(const struct task *task);

// Makes the caller the one that ends it; false if another was faster. What
// keeps the task alive meanwhile: a node of it is where the caller found it.
static inline bool cspi_scope_claim(struct task *task)
{
    unsigned was = cspi_byte_clear(&task->state, TASK_OPEN);
    if (!(was & TASK_FROZEN)) return was & TASK_OPEN;
    cspi_scope_await_thaw(task);
    return was & TASK_OPEN;
}

// -- by who looks ------------------------------------------------------------

// The task's wait is not ended before cspi_scope_thaw, so its frames stay
// as they are; false, and nothing is held, if its wait is not open. One at a
// time. What keeps the task alive: a handle.
bool cspi_scope_freeze(struct task *task);
void cspi_scope_thaw(struct task *task);

// -- by who cancels ----------------------------------------------------------

// Ends a scope of the task, NULL: the task itself; `why` is an enum csp_error.
// True if the caller has thereby ended a wait: it takes the task from where it
// waits, and wakes it (sync/cancel.h). Groups that end with it are put in the
// list *held: each counts the caller until its children have been told. What
// keeps the task and the scope alive: the lock of the wheel, or a handle.
bool cspi_scope_end(struct task *task, struct scope *scope, int why,
                    struct brood **held);

// The i-th of the task's scopes that have a deadline and have not ended, from
// the innermost on, from 0; NULL: there are not so many. Only while the task
// does not run.
struct scope *cspi_scope_timed(const struct task *task, unsigned i);

// By the running task, which looks at the clock: why its next cancel point
// fails, 0 if it does not. *held: as above.
int cspi_scope_look(struct task *task, struct brood **held);

#endif
