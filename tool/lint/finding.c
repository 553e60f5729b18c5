// SPDX-License-Identifier: MIT
// finding.c: what all warnings use: whether one is wanted, the findings
// that it leaves, which lint.c prints when all have run, and the flow of the
// function that it looks at.
#include "lint/lint.h"

#include <string.h>

bool lint_wants(const struct lint *lint, const char *name)
{
    return !lint->unit->diag->no_warnings &&
           (diag_wants(lint->unit->diag, name) ||
            pragma_wants(lint->unit, name));
}

static struct lint_finding *last(struct lint *lint)
{
    return &lint->findings.at[lint->findings.count - 1];
}

void lint_warn(struct lint *lint, const char *name, size_t begin, size_t end,
               const char *format, ...)
{
    struct lint_finding finding = {.name = name};
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(lint->unit->arena, format, args);
    va_end(args);
    finding.head = (struct lint_line){begin, end, text, false};
    finding.order = lint->findings.count;
    vec_push(lint->unit->arena, &lint->findings, finding);
}

void lint_note(struct lint *lint, size_t begin, size_t end, const char *format,
               ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(lint->unit->arena, format, args);
    va_end(args);
    struct lint_line line = {begin, end, text, false};
    vec_push(lint->unit->arena, &last(lint)->lines, line);
}

void lint_fixit(struct lint *lint, size_t at, const char *text)
{
    struct lint_line line = {at, at, text, true};
    vec_push(lint->unit->arena, &last(lint)->lines, line);
}

// -- what the warnings have in common ----------------------------------------

struct cfg *lint_cfg(struct lint *lint, struct fn *fn)
{
    if (lint->cfg_of != fn) lint->cfg = cfg_build(lint->unit, fn);
    lint->cfg_of = fn;
    return lint->cfg;
}

bool lint_skips(const struct lint_skip *skip, size_t at)
{
    return at < skip->end;
}

void lint_skip_to(struct lint_skip *skip, size_t end)
{
    if (end > skip->end) skip->end = end;
}

bool lint_is_call(const struct expr *expr, const char *name)
{
    return expr->kind == EXPR_CALL && expr->fn &&
           strcmp(expr->fn->name, name) == 0;
}
