// SPDX-License-Identifier: MIT
// thread.c: pthread_create starts a task, where the function can be one. What
// cannot, since C has something against it, runs on a thread as ever; both may
// wait for each other, and lock each other out.
//
// A table leads from who runs to the struct thread. Its lock is held for some
// loads and stores, never over a suspension.
#include "thread.h"
#include "../line.h"
#include <errno.h>
#include <sched.h>

enum { BUCKETS = 512 };

static struct {
    struct csp__line lock; // of the table, and of what thread.h says
    struct thread *buckets[BUCKETS];
    csp_waitgroup running; // those that pthread_create has started
} all = {.running = CSP_WAITGROUP_INIT};

// -- who is who --------------------------------------------------------------

static struct thread **bucket_of(const void *who)
{
    uintptr_t bits = (uintptr_t)who;
    return &all.buckets[(bits >> 4 ^ bits >> 13) % BUCKETS];
}

static void enter(struct thread *thread)
{
    thread->who = csp_rt_self();
    struct thread **bucket = bucket_of(thread->who);
    line_lock(&all.lock);
    thread->next = *bucket;
    *bucket = thread;
    line_unlock(&all.lock);
}

static void leave(struct thread *thread)
{
    struct thread **at = bucket_of(thread->who);
    line_lock(&all.lock);
    while (*at != thread)
        at = &(*at)->next;
    *at = thread->next;
    line_unlock(&all.lock);
}

static struct thread *find(const void *who)
{
    line_lock(&all.lock);
    struct thread *thread = *bucket_of(who);
    while (thread && thread->who != who)
        thread = thread->next;
    line_unlock(&all.lock);
    return thread;
}

bool thread_is_self(const struct thread *thread)
{
    return thread == find(csp_rt_self());
}

struct thread *thread_self(void)
{
    struct thread *thread = find(csp_rt_self());
    if (thread) return thread;
    thread = calloc(1, sizeof *thread);
    if (!thread) return NULL;
    *thread =
        (struct thread){.users = 1, .joinable = true, .ended = CSP_EVENT_INIT};
    enter(thread);
    return thread;
}

pthread_t csp_posix_pthread_self(void)
{
    struct thread *self = thread_self();
    if (!self) csp__stop(NULL, 0, "pthread_self: out of memory", NULL);
    return (pthread_t)self;
}

static void give_up(struct thread *thread)
{
    if (__atomic_sub_fetch(&thread->users, 1, __ATOMIC_ACQ_REL)) return;
    free(thread->values);
    free(thread);
}

// -- its life ----------------------------------------------------------------

static void is_over(struct thread *thread)
{
    thread_destroy_values(thread);
    leave(thread);
    csp_event_set(&thread->ended);
    give_up(thread);
    csp_waitgroup_done(&all.running);
}

static void task_is_over(struct thread **thread)
{
    is_over(*thread);
}

// A child that fails ends its group.
static int fail(void)
{
    return -1;
}

// Has it leave its functions. The lock of the table is held.
static void end_group(struct thread *thread)
{
    if (thread->group) go_in(thread->group) fail();
}

// Where pthread_cancel finds it; NULL: no longer.
static void set_group(struct thread *self, csp_group *group)
{
    line_lock(&all.lock);
    self->group = group;
    if (self->cancelled && !self->keeps_on) end_group(self);
    line_unlock(&all.lock);
}

// Returns, or is left by pthread_exit or pthread_cancel: by the end of a group.
static void run_task(struct thread *thread)
{
    struct thread *self __attribute__((cleanup(task_is_over))) = thread;
    csp_coroutine void *(*start)(void *) = self->start;
    enter(self);
    group()
    {
        set_group(self, csp_group_here());
        void *result = start(self->arg);
        self->result = result;
        set_group(self, NULL);
    }
    set_group(self, NULL);
}

static void thread_is_over(void *thread)
{
    is_over(thread);
}

static void *run_thread(void *arg)
{
    struct thread *self = arg;
    self->real = pthread_self();
    enter(self);
    pthread_cleanup_push(thread_is_over, self);
    self->result = self->start(self->arg);
    pthread_cleanup_pop(1);
    return NULL;
}

static int start_thread(struct thread *thread, const pthread_attr_t *attr)
{
    pthread_t real;
    int error = pthread_create(&real, attr, run_thread, thread);
    if (!error && thread->joinable) pthread_detach(real);
    return error;
}

int csp_posix_pthread_create(pthread_t *to, const pthread_attr_t *attr,
                             void *(*function)(void *), void *arg)
{
    const struct csp_descriptor *site = NULL;
    int detach = PTHREAD_CREATE_JOINABLE;
    struct thread *thread = calloc(1, sizeof *thread);
    if (!thread) return EAGAIN;
    if (attr) pthread_attr_getdetachstate(attr, &detach);
    bool joinable = detach == PTHREAD_CREATE_JOINABLE;
    *thread = (struct thread){
        .start = function,
        .arg = arg,
        .result = PTHREAD_CANCELED, // unless it returns or exits
        .is_task = csp_rt_find((void (*)(void))function, &site) != NULL,
        .users = 2,
        .joinable = joinable,
        .ended = CSP_EVENT_INIT};
    csp_waitgroup_add(&all.running, 1);
    *to = (pthread_t)thread;
    int error = thread->is_task ? 0 : start_thread(thread, attr);
    if (thread->is_task) go
    run_task(thread);
    if (error) csp_waitgroup_done(&all.running);
    if (error) give_up(thread);
    if (error || !joinable) give_up(thread);
    return error;
}

// -- its end -----------------------------------------------------------------

static bool is_cancelled(const struct thread *thread)
{
    if (!thread) return false;
    line_lock(&all.lock);
    bool is = thread->cancelled && !thread->keeps_on;
    line_unlock(&all.lock);
    return is;
}

csp_coroutine ssize_t posix_failed(ssize_t result)
{
    if (is_cancelled(find(csp_rt_self()))) csp_sleep(INT64_MAX);
    return result;
}

// It has ended, and nobody else joins it.
static int joined(struct thread *thread, void **result)
{
    if (result) *result = thread->result;
    give_up(thread);
    return 0;
}

csp_coroutine int csp_posix_pthread_join(pthread_t handle, void **result)
{
    struct thread *thread = (struct thread *)handle;
    if (!thread->joinable) return EINVAL;
    if (thread_is_self(thread)) return EDEADLK;
    if (!csp_event_wait(&thread->ended)) return (int)posix_failed(ECANCELED);
    return joined(thread, result);
}

int csp_posix_pthread_tryjoin_np(pthread_t handle, void **result)
{
    struct thread *thread = (struct thread *)handle;
    return csp_event_is_set(&thread->ended) ? joined(thread, result) : EBUSY;
}

int csp_posix_pthread_detach(pthread_t handle)
{
    struct thread *thread = (struct thread *)handle;
    if (!thread->joinable) return EINVAL;
    thread->joinable = false;
    give_up(thread);
    return 0;
}

static void cancel(struct thread *thread)
{
    line_lock(&all.lock);
    thread->cancelled = true;
    if (thread->is_task && !thread->keeps_on) end_group(thread);
    line_unlock(&all.lock);
    if (!thread->is_task) pthread_cancel(thread->real);
}

csp_coroutine void csp_posix_pthread_exit(void *result)
{
    struct thread *self = find(csp_rt_self());
    if (!self || !self->start) { // main: the others go on
        csp_waitgroup_wait(&all.running);
        exit(0);
    }
    self->result = result;
    self->keeps_on = false;
    cancel(self);
    csp_sleep(INT64_MAX);
}

void csp_plain_pthread_exit(void *result)
{
    struct thread *self = find(csp_rt_self());
    if (self && self->is_task)
        csp__stop(NULL, 0,
                  "pthread_exit by a task, in a function that is no coroutine",
                  result);
    if (self) self->result = result;
    pthread_exit(result);
}

int csp_posix_pthread_cancel(pthread_t handle)
{
    struct thread *thread = (struct thread *)handle;
    if (!thread->start) return ENOTSUP; // main, or none of ours
    if (csp_event_is_set(&thread->ended)) return 0;
    cancel(thread);
    return 0;
}

csp_coroutine void csp_posix_pthread_testcancel(void)
{
    if (!csp_cancel_point()) posix_failed(0);
}

int csp_posix_pthread_setcancelstate(int state, int *old)
{
    struct thread *self = thread_self();
    if (!self) return ENOMEM;
    if (!self->is_task) return pthread_setcancelstate(state, old);
    if (old)
        *old = self->keeps_on ? PTHREAD_CANCEL_DISABLE : PTHREAD_CANCEL_ENABLE;
    line_lock(&all.lock);
    self->keeps_on = state == PTHREAD_CANCEL_DISABLE;
    if (self->cancelled && !self->keeps_on) end_group(self);
    line_unlock(&all.lock);
    return 0;
}

// -- what a task has not -----------------------------------------------------

// The name of a thread is for debuggers, which show tasks by their functions.
int csp_posix_pthread_setname_np(pthread_t handle, const char *name)
{
    const struct thread *thread = (struct thread *)handle;
    return thread->is_task || !thread->start
               ? 0
               : pthread_setname_np(thread->real, name);
}

// Signals go to processes and threads, not to tasks.
int csp_posix_pthread_kill(pthread_t handle, int signal)
{
    const struct thread *thread = (struct thread *)handle;
    if (csp_event_is_set((csp_event *)&thread->ended)) return ESRCH;
    if (!signal) return 0;
    return thread->is_task || !thread->start
               ? ENOTSUP
               : pthread_kill(thread->real, signal);
}
