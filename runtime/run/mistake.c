// SPDX-License-Identifier: MIT
// mistake.c: which task made the mistake, and where. Owns nothing.
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

void cspi_mistake_task(struct task *task, const char *text)
{
    struct place place = cspi_registry_place(cspi_task_at(task));
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
