// SPDX-License-Identifier: MIT
// lower.h: what lower/*.c share: the function on its way to text. A
// banner names the file.
#ifndef CSPCC_LOWER_H
#define CSPCC_LOWER_H

#include "lower/writer.h"

// A function that has been lowered, or is on its way.
struct lowered {
    struct fn *fn;
    struct text body;    // of the step function
    struct text temps;   // declarations of temporaries at its top
    struct field *saved; // a union: saved operands, one struct a statement
    struct field *ops;   // a union: operations, frames of callees
    VEC(struct point) points;
    struct edits edits;
    VEC(struct fn *) embedded; // callees whose frames are in ops
    bool needs_callee;         // csp_callee, for frames from the pool
    bool needs_target;         // csp_target, for calls through pointers
    bool returns;              // its last statement does
    size_t select_count;
    size_t temp_count, saved_count, label_count;
    size_t site_count; // caches of calls through pointers
    struct text sites;
};

// A loop whose text is rewritten: where its `continue` goes.
struct loop {
    struct loop *outer;
    const char *next; // the label's name; NULL: C's own continue is right
    bool used;
};

// What is to be called where a scope ends: the cleanup function of a variable
// in the frame, or what gives back an array of variable length.
struct due {
    struct due *outer;
    const char *call;
    struct landing *landing;  // of a scope of csp.h: unwinding ends here; NULL
    const struct stmt *group; // to be waited for; NULL
    size_t from, to;          // the part of the scope in which it is due
};

// Where a scope of csp.h is left by what unwinds.
struct landing {
    const char *label;
    bool used;
};

struct lower {
    struct unit *unit;
    struct fn *fn;
    struct lowered *to;
    struct edits *edits; // to->edits
    struct writer *w;    // of to->body
    struct loop *loop;
    struct due *due, *due_break, *due_continue; // now; outside of the loop
    const struct selecting *select; // the innermost select being lowered
    bool plain;                // the body of a plain function that starts tasks
    const struct stmt *bare;   // a body that needs no braces; NULL: none
    int full;                  // depth of full expressions
    struct field *group;       // the outermost one's saved operands
    const char *children;      // the innermost group, or NULL
    const struct expr *unread; // a call whose result nobody reads
    struct map named;          // words.c's: what a line has of a form, by name
};

// -- what stands in another form (lower/renaming.c)
// ------------------------------- Lists the function's edits; twin: those of
// its plain twin only.
void lower_edits(struct lower *l, bool twin);
// A variable as it is written in this function's emitted text.
const char *lower_variable(struct lower *l, const struct var *var);

// -- operands in reports (lower/words.c) --------------------------------------
// Its first words, without parentheses.
const char *lower_words(struct lower *l, const struct expr *expr);
// The same of the first operand of a form, as the user wrote it.
const char *lower_operand_words(struct lower *l, const struct expr *call,
                                const struct expr *operand);

// -- the step function (lower/step.c) ----------------------------------------
__attribute__((format(printf, 2, 3))) const char *
lower_format(struct lower *l, const char *format, ...);
// `"file", line`: arguments that tell the runtime where something happens.
const char *lower_place(struct lower *l, size_t at);
struct lower lower_begin(struct unit *unit, struct fn *fn);
// The name, or one like it, that no other member of the frame has.
const char *lower_member(struct lower *l, const char *name);
// A new struct in to->ops, for what an operation needs.
struct field *lower_op(struct lower *l, const char *name);
struct point *lower_point(struct lower *l, int kind, const char *act,
                          const char *what, size_t at);
// What follows an operation that left its result in csp_result: if it is
// negative the step suspends, and goes on here. `then`: a statement on resume.
void lower_suspend(struct lower *l, const struct point *point,
                   const char *then);
void lower_yield(struct lower *l, size_t at);

// -- what is due where a scope is left (lower/due.c) -------------------------
// `call` is due where the scope ends, for what stands in from..to.
struct due *
lower_add_due(struct lower *l, const char *call, size_t from, size_t to);
void lower_scope_end(struct lower *l, struct due *outer);
// Writes all that is due, up to there.
void lower_dues(struct lower *l, const struct due *until);
// What stays due at a label, that a jump goes to.
const struct due *lower_due_at_label(struct lower *l, const char *label);
// Leaves for the end of the innermost scope of csp.h, or of the function, and
// does what is due on the way. csp_result is not 0.
void lower_unwind(struct lower *l);
void lower_unwind_if(struct lower *l, const char *condition);
// Of a scope of csp.h: its member of the frame.
const char *lower_scope_name(struct lower *l, const struct stmt *stmt);
// At the end of a group, or where it is left (`leaving`, 1 or 0 as text).
void lower_wait_for_children(struct lower *l, const struct stmt *group,
                             const char *leaving);

// -- what can be copied (lower/verbatim.c) -----------------------------------
// Marks it, and all in it; true if it can.
bool lower_mark_verbatim(struct stmt *stmt, bool has_cleanup);
// No statement expression in it is rewritten.
bool lower_expr_stays(struct expr *expr);
// Of a case of a select, which csp.h's macro makes.
bool lower_is_ready_label(const char *label);
// It is left by a jump: nobody gets behind it.
bool lower_is_left(const struct stmt *stmt);

// -- statements (lower.c) ----------------------------------------------------
void lower_stmt(struct lower *l, struct stmt *stmt);
// A statement where C allows only one: in braces if it becomes several.
void lower_single(struct lower *l, struct stmt *stmt);
// The value of a header's expression, in a full expression of its own.
const char *lower_header(struct lower *l, struct expr *expr);

// -- scopes (lower/scope.c) --------------------------------------------------
void lower_scope(struct lower *l, struct stmt *stmt);
// The group around a par that this function is a branch of; NULL: there is
// none.
const char *lower_outer_group(struct lower *l);

// -- declarations (lower/decl.c) ---------------------------------------------
void lower_declaration(struct lower *l, struct stmt *stmt);
// A scalar in braces is the value in them.
struct expr *lower_unbraced(struct expr *init);
// Evaluates the lengths of a type of variable length, and keeps them.
void lower_lengths(struct lower *l, const struct lengths *lengths);

// -- branches and loops (lower/loop.c) ---------------------------------------
void lower_if(struct lower *l, struct stmt *stmt);
void lower_switch(struct lower *l, struct stmt *stmt);
void lower_switch_body(struct lower *l, struct stmt *body);
void lower_while(struct lower *l, struct stmt *stmt);
void lower_do(struct lower *l, struct stmt *stmt);
void lower_for(struct lower *l, struct stmt *stmt);

// -- temporaries and assignments (lower/temp.c) -------------------------------
// Around each full expression: what waits in it lies in one struct.
void lower_full_begin(struct lower *l);
void lower_full_end(struct lower *l);
// A C local of the step, not kept over a suspension; to_temp: with this value.
const char *lower_temp(struct lower *l, const struct type *type);
const char *
lower_to_temp(struct lower *l, const struct type *type, const char *value);
// What an argument does to its parameter, which is `to`.
const char *lower_argument(struct lower *l, const char *to,
                           const struct type *type, const struct expr *argument,
                           const char *value);
// `to = value;`, for types that `=` cannot assign, too.
const char *lower_assign(struct lower *l, const char *to,
                         const struct type *type, const char *value);
// The same as an expression.
const char *lower_assignment(struct lower *l, const char *to,
                             const struct type *type, const char *value);
// A temporary if the value lies in to->ops, which something else will need.
const char *
lower_out_of_op(struct lower *l, struct expr *expr, const char *value);
// The text of an expression with others in place of its operands.
const char *lower_with_kids(struct lower *l, struct expr *expr,
                            const char **kids, size_t count);

// -- types of variable length (lower/shape.c) ---------------------------------
// An expression that has the type of another, or of its value, which is of
// variable length, and whose evaluation does nothing; NULL: there is none.
const char *lower_shape(struct lower *l, const struct expr *expr, bool decays);

// -- expressions (lower/expr.c) ----------------------------------------------
// Writes what has to come before and returns what stays: the expression's
// value as text, to be used before any other suspension.
const char *lower_expr(struct lower *l, struct expr *expr);
// The same where nobody reads the value; writes all of it.
void lower_effects(struct lower *l, struct expr *expr);
// The negation of a value's text.
const char *lower_not(struct lower *l, const char *value);
// lower_expr, saved in the frame if plan.c says so.
const char *lower_operand(struct lower *l, struct expr *expr);
// What later operands do. Over a suspension plan.c keeps what must be kept.
struct effects {
    bool any, suspend;
};
// An operand of ours. With effects, or before others that have some, it is
// evaluated here and now: ours are evaluated from left to right.
const char *lower_now(struct lower *l, struct expr *expr, struct effects later);

// -- calls of coroutines (lower/call.c) --------------------------------------
const char *lower_call_embedded(struct lower *l, struct expr *call);
const char *lower_call_from_pool(struct lower *l, struct expr *call);
const char *lower_call_pointer(struct lower *l, struct expr *call);
// -fcsp-stress: a trip through the scheduler, then an ordinary call.
const char *lower_call_plain(struct lower *l, struct expr *call);
const char *lower_argument_name(struct lower *l, const struct fn *fn, size_t i);
// Declares the head of the frame of whatever coroutine has this callee's type.
void lower_call_frame(struct lower *l, const struct expr *call,
                      const char *name);

// -- channels and select (lower/chan.c) --------------------------------------
const char *lower_send(struct lower *l, struct expr *call);
const char *lower_receive(struct lower *l, struct expr *call);
const char *lower_get(struct lower *l, struct expr *call);
// The csp__get call of `*(T *)csp__get(c)`, or NULL if it is not that.
struct expr *lower_get_under(struct expr *expr);
const char *lower_simple(struct lower *l, struct expr *call);
void lower_select(struct lower *l, struct stmt *stmt);
// The label of one of its cases, and what is stored behind it.
void lower_case(struct lower *l, const struct stmt *label);
const char *lower_select_set(struct lower *l, struct expr *call);

// -- tasks (lower/task.c) ----------------------------------------------------
void lower_go(struct lower *l, struct stmt *stmt);
void lower_go_block(struct lower *l, struct stmt *stmt);
const char *lower_spawn(struct lower *l, struct expr *expr);
const char *lower_join(struct lower *l, struct expr *call);
void lower_par(struct lower *l, struct stmt *stmt);
void lower_par_for(struct lower *l, struct stmt *stmt);
void lower_blocking(struct lower *l, struct stmt *stmt);

#endif
