// SPDX-License-Identifier: MIT
// task.h: a task is one thread of control: a root frame and what it calls.
//
// Its header and its root frame are one block, so a task costs 16 bytes more
// than its frame. Its root's parent, which must be NULL while it runs, is the
// scheduler's at other times: the link in a queue while it is runnable, what it
// waits for while it waits. The lowest bit is set then, so that who follows
// parents knows where to stop. The scheduler knows the innermost frame only
// (`leaf`): waking a task costs the same at any depth.
#ifndef CSP_RUNTIME_TASK_H
#define CSP_RUNTIME_TASK_H

#include <assert.h>
#include <csp/cost.h>
#include <csp_abi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/atomic.h"
#include "run/birth.h"
#include "run/tries.h"

struct worker;

// What a task is doing. Everything from TASK_SEND on waits.
enum task_state {
    TASK_FREE, // the block is not in use; a fresh block is zero
    TASK_NEW,  // runnable, and has never run nor waited for long
    TASK_READY,
    TASK_SEND,     // waits_on: the channel
    TASK_RECV,     // waits_on: the channel
    TASK_SELECT,   // waits_on: the array of cases, count in the first
    TASK_SLEEP,    // waits_on: the timer
    TASK_BLOCKING, // on its way to, or on, a thread of the pool
    TASK_PAR,      // waits_on: the struct par
    TASK_JOIN,     // waits_on: the root of the other task
    TASK_GROUP,    // waits_on: the struct group
    TASK_LOST,     // was in SEND or RECV when its channel was released
};

enum {
    // In task.state: who ends the wait clears it first, and is the only one who
    // may. Set while a task waits that can be cancelled, see scope.h.
    TASK_OPEN = 0x80,
    // Somebody reads its frames: who ends the wait lets him end first.
    TASK_FROZEN = 0x40,
};

// What becomes of the task when it ends; in task.flags.
enum task_kind {
    TASK_LOOSE,    // nobody waits for it
    TASK_MAIN,     // its end ends the program
    TASK_ENTERED,  // a foreign thread waits for it and frees the block
    TASK_EMBEDDED, // lives in its parent's frame: par.c
    TASK_HANDLE,   // keeps its block until joined or dropped: join.c
    TASK_COUNTED,  // a branch of a par, in a block of its own: par.c
    TASK_CHILD,    // of a group: group.c
    TASK_HELD,     // the same, with a handle: join.c
    TASK_KIND = 7, // the bits that tell
};

// In task.flags, too.
enum task_flags {
    TASK_WHY = 8 | 16,   // why its last operation that failed did so
    TASK_FAILS = 32,     // its next cancel point fails; under the scope lock
    TASK_CANCELLED = 64, // itself, not only a scope of it; as above
    TASK_SCOPED = 128,   // somebody may cancel what it does: scope.c
};

struct task {
    struct csp_frame *leaf; // innermost frame; set before the task is published
    int err;                // errno, carried over a suspension
    unsigned char bin;      // of the block, see alloc.h
    unsigned char handle;   // enum handle_state, with TASK_HANDLE; see join.h
    atomic_uchar state;     // enum task_state, TASK_OPEN, TASK_FROZEN
    atomic_uchar flags;     // enum task_kind and task_flags
};
static_assert(sizeof(struct task) == CSP_TASK_HEADER,
              "every task pays for this header");

static inline enum task_state cspi_task_state(const struct task *task)
{
    unsigned state = atomic_load_explicit(&task->state, memory_order_relaxed);
    return (enum task_state)(state & ~(unsigned)(TASK_OPEN | TASK_FROZEN));
}

static inline void cspi_task_set_state(struct task *task, enum task_state state)
{
    atomic_store_explicit(&task->state, (unsigned char)state,
                          memory_order_relaxed);
}

static inline unsigned cspi_task_flags(const struct task *task)
{
    return atomic_load_explicit(&task->flags, memory_order_relaxed);
}

static inline enum task_kind cspi_task_kind(const struct task *task)
{
    return (enum task_kind)(cspi_task_flags(task) & TASK_KIND);
}

// Before the task runs.
static inline void
cspi_task_set_kind(struct task *task, enum task_kind kind, unsigned flags)
{
    atomic_store_explicit(&task->flags, (unsigned char)((unsigned)kind | flags),
                          memory_order_relaxed);
}

// Its last operation has failed because of this, an enum csp_error; only who
// runs the task, or ends its wait.
static inline void cspi_task_set_why(struct task *task, int error)
{
    unsigned why = (unsigned)-error * 8;
    cspi_byte_clear(&task->flags, TASK_WHY);
    cspi_byte_set(&task->flags, why);
}

// Where in the program the task goes on.
static inline const struct csp_frame *cspi_task_at(const struct task *task)
{
    const struct csp_frame *leaf = task->leaf;
    return leaf->step == cspi_tries ? leaf->parent : leaf;
}

static inline struct csp_frame *cspi_task_root(struct task *task)
{
    return (struct csp_frame *)(task + 1);
}

// For who only looks. Its address is that of the task's handle.
static inline const struct csp_frame *cspi_task_root_of(const struct task *task)
{
    return (const struct csp_frame *)(task + 1);
}

static inline void cspi_task_set_link(struct task *task, const void *link)
{
    cspi_task_root(task)->parent = (struct csp_frame *)((uintptr_t)link | 1);
}

static inline void *cspi_task_link(const struct task *task)
{
    return (void *)((uintptr_t)cspi_task_root_of(task)->parent & ~(uintptr_t)1);
}

// Before the task runs.
static inline void cspi_task_clear_link(struct task *task)
{
    cspi_task_root(task)->parent = NULL;
}

static inline struct task *cspi_task_of_root(struct csp_frame *root)
{
    return (struct task *)root - 1;
}

// What the task has returned, a signed integer of so many bytes.
int64_t cspi_task_result(struct task *task, size_t bytes);

// A new task, not yet runnable; NULL when memory is out, or there are as many
// as CSP_MAX_TASKS allows. worker NULL: any
// thread.
struct task *
cspi_task_create(struct worker *worker, const struct csp_descriptor *coroutine);

// Ends the program: there is none for a task that was to start here.
__attribute__((noreturn)) void
cspi_task_no_memory(const struct csp_descriptor *coroutine, const char *file,
                    long line);

// As cspi_task_create; instead of NULL, the program stops.
static inline struct task *
cspi_task_spawn(struct worker *worker, const struct csp_descriptor *coroutine,
                const char *file, long line)
{
    struct task *task = cspi_task_create(worker, coroutine);
    if (!task) cspi_task_no_memory(coroutine, file, line);
    cspi_birth(task, file, line);
    return task;
}

// The same for a block of another size, as cspi_task_alloc makes it.
struct task *cspi_task_create_sized(struct worker *worker, csp_step *step,
                                    size_t frame_bytes, size_t frame_align);

// Fills in a task's header and the head of its root, in memory that its caller
// supplies; all but `bin`.
void cspi_task_init(struct worker *worker, struct task *task, csp_step *step);

// Tasks born and not ended; exact when nothing runs.
size_t cspi_task_count(void);

// The block goes back; for tasks that outlive their end (TASK_ENTERED,
// TASK_HANDLE).
void cspi_task_destroy(struct worker *worker, struct task *task);

#endif
