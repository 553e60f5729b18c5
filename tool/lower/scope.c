// SPDX-License-Identifier: MIT
// scope.c: within, until and shield. A scope lies in the frame; what leaves the
// statement, by a jump or because an operation in it has failed, leaves the
// scope by what is due there, see lower.c. Called by lower.c.
#include "lower/lower.h"

#include <string.h>

static const char *operand(struct lower *l, const struct expr *call, size_t i)
{
    struct expr *kid = call->kids[i];
    return lower_out_of_op(l, kid, lower_operand(l, kid));
}

static void
open_scope(struct lower *l, const struct expr *call, const char *scope)
{
    const char *word = call->fn->form->name;
    lower_full_begin(l);
    if (call->kid_count < 3) {
        writer_glue(l->w, "csp_rt_%s(csp_worker, &%s);\n", word, scope);
    } else {
        const char *time = operand(l, call, 1);
        writer_glue(l->w, "csp_rt_%s(csp_worker, &%s, %s, %s);\n", word, scope,
                    time, operand(l, call, 2));
    }
    lower_full_end(l);
}

void lower_scope(struct lower *l, struct stmt *stmt)
{
    struct due *outer = l->due;
    const char *scope =
        lower_format(l, "%s->csp_scope_%zu", l->fn->names.frame, stmt->opened);
    const char *leave =
        lower_format(l, "csp_rt_scope_leave(csp_worker, &%s, 0)", scope);
    struct landing landing = {
        .label = names_free(l->unit, l->fn,
                            lower_format(l, "csp_end_%zu", stmt->opened))};
    writer_glue(l->w, "{\n");
    open_scope(l, stmt->expr, scope);
    lower_add_due(l, leave, stmt->kids[0]->begin, stmt->kids[0]->end)->landing =
        &landing;
    lower_single(l, stmt->kids[0]);
    l->due = outer;
    if (!landing.used) {
        writer_glue(l->w, "\n%s;\n}", leave);
        return;
    }
    writer_glue(l->w, "\ncsp_result = 0;\n%s:;\n", landing.label);
    lower_unwind_if(
        l, lower_format(l, "csp_rt_scope_leave(csp_worker, &%s, csp_result)",
                        scope));
    writer_glue(l->w, "}");
}
