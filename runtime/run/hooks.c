// SPDX-License-Identifier: MIT
// hooks.c: the functions of the program that hear of each switch, and of each
// operation. They are known to the linker, so that they hear of the first one,
// too, and a program without them has nothing to ask. Owns nothing.
#include "run/hooks.h"

#include "run/registry.h"

extern void csp_on_switch(const struct csp_switch *event) __attribute__((weak));
extern void csp_on_chan(const struct csp_chan_event *event)
    __attribute__((weak));

bool cspi_hooks_any(void)
{
    return csp_on_switch || csp_on_chan;
}

static int number(const struct worker *w)
{
    return w && !w->pool ? (int)w->index : -1;
}

// A task is called by its handle. Of one that has ended only the root is left.
void cspi_hooks_switch(struct worker *w, const struct task *task,
                       enum csp_switch_kind kind)
{
    if (!csp_on_switch) return;
    const struct csp_frame *root = cspi_task_root_of(task);
    csp_on_switch(&(struct csp_switch){
        .kind = kind,
        .worker = number(w),
        .task = root,
        .csp_at = kind == CSP_SWITCH_ENDS ? root : cspi_task_at(task)});
}

void cspi_hooks_chan(struct worker *w, enum csp_chan_event_kind kind,
                     const void *chan, size_t length, size_t capacity)
{
    if (!csp_on_chan) return;
    const struct task *task = w->task;
    csp_on_chan(&(struct csp_chan_event){.kind = kind,
                                         .worker = number(w),
                                         .task = cspi_task_root_of(task),
                                         .chan = chan,
                                         .length = length,
                                         .capacity = capacity});
}

struct csp_place csp_switch_place(const struct csp_switch *event)
{
    struct place at = cspi_registry_place(event->csp_at);
    return (struct csp_place){.function = at.name,
                              .file = at.file,
                              .line = (int)at.line,
                              .operand = at.what};
}
