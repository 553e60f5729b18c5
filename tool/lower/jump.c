// SPDX-License-Identifier: MIT
// jump.c: what leaves a scope by a jump does first what is due there. Called by
// stmt.c.
#include "lower/lower.h"

void lower_return(struct lower *l, const struct stmt *stmt, const char *value)
{
    const char *to = lower_format(l, "%s->csp_ret", l->fn->names.frame);
    if (value)
        writer_glue(l->w, "%s\n", lower_assign(l, to, l->fn->result, value));
    lower_dues(l, NULL, stmt->begin);
    writer_glue(l->w, "return CSP_DONE;");
}

static void jump(struct lower *l, const struct stmt *stmt,
                 const struct due *until, const char *text)
{
    bool braces = l->due != until;
    if (braces) writer_glue(l->w, "{\n");
    lower_dues(l, until, stmt->begin);
    writer_glue(l->w, "%s", text);
    if (braces) writer_glue(l->w, "\n}");
}

void lower_break(struct lower *l, const struct stmt *stmt)
{
    jump(l, stmt, l->due_break, edits_text(l->edits, stmt->begin, stmt->end));
}

void lower_continue(struct lower *l, const struct stmt *stmt)
{
    const char *text = edits_text(l->edits, stmt->begin, stmt->end);
    if (l->loop && l->loop->next) {
        l->loop->used = true;
        text = lower_format(l, "goto %s;", l->loop->next);
    }
    jump(l, stmt, l->due_continue, text);
}

void lower_goto(struct lower *l, const struct stmt *stmt)
{
    if (lower_is_ready_label(stmt->label)) return;
    const struct due *until =
        l->due ? lower_due_at_label(l, stmt->label) : NULL;
    jump(l, stmt, until, edits_text(l->edits, stmt->begin, stmt->end));
}

void lower_goto_any(struct lower *l, const struct stmt *stmt,
                    const char *target)
{
    writer_source(l->w, stmt->begin, stmt->expr->begin);
    writer_glue(l->w, "%s;", target);
}
