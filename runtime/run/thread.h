// SPDX-License-Identifier: MIT
// thread.h: foreign threads, those that are not workers, inside the runtime.
#ifndef CSP_RUNTIME_THREAD_H
#define CSP_RUNTIME_THREAD_H

#include <stdatomic.h>
#include <stdbool.h>

struct csp_frame;
struct task;
struct worker;

// A foreign thread that waits; on its own stack.
struct thread {
    atomic_uint done; // futex: 1 when it may go on; release / acquire
    int result;       // of its operation
    int id;           // the kernel's
    bool counted;     // a pool thread: its job counts as waiting, not running
    struct csp_frame *root;     // it waits for this task to end, or NULL
    struct thread *next, *prev; // in rt.blocked, under rt.idle
};

// Before it is published to what it waits for: lists the calling thread as
// blocked. The lock of a channel may be held.
void cspi_thread_prepare(struct thread *thread);
// The same for a task that becomes runnable now and wakes the thread by ending.
void cspi_thread_enter(struct thread *thread, struct task *task);
// Sleeps until woken.
int cspi_thread_wait(struct thread *thread);
// Wakes it; its memory is gone right afterwards.
void cspi_thread_wake(struct thread *thread, int result);
// The task that some thread entered has ended.
void cspi_thread_root_ended(struct task *task);

#endif
