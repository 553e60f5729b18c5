// SPDX-License-Identifier: MIT
// doom.c: what CSP_CANCEL cancels. Owns nothing.
//
// Nothing ends that the program, or time, could not end at this moment: a task
// somebody has started by spawn, as by task_cancel, or a scope's deadline. Of a
// branch or a child those are its parent's, too.
#include "loop/doom.h"

#include "base/public.h"
#include "run/choice.h"
#include "run/scope.h"
#include "sync/cancel.h"
#include "sync/group.h"
#include "sync/par.h"

// Whose end is the task's, too; NULL: nobody's.
static struct task *parent_of(struct task *task)
{
    switch (cspi_task_kind(task)) {
    case TASK_CHILD:
    case TASK_HELD: return cspi_group_parent(task);
    case TASK_COUNTED:
    case TASK_EMBEDDED: return cspi_par_parent(task);
    default: return NULL;
    }
}

static bool can_be_cancelled(const struct task *task)
{
    enum task_kind kind = cspi_task_kind(task);
    return (kind == TASK_HANDLE || kind == TASK_HELD) &&
           !(cspi_task_flags(task) & TASK_CANCELLED);
}

// NULL: the task itself.
static void end(struct worker *w, struct task *task, struct scope *scope)
{
    cspi_choice_tell_cancelled(task, scope != NULL);
    cspi_cancel_scope(w, task, scope, scope ? CSP_ETIMEDOUT : CSP_ECANCELED);
}

void cspi_doom(struct worker *w, struct task *task)
{
    for (; task && cspi_task_is_scoped(task); task = parent_of(task)) {
        struct scope *scope;
        for (unsigned i = 0; (scope = cspi_scope_timed(task, i)); i++)
            if (cspi_choice_cancels()) {
                end(w, task, scope);
                return;
            }
        if (can_be_cancelled(task) && cspi_choice_cancels()) {
            end(w, task, NULL);
            return;
        }
    }
}
