// SPDX-License-Identifier: MIT
// stop.c: the last line that a program writes.
//
// Owns which thread ends the program: the first one; others that get here wait
// for the end.
#include "stop.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "park.h"
#include "registry.h"
#include "rt.h"
#include "sys.h"
#include "task.h"

// How long the end of main may take, on a machine with much else to do.
static const int64_t main_ends_ns = 1000000000;

static void become_the_one_that_ends(void)
{
    static atomic_int stopping; // the thread that ends the program
    int nobody = 0, self = cspi_thread_id();
    if (atomic_compare_exchange_strong(&stopping, &nobody, self)) return;
    if (nobody == self) _exit(2); // from a handler of exit itself
    for (;;)
        pause();
}

void cspi_stop_after_main(void)
{
    int64_t end = cspi_deadline(main_ends_ns);
    while (cspi_now() < end && !atomic_load(&cspi_rt.stopped))
        cspi_sleep_until(cspi_deadline(1000000));
    if (!atomic_load(&cspi_rt.stopped)) return;
    // The program ends, unless this is its end that waits for itself.
    cspi_sleep_until(cspi_deadline(2 * main_ends_ns));
}

// Standard output first: what the program wrote comes before its end.
static void begin(const char *file, long line)
{
    become_the_one_that_ends();
    fflush(stdout);
    fputs("csp: ", stderr);
    if (file) fprintf(stderr, "%s:%ld: ", file, line);
}

__attribute__((noreturn)) static void end(void)
{
    fputc('\n', stderr);
    exit(2);
}

void cspi_stop(const char *text, ...)
{
    va_list args;
    va_start(args, text);
    begin(NULL, 0);
    vfprintf(stderr, text, args);
    va_end(args);
    end();
}

void cspi_stop_at(const char *file, long line, const char *text, ...)
{
    va_list args;
    va_start(args, text);
    begin(file, line);
    vfprintf(stderr, text, args);
    va_end(args);
    end();
}

void cspi_stop_here(const char *text, ...)
{
    struct task *task = cspi_self ? cspi_self->task : NULL;
    // Of the frames of a task that runs only the root is sure to be there.
    struct place place = {0};
    if (task) place = cspi_registry_place(cspi_task_root(task));
    va_list args;
    va_start(args, text);
    begin(NULL, 0);
    vfprintf(stderr, text, args);
    va_end(args);
    if (place.file)
        fprintf(stderr, " (in a task begun as %s, %s:%u)", place.name,
                place.file, place.line);
    end();
}

void cspi_stop_task(struct task *task, const char *text)
{
    struct place place = cspi_registry_place(task->leaf);
    begin(place.file, place.line);
    fputs(text, stderr);
    if (place.what && *place.what) fprintf(stderr, " (%s)", place.what);
    end();
}

static void commit_stop(struct worker *w, struct task *task, void *text)
{
    (void)w;
    cspi_stop_task(task, text);
}

int cspi_stop_frame(struct worker *w, struct csp_frame *frame, const char *text)
{
    return cspi_park_on(w, frame,
                        (struct wait){.state = TASK_READY,
                                      .commit = commit_stop,
                                      .arg = (void *)(uintptr_t)text});
}

int cspi_stop_released(struct worker *w, struct csp_frame *frame,
                       const char *text)
{
    cspi_stop_after_main();
    return cspi_stop_frame(w, frame, text);
}
