// SPDX-License-Identifier: MIT
// thread.h: threads as tasks. A pthread_t is the address of a struct thread,
// which belongs to who runs it and to whoever may join it.
#ifndef CSP_LIB_THREAD_H
#define CSP_LIB_THREAD_H

#include "posix.h"

struct value {
    void *value;
    unsigned generation; // of the key
};

struct thread {
    struct thread *next; // in its bucket
    const void *who;     // csp_rt_self() of who runs it
    void *(*start)(void *);
    void *arg, *result;
    bool is_task;     // else a thread of the system's, `real`
    csp_group *group; // of a task, while it runs; under the lock of the table
    pthread_t real;
    csp_event ended;
    int users;            // who runs it, and the handle
    bool joinable;        // as long as nobody has joined or detached it
    bool cancelled;       // by pthread_cancel or pthread_exit
    bool keeps_on;        // PTHREAD_CANCEL_DISABLE
    struct value *values; // of its keys (key.c)
    size_t value_count;
};

// The caller's. One is made for whom pthread_create has not made; NULL: there
// is no memory for it.
struct thread *thread_self(void);
bool thread_is_self(const struct thread *thread);

// Calls the destructors of the keys.
void thread_destroy_values(struct thread *thread);

#endif
