// SPDX-License-Identifier: MIT
// scope.h: how far an operation may go on: deadlines and cancellation.
//
// A scope lies in the frame that opened it; a task's scopes are a stack, and
// below them is the task itself, which may be cancelled, too. A scope that has
// ended stays so: TASK_FAILS says that the task's next cancel point fails,
// which is so while one has ended that no shield above it keeps off.
//
// A task without scopes that nobody can cancel is not TASK_SCOPED, and pays one
// look at its flags for each operation. The waits of the others are ended by
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

struct scope {
    struct scope *outer; // of the same task
    struct scope *next;  // the innermost scope of another task, see scope.c
    struct timer timer;  // its deadline; `who` is the task
    int *why;            // where people want to know what `failed` is; or NULL
    uint32_t worker;     // whose wheel the timer is in
    signed char ended;   // enum csp_error; 0: it has not
    signed char failed;  // what an operation in it has failed by; 0
    bool timed;          // it has a deadline
    bool shield;         // what ends outside is not felt inside
};
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

// Must the operation that begins now fail? If so, the task and its scopes know
// why. For a task that is scoped.
bool cspi_scope_fails(struct worker *worker);

// Opens a scope that is filled in but for what belongs to the stack.
void cspi_scope_push(struct worker *worker, struct scope *scope);
// Leaves it. True if the next cancel point fails, because of one around it.
bool cspi_scope_pop(struct worker *worker, struct scope *scope);

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

// What a task gets whose branches have all ended, before it goes on.
int cspi_scope_verdict(struct task *task);

// -- by who ends a wait ------------------------------------------------------

// Makes the caller the one that ends it; false if another was faster. What
// keeps the task alive meanwhile: a node of it is where the caller found it.
static inline bool cspi_scope_claim(struct task *task)
{
    return cspi_byte_clear(&task->state, TASK_OPEN) & TASK_OPEN;
}

// -- by who cancels ----------------------------------------------------------

// Ends a scope of the task, NULL: the task itself; `why` is an enum csp_error.
// True if the caller has thereby ended a wait: it takes the task from where it
// waits, and wakes it (sync/cancel.h). What keeps the task and the scope alive:
// the lock of the wheel, or a handle.
bool cspi_scope_end(struct task *task, struct scope *scope, int why);

#endif
