// SPDX-License-Identifier: MIT
// watchdog.c: a thread that looks how long the workers' turns last.
//
// Owns a note of each worker's turn: when it began, and where the task stood.
// While a task runs nobody else can read its frames, so this is the place that
// is told. The note is whole if `began` is the same before and after reading.
// Real time, whatever the tasks live by. Called by loop.c and lend.c alone, and
// only under CSP_WATCHDOG.
#include "loop/watchdog.h"

#include <stdio.h>

#include "base/stop.h"
#include "base/sys.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/task.h"

enum {
    LOOKS = 4,        // in the time that a turn may last
    PLACES_MOST = 64, // that are told, each once
};

struct note {
    _Atomic(int64_t) began; // 0: no turn. Release / acquire, as the others
    _Atomic(csp_step *) step;
    atomic_uint resume;
};
static struct note notes[WORKERS_MAX]; // the worker writes

void cspi_watchdog_end(struct worker *w)
{
    atomic_store_explicit(&notes[w->index].began, 0, memory_order_release);
}

void cspi_watchdog_begin(struct worker *w, struct task *task)
{
    struct note *note = &notes[w->index];
    cspi_watchdog_end(w);
    atomic_store_explicit(&note->step, cspi_task_at(task)->step,
                          memory_order_release);
    atomic_store_explicit(&note->resume, cspi_task_at(task)->resume,
                          memory_order_release);
    atomic_store_explicit(&note->began, cspi_now(), memory_order_release);
}

// Where the turn began that lasts too long; false: none does.
static bool read_note(struct note *note, struct csp_frame *leaf, int64_t *ns)
{
    int64_t began = atomic_load_explicit(&note->began, memory_order_acquire);
    if (!began) return false;
    *ns = cspi_now() - began;
    if (*ns < cspi_rt.turn_most) return false;
    leaf->step = atomic_load_explicit(&note->step, memory_order_acquire);
    leaf->resume = atomic_load_explicit(&note->resume, memory_order_acquire);
    return atomic_load_explicit(&note->began, memory_order_relaxed) == began;
}

// False for a place that has been told, and when there were too many.
static bool is_new(const struct csp_frame *leaf)
{
    static struct csp_frame told[PLACES_MOST]; // our thread's
    static unsigned count;
    for (unsigned i = 0; i < count; i++)
        if (told[i].step == leaf->step && told[i].resume == leaf->resume)
            return false;
    if (count == PLACES_MOST) return false;
    told[count++] = *leaf;
    return true;
}

// One line, in one call: others may write, too.
static void tell(const struct csp_frame *leaf, int64_t ns)
{
    struct place at = cspi_registry_place(leaf);
    const char *what = at.what ? at.what : "";
    char line[512], text[1024];
    snprintf(line, sizeof line,
             "%s has run for %lld ms without a wait, since here%s%s%s",
             at.name ? at.name : "a task", (long long)(ns / 1000000),
             *what ? " (" : "", what, *what ? ")" : "");
    if (cspi_rt.strict) cspi_stop_at(at.file, at.line, "%s", line);
    int n = at.file ? snprintf(text, sizeof text, "csp: %s:%u: %s\n", at.file,
                               at.line, line)
                    : snprintf(text, sizeof text, "csp: %s\n", line);
    fwrite(text, 1, n < (int)sizeof text ? (size_t)n : sizeof text - 1, stderr);
}

static void *watch(void *unused)
{
    atomic_store(&cspi_rt.watchdog, cspi_thread_id());
    while (!atomic_load(&cspi_rt.stopped)) {
        cspi_sleep_until(cspi_deadline(cspi_rt.turn_most / LOOKS));
        unsigned n = atomic_load(&cspi_rt.started);
        struct csp_frame leaf = {0};
        int64_t ns;
        for (unsigned i = 0; i < n; i++)
            if (read_note(&notes[i], &leaf, &ns) && is_new(&leaf))
                tell(&leaf, ns);
    }
    atomic_store(&cspi_rt.watchdog, 0);
    return unused;
}

void cspi_watchdog_start(void)
{
    pthread_t thread;
    if (cspi_thread_start(&thread, THREAD_DEAF, watch, NULL))
        cspi_stop("cannot start the thread of CSP_WATCHDOG");
}
