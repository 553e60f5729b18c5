// SPDX-License-Identifier: MIT
// folded.c: stacks of logical callers as flame graphs want them: "main;f;g 7",
// the outermost first. Owns the sums.
#include "trace/report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct stack {
    const char *text;
    int64_t ns;
};

struct folding {
    struct arena *arena;
    struct map stacks; // of a ring and a node
    VEC(struct stack *) all;
};

static const char *
stack_text(struct trace *trace, const struct ring *ring, uint32_t id)
{
    struct text text = {.arena = trace->arena};
    const struct csp_trace_node *node;
    for (uint32_t i = 0; (node = load_node(trace, ring, id)); i++) {
        if (i == trace->head.nodes) break;
        if (i > 0) text_puts(&text, ";");
        text_puts(&text, load_place(trace, node->step, 0)->function->shown);
        id = node->inner;
    }
    return text.count ? text.at : trace->unknown.shown;
}

static void fold(struct replay *r, struct ring *ring, uint32_t id, int64_t ns)
{
    struct folding *f = r->on.own;
    uint64_t key = (uint64_t)(ring - r->trace->rings) << 32 | id;
    union map_value *at = map_put(f->arena, &f->stacks, key);
    struct stack *stack = at->pointer;
    if (!stack) {
        at->pointer = stack = ARENA_NEW(f->arena, struct stack);
        stack->text = stack_text(r->trace, ring, id);
        vec_push(f->arena, &f->all, stack);
    }
    stack->ns += ns;
}

static void ran(struct replay *r, const struct turn *turn)
{
    fold(r, turn->ring, turn->stack, turn->to - turn->from);
}

static void woken(struct replay *r, struct task *task, struct task *by,
                  enum csp_trace_waker how)
{
    (void)by, (void)how;
    if (task->doing == DOING_WAIT)
        fold(r, task->ring, task->stack, r->now - task->since);
}

static int compare(const void *one, const void *other)
{
    const struct stack *a = *(struct stack *const *)one,
                       *b = *(struct stack *const *)other;
    return strcmp(a->text, b->text);
}

// Workers have nodes of their own, and one stack may be in several places: the
// same text is one line.
void folded_print(FILE *out, struct trace *trace, enum folded what)
{
    struct folding f = {.arena = trace->arena};
    struct listener on = {.own = &f};
    struct replay r;
    if (what == FOLDED_RUN)
        on.ran = ran;
    else
        on.woken = woken;
    replay_init(&r, trace, on);
    replay_run(&r, UINT64_MAX);
    for (size_t i = 0; what == FOLDED_WAIT && i < r.all_tasks.count; i++)
        woken(&r, r.all_tasks.at[i], NULL, CSP_TRACE_BY_TASK);
    if (f.all.count) qsort(f.all.at, f.all.count, sizeof *f.all.at, compare);
    for (size_t i = 0; i < f.all.count; i++) {
        bool again = i + 1 < f.all.count &&
                     strcmp(f.all.at[i]->text, f.all.at[i + 1]->text) == 0;
        if (again)
            f.all.at[i + 1]->ns += f.all.at[i]->ns;
        else
            fprintf(out, "%s %" PRId64 "\n", f.all.at[i]->text,
                    f.all.at[i]->ns);
    }
}
