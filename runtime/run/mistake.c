// SPDX-License-Identifier: MIT
// mistake.c: which task made the mistake, and where. Owns the frame of the one
// call that there was no memory for.
#include "run/mistake.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

#include "run/park.h"
#include "run/registry.h"
#include "run/rt.h"
#include "base/sys.h"
#include "run/task.h"

// How long the end of main may take, on a machine with much else to do.
static const int64_t main_ends_ns = 1000000000;

void cspi_mistake_after_main(void)
{
    int64_t end = cspi_deadline(main_ends_ns);
    while (cspi_now() < end && !atomic_load(&cspi_rt.stopped))
        cspi_sleep_until(cspi_deadline(1000000));
    if (!atomic_load(&cspi_rt.stopped)) return;
    // The program ends, unless this is its end that waits for itself.
    cspi_sleep_until(cspi_deadline(2 * main_ends_ns));
}

void cspi_mistake_here(const char *text, ...)
{
    struct task *task = cspi_self ? cspi_self->task : NULL;
    // Of the frames of a task that runs only the root is sure to be there.
    struct place place = {0};
    if (task) place = cspi_registry_place(cspi_task_root(task));
    va_list args;
    va_start(args, text);
    cspi_stop_begin(NULL, 0);
    vfprintf(stderr, text, args);
    va_end(args);
    if (place.file)
        fprintf(stderr, " (in a task begun as %s, %s:%u)", place.name,
                place.file, place.line);
    cspi_stop_end();
}

static struct place place_of(struct task *task)
{
    return cspi_registry_place(
        cspi_registry_users(cspi_task_at(task), cspi_task_root(task)));
}

void cspi_mistake_task(struct task *task, const char *text)
{
    struct place place = place_of(task);
    cspi_stop_begin(place.file, place.line);
    fputs(text, stderr);
    if (place.what && *place.what) fprintf(stderr, " (%s)", place.what);
    cspi_stop_end();
}

static void commit_stop(struct worker *w, struct task *task, void *text)
{
    (void)w;
    cspi_mistake_task(task, text);
}

int cspi_mistake_frame(struct worker *w, struct csp_frame *frame,
                       const char *text)
{
    return cspi_park_on(w, frame,
                        (struct wait){.state = TASK_READY,
                                      .commit = commit_stop,
                                      .arg = (void *)(uintptr_t)text});
}

int cspi_mistake_released(struct worker *w, struct csp_frame *frame,
                          const char *text)
{
    cspi_mistake_after_main();
    return cspi_mistake_frame(w, frame, text);
}

// The callers save where they stand only once the call has suspended.
static struct {
    _Alignas(64) struct csp_frame frame;
    unsigned char rest[1 << 16]; // no page of it is there before
} reserve;
static const struct csp_descriptor *refused; // whose frame it is

static void commit_no_frame(struct worker *w, struct task *task, void *arg)
{
    (void)w, (void)arg;
    struct place place = place_of(task);
    bool here = place.file == cspi_registry_place(cspi_task_at(task)).file;
    const char *within = !here && place.what ? place.what : "";
    cspi_stop_at(place.file, place.line,
                 "out of memory: cannot call %s (%u bytes)%s%s", refused->name,
                 refused->size, *within ? ", in " : "", within);
}

static int stop_step(struct csp_frame *frame, struct csp_worker *worker)
{
    return cspi_park_on(
        cspi_worker_of(worker), frame->parent,
        (struct wait){.state = TASK_READY, .commit = commit_no_frame});
}

struct csp_frame *cspi_mistake_no_frame(struct worker *w,
                                        const struct csp_descriptor *coroutine,
                                        struct csp_frame *parent)
{
    static atomic_flag taken;
    bool fits =
        w && coroutine->size <= sizeof reserve && coroutine->align <= 64;
    if (fits && !atomic_flag_test_and_set(&taken)) {
        refused = coroutine;
        csp_rt_frame_init(&reserve.frame, stop_step, parent);
        return &reserve.frame;
    }
    if (fits) cspi_sleep_until(cspi_deadline(1000000000)); // that one ends it
    cspi_stop_at(coroutine->file, coroutine->line,
                 "out of memory: cannot call %s (%u bytes)", coroutine->name,
                 coroutine->size);
}
