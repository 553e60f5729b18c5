// SPDX-License-Identifier: MIT
// dump.c: who waits where.
//
// Owns nothing; reads task headers, leaf frames and descriptors while nothing
// runs. Tasks whose leaf is the same function at the same suspension, begun as
// the same coroutine, make one line, at most GROUPS_MAX lines.
#include "look/dump.h"

#include <stdbool.h>

#include "run/block.h"
#include "sync/par.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/task.h"
#include "run/thread.h"

enum { GROUPS_MAX = 64 };

struct group {
    csp_step *leaf_step, *root_step;
    unsigned resume;
    enum task_state state;
    const void *waits_on; // of the first task
    unsigned long count;
};

struct groups {
    struct group group[GROUPS_MAX];
    unsigned used;
    unsigned long left_out; // tasks in no group
};

static bool belongs(const struct group *group, struct task *task)
{
    return group->leaf_step == task->leaf->step &&
           group->resume == task->leaf->resume &&
           group->root_step == cspi_task_root(task)->step &&
           group->state == cspi_task_state(task);
}

static void collect(struct task *task, void *arg)
{
    struct groups *groups = arg;
    if (cspi_task_state(task) == TASK_PAR)
        cspi_par_each(cspi_task_link(task), collect, groups);
    for (unsigned i = 0; i < groups->used; i++)
        if (belongs(&groups->group[i], task)) {
            groups->group[i].count++;
            return;
        }
    if (groups->used == GROUPS_MAX) {
        groups->left_out++;
        return;
    }
    groups->group[groups->used++] = (struct group){
        .leaf_step = task->leaf->step,
        .root_step = cspi_task_root(task)->step,
        .resume = task->leaf->resume,
        .state = cspi_task_state(task),
        .waits_on = cspi_task_link(task),
        .count = 1,
    };
}

static const char *state_text(enum task_state state)
{
    switch (state) {
    case TASK_FREE:
    case TASK_READY: return "ready";
    case TASK_SEND: return "send";
    case TASK_RECV: return "receive";
    case TASK_SELECT: return "select";
    case TASK_SLEEP: return "sleep";
    case TASK_BLOCKING: return "blocking statement";
    case TASK_PAR:
    case TASK_GROUP:
    case TASK_JOIN: return "join";
    case TASK_LOST: return "wait on";
    }
    return "?";
}

static void print_place(FILE *out, const struct group *group)
{
    const struct csp_frame leaf = {.step = group->leaf_step,
                                   .resume = group->resume};
    const struct csp_descriptor *root = cspi_registry_of_step(group->root_step);
    struct place at = cspi_registry_place(&leaf);
    if (at.name)
        fprintf(out, "  %s at %s:%u: %s", at.name, at.file, at.line,
                state_text(group->state));
    else
        fprintf(out, "  step %p: %s", (void *)(uintptr_t)group->leaf_step,
                state_text(group->state));
    if (at.what && *at.what) fprintf(out, " %s", at.what);
    if (root && group->root_step != group->leaf_step)
        fprintf(out, ", in a task begun as %s", root->name);
}

static void print_group(FILE *out, const struct group *group)
{
    print_place(out, group);
    bool on_channel = group->state == TASK_SEND || group->state == TASK_RECV;
    if (on_channel && group->count == 1 && group->waits_on)
        fprintf(out, " (channel %p)", group->waits_on);
    if (on_channel && group->count == 1 && !group->waits_on)
        fprintf(out, " (NULL channel)");
    if (group->state == TASK_LOST) fprintf(out, " (released by another)");
    if (group->count > 1) fprintf(out, " x %lu", group->count);
    fputc('\n', out);
}

void cspi_dump_tasks(FILE *out)
{
    static struct groups groups; // not on the stack of whoever calls
    groups.used = 0;
    groups.left_out = 0;
    cspi_task_each(collect, &groups);
    for (unsigned i = 0; i < groups.used; i++)
        print_group(out, &groups.group[i]);
    if (groups.left_out)
        fprintf(out, "  and %lu more elsewhere\n", groups.left_out);
    unsigned threads = 0;
    for (struct thread *t = cspi_rt.blocked; t; t = t->next)
        threads++;
    if (threads)
        fprintf(out, "  and %u thread%s that %s for them\n", threads,
                threads > 1 ? "s" : "", threads > 1 ? "wait" : "waits");
}
