// SPDX-License-Identifier: MIT
// loop.c: what of a loop stays as it is, and where its `continue` goes. What
// stands in a header and suspends becomes statements within the for (;;) that
// takes the loop's place. Called by stmt.c.
#include "lower/lower.h"

const char *lower_next_label(struct lower *l)
{
    const char *name = lower_format(l, "csp_next_%zu", ++l->to->label_count);
    return names_free(l->unit, l->fn, name);
}

struct loop lower_loop_begin(struct lower *l, const char *next)
{
    struct loop loop = {.outer = l->loop,
                        .next = next,
                        .due_break = l->due_break,
                        .due_continue = l->due_continue};
    l->due_break = l->due_continue = l->due;
    return loop;
}

void lower_loop_end(struct lower *l)
{
    const struct loop *loop = l->loop;
    l->loop = loop->outer;
    l->due_break = loop->due_break;
    l->due_continue = loop->due_continue;
    if (loop->next && loop->used) writer_glue(l->w, "\n%s:;", loop->next);
    writer_glue(l->w, "\n");
}

// `for (int i = 0;` with i elsewhere is `for (i = 0;`.
static bool init_is_assignment(const struct stmt *init)
{
    if (init->kind != STMT_DECL || init->vars.count != 1 || init->types.count)
        return false;
    const struct var *var = init->vars.at[0];
    return var->frame.place != PLACE_PLAIN && var->type->class == TYPE_SCALAR &&
           !var->said.cleanup && lower_initial(var);
}

static bool stays(struct expr *expr)
{
    return !expr || (!expr->colour.suspends && lower_expr_stays(expr));
}

bool lower_header_stays(const struct stmt *stmt)
{
    if (!stays(stmt->expr) || !stays(stmt->step)) return false;
    if (!stmt->init || stmt->init->verbatim) return true;
    return !stmt->init->colour.suspends && init_is_assignment(stmt->init);
}
