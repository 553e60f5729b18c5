// SPDX-License-Identifier: MIT
// lint.c: warnings that only a compiler can give: what is legal, is transformed
// as it stands, and is nearly always a mistake. Runs between liveness and
// lowering, changes nothing in the tree, and reports in the order of the text.
// Requires colours and the plan.
#include "lint/lint.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    const struct lint_finding *a = left, *b = right;
    if (a->head.begin != b->head.begin)
        return a->head.begin < b->head.begin ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static void report(struct unit *unit, const struct lint_finding *finding)
{
    const struct lint_line *head = &finding->head;
    diag_warn(unit->diag, pragma_says(unit, finding->name, head->begin),
              unit_place(unit, head->begin, head->end), finding->name,
              head->text);
    for (size_t i = 0; i < finding->lines.count; i++) {
        const struct lint_line *line = &finding->lines.at[i];
        struct place place = unit_place(unit, line->begin, line->end);
        if (line->is_fixit)
            diag_fixit(unit->diag, place, line->text);
        else
            diag_report(unit->diag, SEVERITY_NOTE, place, NULL, "%s",
                        line->text);
    }
}

// The compiler is told by csp.h not to speak of names that it does not know.
static void unknown_pragmas(struct lint *lint)
{
    for (size_t i = 0; i < lint->unit->pragma_typos.count; i++) {
        struct pragma_typo typo = lint->unit->pragma_typos.at[i];
        lint_warn(lint, "csp-pragma", typo.at, typo.at + 1,
                  "there is no warning '%s': this pragma does nothing",
                  typo.name);
    }
}

// -- the whole ---------------------------------------------------------------

static void each_fn(struct lint *lint, struct fn *fn)
{
    if (fn->said.is_system) return;
    if (fn->colour.is_coroutine || fn->colour.has_go) {
        lint_escape(lint, fn);
        lint_copy(lint, fn);
        lint_auto(lint, fn);
    }
    if (!fn->colour.is_coroutine) return;
    lint_lock(lint, fn);
    lint_leak(lint, fn);
    lint_moved(lint, fn);
    lint_thread(lint, fn);
    lint_task(lint, fn);
    lint_fall(lint, fn);
}

void lint_unit(struct unit *unit)
{
    struct lint lint = {.unit = unit};
    if (unit->options->code.stress || unit->diag->errors) return;
    pragma_read(unit);
    unknown_pragmas(&lint);
    lint_calls(&lint);
    lint_block(&lint);
    lint_lock_unit(&lint);
    lint_topology(&lint);
    for (size_t i = 0; i < unit->fns.count; i++)
        each_fn(&lint, unit->fns.at[i]);
    if (lint.findings.count)
        qsort(lint.findings.at, lint.findings.count, sizeof *lint.findings.at,
              compare);
    for (size_t i = 0; i < lint.findings.count; i++)
        report(unit, &lint.findings.at[i]);
}
