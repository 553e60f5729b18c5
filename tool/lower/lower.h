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
    stretches stretches; // of the body, where people read it
    VEC(struct point) points;
    struct edits edits;
    bool needs_callee; // csp_callee, for frames from the pool
    bool needs_target; // csp_target, for calls through pointers
    bool returns;      // its last statement does
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
    struct due *due_break, *due_continue; // outside of it
};

// What is to be called where a scope ends: the cleanup function of a variable
// in the frame, or what gives back an array of variable length.
struct due {
    struct due *outer;
    const char *call;
    struct landing *landing;  // of a scope of csp.h, or a par for, which no
                              // jump leaves: unwinding ends here; NULL
    const struct stmt *group; // to be waited for; NULL
    size_t from, to;          // the part of the scope in which it is due
};

// Where a scope of csp.h, or a par for, is left by what unwinds.
struct landing {
    const char *label;
    bool used;
    struct due *outer; // what is due around it
    const char *group; // whose children are started around it; NULL
};

// A send or a receive, alone or as a case, or an after: its operands,
// evaluated.
struct exchange {
    const struct expr *call;
    struct receive receive; // of a case_send, too: its answer
    const char *on;         // the channel, or the time
    const char *target;     // where to put what comes; NULL: into the slot
    const char *value;      // to send
    const char *ok;         // pointer to the flag
    bool has_slot;          // the operation has room for the value
    bool at_label;          // what a case stores, it stores behind its label
};
struct selecting {
    const char *name, *op; // its member, and how to get at it
    struct exchange *cases;
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

// -- what stands in another form (lower/renaming.c) ---------------------------
// Lists the edits of the step function; of the plain twin, or a plain function.
void lower_edits(struct lower *l);
void lower_edits_of_twin(struct lower *l);
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
// What is written from here on is part of the suspension that comes next.
void lower_waits(struct lower *l);
struct point *lower_point(struct lower *l, int kind, const char *act,
                          const char *what, size_t at);
// What follows an operation that left its result in csp_result: if it is
// negative the step suspends, and goes on here. `then`: a statement on resume.
void lower_suspend(struct lower *l, const struct point *point,
                   const char *then);
// On resuming: how what it waited for has ended.
const char *lower_resumed(struct lower *l);
void lower_yield(struct lower *l, size_t at);

// -- what is due where a scope is left (lower/due.c) -------------------------
// `call` is due where the scope ends, for what stands in from..to.
struct due *
lower_add_due(struct lower *l, const char *call, size_t from, size_t to);
void lower_scope_end(struct lower *l, struct due *outer);
// Writes all that is due, up to there, for the jump at a place.
void lower_dues(struct lower *l, const struct due *until, size_t at);
// What stays due at a label, that a jump goes to.
const struct due *lower_due_at_label(struct lower *l, const char *label);
// Leaves for the end of the innermost scope of csp.h, or of the function, and
// does what is due on the way. csp_result is not 0.
void lower_unwind(struct lower *l);
void lower_unwind_if(struct lower *l, const char *condition);
// Of a scope of csp.h: its member of the frame.
const char *lower_scope_name(struct lower *l, const struct stmt *stmt);
// At the end of a group, or where a jump leaves it (`leaving`: 1 or 0 as text).
void lower_wait_for_children(struct lower *l, const struct stmt *group,
                             const char *leaving, size_t at);

// -- what can be copied (lower/verbatim.c) -----------------------------------
// Marks it, and all in it; true if it can.
bool lower_mark_verbatim(struct stmt *stmt, bool has_cleanup);
// No statement expression in it is rewritten.
bool lower_expr_stays(struct expr *expr);
// Of a case of a select, which csp.h's macro makes.
bool lower_is_ready_label(const char *label);
// It is left by a jump: nobody gets behind it.
bool lower_is_left(const struct stmt *stmt);

// -- statements (lower/stmt.c) ------------------------------------------------
void lower_stmt(struct lower *l, struct stmt *stmt);
// Evaluates the lengths of a type of variable length, and keeps them.
void lower_lengths(struct lower *l, const struct lengths *lengths);

// -- jumps (lower/jump.c) -----------------------------------------------------
// value: NULL: there is none.
void lower_return(struct lower *l, const struct stmt *stmt, const char *value);
void lower_break(struct lower *l, const struct stmt *stmt);
void lower_continue(struct lower *l, const struct stmt *stmt);
void lower_goto(struct lower *l, const struct stmt *stmt);
void lower_goto_any(struct lower *l, const struct stmt *stmt,
                    const char *target);

// -- scopes (lower/scope.c) --------------------------------------------------
// The i-th operand of its head; NULL: a 0 stands for it.
struct expr *lower_scope_operand(const struct stmt *stmt, size_t i);
struct landing lower_landing(struct lower *l);
// Around its statement; operands: each behind a comma.
void lower_open_scope(struct lower *l, const struct stmt *stmt,
                      struct landing *landing, const char *operands);
void lower_close_scope(struct lower *l, const struct stmt *stmt,
                       const struct landing *landing);
// The group around a par that this function is a branch of; NULL: there is
// none.
const char *lower_outer_group(struct lower *l);

// -- declarations (lower/decl.c) ---------------------------------------------
// What is evaluated of its initialiser; NULL: nothing.
struct expr *lower_initial(const struct var *var);
// value: that, evaluated; NULL: there is none.
void lower_declare(struct lower *l, const struct var *var, const char *value);
// Where it lives, of one that is not declared in its place.
const char *lower_home(struct lower *l, const struct var *var);
// Keeps the lengths of what a type was taken from; `shape` has that type.
void lower_taken_lengths(struct lower *l, const struct taken *taken,
                         const char *shape, const struct type *type,
                         const struct lengths *lengths);

// -- loops (lower/loop.c) -----------------------------------------------------
// Nothing in what stands around the body becomes statements.
bool lower_header_stays(const struct stmt *loop);
const char *lower_next_label(struct lower *l);
// Around the body; next: where its `continue` goes, NULL: C's own is right. The
// loop has to become l->loop.
struct loop lower_loop_begin(struct lower *l, const char *next);
void lower_loop_end(struct lower *l);

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
// An expression that has the type of another, which is of variable length, and
// whose evaluation does nothing; NULL: there is none.
const char *lower_shape(struct lower *l, const struct expr *expr);
// The type of its value: a pointer, if it is an array.
const char *lower_shape_of_value(struct lower *l, const struct expr *expr);

// -- operands that wait (lower/saved.c) ---------------------------------------
// A field of the frame: an operand that waits for a later one.
const char *lower_save(struct lower *l, struct expr *expr, const char *value);
// A value that the frame holds while its part is used, set where it stands.
const char *
lower_keep(struct lower *l, const struct expr *expr, const char *value);
// A pointer that was stored without its type, which says an array's length.
const char *
lower_of_vm_type(struct lower *l, const struct expr *expr, const char *pointer);

// -- expressions (lower/expr.c) ----------------------------------------------
// Writes what has to come before and returns what stays: the expression's
// value as text, to be used before any other suspension.
const char *lower_expr(struct lower *l, struct expr *expr);
// The same where nobody reads the value; writes all of it.
void lower_effects(struct lower *l, struct expr *expr);
// The negation of a value's text.
const char *lower_not(struct lower *l, const char *value);
// The same, saved in the frame if plan.c says so, of all kids from the first-th
// on: texts by the kids' numbers.
const char **lower_operands(struct lower *l, struct expr *expr, size_t first);
// Of one, not left where an operation's own things will lie.
const char *lower_moved(struct lower *l, struct expr *expr);
// The operands of a select's cases, in their order.
void lower_cases(struct lower *l, const struct stmt *select,
                 struct exchange *cases);

// -- calls of coroutines (lower/call.c) --------------------------------------
// `values`: the operands, evaluated, by the kids' numbers.
const char *
lower_call_embedded(struct lower *l, struct expr *call, const char **values);
const char *
lower_call_from_pool(struct lower *l, struct expr *call, const char **values);
const char *
lower_call_pointer(struct lower *l, struct expr *call, const char **values);
// rest.c. The arguments without a name go into the frame; `to` is to point to
// them.
void lower_rest(struct lower *l, const struct expr *call, const char **values,
                const char *to);
// For tree_each: va_start, of a variadic coroutine.
void lower_rest_begin(struct expr *expr, void *context);
// -fcsp-stress: a trip through the scheduler, then an ordinary call.
const char *
lower_call_plain(struct lower *l, struct expr *call, const char **values);
const char *lower_argument_name(struct lower *l, const struct fn *fn, size_t i);
// Declares the head of the frame of whatever coroutine has this callee's type.
void lower_call_frame(struct lower *l, const struct expr *call,
                      const char *name);

// -- channels (lower/chan.c) --------------------------------------------------
const struct type *lower_element(struct lower *l, const struct expr *chan);
// What is evaluated of the value that a send has.
struct expr *lower_sent(struct lower *l, const struct expr *call);
// That, evaluated, as what lower_put_sent takes.
const char *
lower_sent_text(struct lower *l, const struct expr *call, const char *value);
// `=` cannot take it.
bool lower_is_sent_whole(struct lower *l, const struct expr *call);
void lower_put_sent(struct lower *l, const char *slot,
                    const struct exchange *it);
// Stores what has come, or whether something has.
void lower_store(struct lower *l, struct expr *address, const char *value);
const char *lower_send(struct lower *l, const struct exchange *it);
const char *lower_receive(struct lower *l, const struct exchange *it);
const char *lower_get(struct lower *l, const struct expr *call, const char *on);
// The csp__get call of `*(T *)csp__get(c)`, or NULL if it is not that.
struct expr *lower_get_under(struct expr *expr);
const char *
lower_simple(struct lower *l, const struct expr *call, const char **values);
const char *
lower_select_set(struct lower *l, const struct expr *call, const char **values);

// -- select (lower/select.c) --------------------------------------------------
struct selecting lower_selecting(struct lower *l, const struct stmt *stmt);
// All that comes before the statements of its cases.
void lower_select(struct lower *l, const struct stmt *stmt,
                  const struct selecting *select);
// The label of one of its cases, and what is stored behind it.
void lower_case(struct lower *l, const struct stmt *label);

// -- tasks (lower/task.c) ----------------------------------------------------
// in: the group of go_in, evaluated; NULL: it is a go.
void lower_go(struct lower *l, const struct expr *call, const char *in,
              const char **values);
void lower_go_block(struct lower *l, struct stmt *stmt, const char *in);
// Gives the handle that value.
void lower_spawn(struct lower *l, const struct expr *call, const char **values,
                 const char *handle);
const char *
lower_join(struct lower *l, const struct expr *call, const char *task);
void lower_par(struct lower *l, struct stmt *stmt);
// Around the loop of a par for, and the statement of a blocking.
void lower_par_for_begin(struct lower *l, const struct stmt *stmt,
                         struct landing *landing);
void lower_par_for_end(struct lower *l, const struct stmt *stmt,
                       const struct landing *landing);
void lower_blocking_begin(struct lower *l, const struct stmt *stmt);
void lower_blocking_end(struct lower *l, const struct stmt *stmt);

#endif
