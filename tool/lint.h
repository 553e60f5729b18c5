// SPDX-License-Identifier: MIT
// lint.h: what the warnings share. lint.c runs them and keeps what they find
// until all have run, so that it comes out in the order of the text; each other
// lint_*.c is one warning, or one question that several of them ask.
#ifndef CSPCC_LINT_H
#define CSPCC_LINT_H

#include "passes.h"

// A line below a warning, or a text that mends it.
struct lint_line {
    size_t begin, end;
    const char *text;
    bool is_fixit;
};
struct lint_finding {
    const char *name; // of the warning
    struct lint_line head;
    VEC(struct lint_line) lines;
    size_t order; // among those at the same place
};

struct lint {
    struct unit *unit;
    VEC(struct lint_finding) findings;
};

// -- lint.c ------------------------------------------------------------------
// Whether a warning is wanted at all: "csp-blocking".
bool lint_wants(const struct lint *lint, const char *name);
// A new finding; the lines added next belong to it.
__attribute__((format(printf, 5, 6))) void
lint_warn(struct lint *lint, const char *name, size_t begin, size_t end,
          const char *format, ...);
__attribute__((format(printf, 4, 5))) void
lint_note(struct lint *lint, size_t begin, size_t end, const char *format, ...);
void lint_fixit(struct lint *lint, size_t at, const char *text);
// Ranges of the text that a walk in the order of the text jumps over.
struct lint_skip {
    size_t end;
};
bool lint_skips(const struct lint_skip *skip, size_t at);
void lint_skip_to(struct lint_skip *skip, size_t end);
// A call of this very function, by name.
bool lint_is_call(const struct expr *expr, const char *name);
// For tree_each.
void lint_no_stmt(struct stmt *stmt, void *context);
void lint_no_expr(struct expr *expr, void *context);

// -- one warning each --------------------------------------------------------
void lint_block(struct lint *lint);

#endif
