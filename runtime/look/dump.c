// SPDX-License-Identifier: MIT
// dump.c: who waits where, on what, with which values.
//
// Owns the table of groups, in which a task is put by the hash of what it does
// (stack.h). All that is in tasks is read by peek.
#include "look/dump.h"

#include <stdbool.h>

#include "base/peek.h"
#include "look/around.h"
#include "look/out.h"
#include "look/stack.h"
#include "look/value.h"
#include "look/waits.h"
#include "run/birth.h"
#include "run/block.h"
#include "run/clock.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/thread.h"
#include "sync/chan.h"
#include "sync/par.h"

enum {
    GROUPS_MAX = 1024,
    SLOTS = 2 * GROUPS_MAX,
    NAMED_MAX = 4,  // tasks of a group that are named
    DEPTH_MAX = 32, // of a par in a branch of a par
};

struct group {
    uint64_t hash;
    unsigned long count;
    const struct task *named[NAMED_MAX];
    int64_t first, last; // since when they wait, under CSP_DUMP=2
};

static struct {
    struct group group[GROUPS_MAX];
    uint16_t slot[SLOTS]; // a group's number and 1; 0: none
    unsigned used;
    unsigned depth;
    unsigned long left_out;                 // tasks in no group
    bool (*leaks)(const struct task *task); // these only; NULL: all
} dump;

static CSPI_COPIES struct stack at_hand;

// -- groups ------------------------------------------------------------------

// Its group; NULL: there are too many.
static struct group *find(uint64_t hash)
{
    unsigned at = (unsigned)(hash >> 32) % SLOTS;
    for (; dump.slot[at]; at = (at + 1) % SLOTS)
        if (dump.group[dump.slot[at] - 1].hash == hash)
            return &dump.group[dump.slot[at] - 1];
    if (dump.used == GROUPS_MAX) return NULL;
    struct group *group = &dump.group[dump.used++];
    dump.slot[at] = (uint16_t)dump.used;
    *group = (struct group){.hash = hash, .first = INT64_MAX};
    return group;
}

static void add_wait(struct group *group, const struct task *task)
{
    const struct birth *birth = cspi_birth_of(task);
    if (!birth || at_hand.state < TASK_SEND) return;
    if (birth->waits < group->first) group->first = birth->waits;
    if (birth->waits > group->last) group->last = birth->waits;
}

static void add(const struct task *task)
{
    uint64_t hash = cspi_stack_hash(&at_hand) ^
                    cspi_around_line(&at_hand) * 0x9e3779b97f4a7c15;
    struct group *group = find(hash);
    if (!group) {
        dump.left_out++;
        return;
    }
    if (group->count < NAMED_MAX) group->named[group->count] = task;
    group->count++;
    add_wait(group, task);
}

static void collect(struct task *task, void *unused)
{
    if (!cspi_stack_read(&at_hand, task)) return;
    const void *par = at_hand.state == TASK_PAR ? at_hand.waits_on : NULL;
    if (!dump.leaks || dump.leaks(task)) add(task);
    if (!par || dump.depth == DEPTH_MAX) return;
    dump.depth++;
    cspi_par_each(par, collect, unused);
    dump.depth--;
}

// -- text --------------------------------------------------------------------

const char *cspi_dump_text(enum task_state state)
{
    switch (state) {
    case TASK_FREE:
    case TASK_NEW:
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

static const char *does(const struct stack *stack)
{
    if (stack->runs) return "running";
    bool is_call = cspi_stack_own(stack) > 0; // .. of what waits for it
    return is_call ? "in" : cspi_dump_text(stack->state);
}

static void print_place(struct out *out, const struct stack *stack)
{
    const struct csp_frame *leaf = &stack->frame[cspi_stack_own(stack)];
    const struct csp_frame *root = &stack->frame[cspi_stack_begun(stack)];
    const struct csp_descriptor *begun = cspi_registry_of_step(root->step);
    struct place at = cspi_registry_place(leaf);
    if (at.name)
        cspi_out(out, "  %s at %s:%u: %s", at.name, at.file, at.line,
                 does(stack));
    else
        cspi_out(out, "  step %p: %s", (void *)(uintptr_t)leaf->step,
                 does(stack));
    if (at.what && *at.what && !stack->runs) cspi_out(out, " %s", at.what);
    if (begun && root->step != leaf->step)
        cspi_out(out, ", in a task begun as %s", begun->name);
}

// How long the tasks of a group have waited, if that was noted.
static void print_waits(struct out *out, const struct group *group)
{
    if (group->first == INT64_MAX) return;
    int64_t now = cspi_clock_now();
    long long most = (now - group->first) / 1000000,
              least = (now - group->last) / 1000000;
    if (least == most)
        cspi_out(out, ", for %lld ms", most);
    else
        cspi_out(out, ", for %lld to %lld ms", least, most);
}

// The line of a group that people search for.
static void print_head(struct out *out, const struct stack *stack,
                       const struct group *group)
{
    print_place(out, stack);
    if (group->count == 1 || stack->state == TASK_LOST)
        cspi_waits_short(out, stack);
    cspi_around_print(out, stack);
    if (group->count > 1) cspi_out(out, " x %lu", group->count);
    print_waits(out, group);
    cspi_out_byte(out, '\n');
}

static bool is_lock(const struct stack *stack)
{
    struct chan chan;
    return stack->state == TASK_RECV &&
           cspi_peek(&chan, stack->waits_on, sizeof chan) &&
           chan.mode >= CHAN_GATE;
}

// The same of a group that leaks.
static void
print_leak(struct out *out, const struct stack *stack, unsigned long count)
{
    static const char *const texts[] = {[TASK_SEND] = "to send",
                                        [TASK_RECV] = "to receive",
                                        [TASK_SELECT] = "in select",
                                        [TASK_PAR] = "to join",
                                        [TASK_GROUP] = "to join",
                                        [TASK_JOIN] = "to join",
                                        [TASK_LOST] =
                                            "for a released channel,"};
    unsigned own = cspi_stack_own(stack);
    struct place at = cspi_registry_place(&stack->frame[own]);
    const char *text = own || is_lock(stack) ? "in" : texts[stack->state];
    cspi_out(out, "csp: leak: %s at %s:%u waits", at.name ? at.name : "?",
             at.file ? at.file : "?", at.line);
    if (text) cspi_out(out, " %s", text);
    if (at.what && *at.what) cspi_out(out, " %s", at.what);
    cspi_out(out, count > 1 ? " (%lu tasks)\n" : " (%lu task)\n", count);
}

static void print_names(struct out *out, const struct group *group)
{
    unsigned long shown = group->count < NAMED_MAX ? group->count : NAMED_MAX;
    cspi_out(out, shown > 1 ? "    tasks" : "    task");
    for (unsigned long i = 0; i < shown; i++)
        cspi_out(out, "%s %p", i ? "," : "",
                 (const void *)cspi_task_root_of(group->named[i]));
    if (shown < group->count)
        cspi_out(out, " and %lu more", group->count - shown);
    if (group->count > 1) cspi_out(out, "; of the first:");
    const char *what;
    const struct task *parent = cspi_around_parent(&at_hand, &what);
    if (parent)
        cspi_out(out, "%s %s of task %p", group->count > 1 ? "" : ",", what,
                 (const void *)cspi_task_root_of(parent));
    cspi_out_byte(out, '\n');
}

static void print_birth(struct out *out, const struct task *task)
{
    const struct birth *birth = cspi_birth_of(task);
    if (!birth) return;
    int64_t age = (cspi_clock_now() - birth->at) / 1000000;
    cspi_out(out, "    number %lu, started", birth->number);
    if (birth->file) cspi_out(out, " at %s:%u", birth->file, birth->line);
    if (birth->from)
        cspi_out(out, " by task %p",
                 (const void *)cspi_task_root_of(birth->from));
    if (birth->by) cspi_out(out, " (number %lu)", birth->by);
    cspi_out(out, ", %lld ms ago\n", (long long)age);
}

static void print_frames(struct out *out, const struct stack *stack)
{
    unsigned own = cspi_stack_own(stack);
    if (stack->runs && stack->frame[0].resume > 0)
        cspi_out(out, "    since a wait here, where it had:\n");
    for (unsigned i = own; i < stack->count; i++) {
        const struct csp_frame *frame = &stack->frame[i];
        const struct csp_descriptor *c = cspi_registry_of_step(frame->step);
        struct place at = cspi_registry_place(frame);
        bool last = i + 1 == stack->count;
        bool shown = i == own || !cspi_registry_is_library(frame->step);
        if (last && stack->left)
            cspi_out(out, "    .. by %u more, and at last\n", stack->left);
        if (!shown) continue;
        if (i > own && at.name)
            cspi_out(out, "    called by %s at %s:%u\n", at.name, at.file,
                     at.line);
        else if (i > own)
            cspi_out(out, "    called by step %p\n",
                     (void *)(uintptr_t)frame->step);
        if (c)
            cspi_value_locals(out, i > own ? "        " : "      ", c, frame,
                              stack->where[i]);
    }
    if (stack->damaged) cspi_out(out, "    its frames are damaged\n");
}

static void print_group(struct out *out, const struct group *group)
{
    struct stack *stack = &at_hand;
    if (!cspi_stack_read(stack, group->named[0])) {
        cspi_out(out, "  %lu tasks that have ended meanwhile\n", group->count);
        return;
    }
    if (!stack->count) {
        cspi_out(out, "  task %p: its frames are damaged\n",
                 (const void *)cspi_task_root_of(stack->at));
        return;
    }
    if (dump.leaks)
        print_leak(out, stack, group->count);
    else
        print_head(out, stack, group);
    print_names(out, group);
    print_birth(out, group->named[0]);
    cspi_waits_long(out, "      ", stack);
    print_frames(out, stack);
}

// Threads of the program's own that wait.
static void print_threads(struct out *out)
{
    enum { THREADS_MOST = 100000 };
    bool locked = cspi_mutex_lock_if_free(&cspi_rt.idle);
    struct thread copy;
    unsigned n = 0;
    for (struct thread *t = cspi_rt.blocked;
         n < THREADS_MOST && t && cspi_peek(&copy, t, sizeof copy);
         t = copy.next)
        n++;
    if (locked) pthread_mutex_unlock(&cspi_rt.idle);
    if (n)
        cspi_out(out, "  and %u thread%s that %s for them\n", n,
                 n > 1 ? "s" : "", n > 1 ? "wait" : "waits");
}

static void write_groups(struct out *out, bool (*leaks)(const struct task *))
{
    dump.leaks = leaks;
    dump.used = 0;
    dump.left_out = 0;
    for (volatile uint16_t *slot = dump.slot; slot < dump.slot + SLOTS; slot++)
        *slot = 0; // no memset, of which ThreadSanitizer hears
    cspi_task_each(collect, NULL);
    for (unsigned i = 0; i < dump.used && !out->failed; i++)
        print_group(out, &dump.group[i]);
    if (dump.left_out)
        cspi_out(out, "  and %lu more elsewhere\n", dump.left_out);
    if (!leaks) print_threads(out);
    cspi_peek_end();
}

void cspi_dump_write(struct out *out)
{
    write_groups(out, NULL);
}

void cspi_dump_leaks(struct out *out, bool (*leaks)(const struct task *))
{
    write_groups(out, leaks);
}
