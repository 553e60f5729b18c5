// SPDX-License-Identifier: MIT
// lower.c: a coroutine's body on its way to text. Requires placements; fills
// struct lowered.
#include "lower/lower.h"

#include <string.h>

// The lengths of parameters' arrays are evaluated on entry.
static void begin_body(struct lower *l)
{
    const struct fn *fn = l->fn;
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct expr *first = fn->params.at[i]->first_length;
        if (first && first->said.has_effects)
            writer_glue(l->w, "(void)(%s);\n",
                        edits_text(l->edits, first->begin, first->end));
        lower_lengths(l, &fn->params.at[i]->lengths);
    }
    if (!fn->said.calls_alloca) return;
    writer_glue(l->w, "%s->csp_allocas = 0;\n", fn->names.frame);
    lower_add_due(l,
                  lower_format(l, "csp_rt_alloca_free(&%s->csp_allocas)",
                               fn->names.frame),
                  0, (size_t)-1);
}

// Some stand at the beginning of a block, or nowhere.
static bool begins_with_pragma(const struct unit *unit, const struct stmt *body)
{
    const char *at = unit->source->text + body->begin + 1;
    for (;;) {
        at += strspn(at, " \t\n");
        if (at[0] != '#' || at[1] != ' ') break; // a line marker
        at += strcspn(at, "\n");
    }
    return strncmp(at, "#pragma", 7) == 0;
}

struct lowered *lower_fn(struct unit *unit, struct fn *fn)
{
    struct lower l = lower_begin(unit, fn);
    struct lowered *to = l.to;
    lower_mark_verbatim(fn->body, fn->frame.has_cleanup);
    lower_edits(&l);
    // For people the step's own braces do: no two variables at the top of the
    // step have the same name.
    if (l.w->pretty && fn->body->kind == STMT_COMPOUND &&
        !begins_with_pragma(unit, fn->body))
        l.bare = fn->body;
    writer_line(l.w, fn->body->begin);
    begin_body(&l);
    l.children = lower_outer_group(&l);
    lower_stmt(&l, fn->body);
    to->returns = lower_is_left(fn->body);
    if (!to->returns) lower_scope_end(&l, NULL);
    return to;
}

void lower_dump(struct unit *unit, struct fn *fn, FILE *out)
{
    struct lowered *to = lower_fn(unit, fn);
    fprintf(out, "function %s\n%s\n", fn->name, to->body.at);
}
