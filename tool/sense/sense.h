// SPDX-License-Identifier: MIT
// sense.h: the passes over the tree, in the order in which unit_compile runs
// them; a banner names the file. Each pass has a dump, for people and for
// FileCheck: cspcc --dump=NAME.
#ifndef CSPCC_PASSES_H
#define CSPCC_PASSES_H

#include "tree/field.h"
#include "tree/tree.h"

// -- posix.c -----------------------------------------------------------------
// -fcsp-io: which functions of the system's libcsplib has better ones for.
void posix_unit(struct unit *unit);

// -- outline.c ---------------------------------------------------------------
// Blocks that run as tasks of their own become functions.
void outline_unit(struct unit *unit);

// -- stress.c ----------------------------------------------------------------
// Where colours are inferred: this function must stay plain.
bool stress_stays_plain(struct unit *unit, const struct fn *fn);
// The compiler knows what a function of this name does.
bool stress_is_builtin(const char *name);

// What tells whether a call through an address and the coroutine found there
// mean the same frame: a number for sizes of the result and the parameters,
// never 0, with its low byte free.
unsigned stress_shape(const struct fn *fn);
unsigned stress_shape_of_call(struct unit *unit, const struct expr *call);

// -- rest.c ------------------------------------------------------------------
// Whether a coroutine may be variadic on the machine that is compiled for.
bool rest_is_known(const struct unit *unit);
// A call of va_start.
bool rest_starts(const struct expr *expr);
// How many arguments of the call have names.
size_t rest_begin(const struct expr *call);
// The first of the others that no frame can hand over, NULL: none.
const struct expr *
rest_misfit(const struct unit *unit, const struct expr *call);

// -- colour.c ----------------------------------------------------------------
bool colour_unit(struct unit *unit);
void colour_dump(struct unit *unit, FILE *out);

// -- ends.c ------------------------------------------------------------------
// Which ends of a channel a type says that its values are.
enum end ends_of(const struct type *type);
// Operations on the wrong end of a channel, and ends that become whole ones.
void ends_check(struct unit *unit);

// -- operands.c --------------------------------------------------------------
// Operands of csp.h's forms that C takes, and that are mistakes.
void operands_check(struct unit *unit);

// -- check.c -----------------------------------------------------------------
// Refuses what cannot be transformed, or not yet: each with its way out.
bool check_unit(struct unit *unit);
// Where colours are inferred: this function would be refused, so it stays
// plain.
bool check_stays_plain(struct unit *unit, const struct fn *fn);

// -- check_bound.c -----------------------------------------------------------
// Refuses what is bound to a stack or a thread.
void check_bound(struct unit *unit, const struct fn *fn);
// Closures (^) at file scope.
void check_blocks_of_file(struct unit *unit);
// Where colours are inferred: the function holds such a thing, so it stays
// plain.
bool check_has_bound(struct unit *unit, const struct fn *fn);

// -- plan.c ------------------------------------------------------------------
// Which operands must be saved before a later one suspends: those whose value
// could change meanwhile, or whose evaluation has effects.
void plan_fn(struct fn *fn);
// The parts of a marker call, without its wrapping.
struct receive {
    struct expr *chan, *target, *ok; // ok is NULL if not wanted
    struct var *into, *ok_into;      // set if the target is just &variable
};
struct receive plan_receive(const struct expr *call);
struct receive plan_offer(const struct expr *call); // a case_send; no target
// The left side of this assignment is evaluated before the right one.
bool plan_left_first(const struct expr *expr);
struct expr *plan_strip(struct expr *expr);   // without parentheses
struct expr *plan_spawned(struct expr *expr); // the call that a spawn starts
// The value of csp__send's literal, or NULL if it is more than one expression.
struct expr *plan_sent_value(const struct expr *call);

// -- cfg.c -------------------------------------------------------------------
enum event_kind {
    EVENT_USE,
    EVENT_DEF,
    EVENT_SUSPEND,
    // For lint/*.c alone; not in the dump:
    EVENT_WRITE,   // an assignment inside of an expression
    EVENT_NAME,    // a function is named: mostly its call; or the marker of a
                   // select's case stands here, which has happened
    EVENT_END,     // of a block, or a return: `at` is the scope's end
    EVENT_MENTION, // a variable is named that is not tracked
    EVENT_FALL,    // the label of a case is run into from above; or a
                   // statement with an attribute stands here
};
struct event {
    enum event_kind kind;
    struct var *var; // of USE, DEF, WRITE and MENTION
    size_t at;
};
// What must be so for a way to be taken.
enum when_kind {
    WHEN_ALWAYS,
    WHEN_TRUE,  // the condition at begin
    WHEN_FALSE, //
    WHEN_CASE,  // the label at begin
    WHEN_NO_CASE,
    WHEN_CANCELLED, // what has waited, by a scope of csp.h
};
struct when {
    enum when_kind kind;
    size_t begin, end; // of the condition or label
    // Then this is decided, too: of an && or || whose left side decides;
    // known_end 0: nothing is.
    size_t known_begin, known_end;
    bool known;
};
struct block {
    size_t number;
    VEC(struct event) events;
    VEC(struct block *) next;
    VEC(struct when) whens; // of each of next
    uint64_t *live_in;      // live.c
};
struct cfg {
    const struct fn *fn;
    VEC(struct block *) blocks; // blocks.at[0] is the entry
};
// The blocks of a coroutine, over the variables that can be promoted; what an
// expression does is listed in the order in which lowered code does it.
struct cfg *cfg_build(struct unit *unit, const struct fn *fn);
void cfg_dump(const struct unit *unit, const struct cfg *cfg, FILE *out);

// -- live.c ------------------------------------------------------------------
// Gives each variable its bit: those that may live in C locals.
void live_number(struct fn *fn);
// Backward liveness to a fixpoint; sets var->crosses.
void live_solve(struct unit *unit, struct cfg *cfg);
void live_dump(const struct fn *fn, FILE *out);

// -- frame.c -----------------------------------------------------------------
// Where each variable lives, which callees' frames are embedded, and how large
// a frame gets. unit->frames lists coroutines so that callees come first.
void frame_place(struct unit *unit, struct fn *fn);
// Of a plain function: the compound literals that tasks get the addresses of.
void frame_keep_started(struct unit *unit, struct fn *fn);
void frame_order(struct unit *unit);
bool frame_embeds(const struct fn *caller, const struct expr *call);
// Does the frame of a callee in another file lie in its callers', because
// csp_frame says how large it may be? And its place there, in bytes.
bool frame_has_room(const struct unit *unit, const struct fn *fn);
int64_t frame_room(const struct fn *fn);
enum { FRAME_STATED_ALIGN = 16 }; // of that place
// Once lowered: is it as csp_frame says?
bool frame_fits(const struct fn *fn);
// The fields of its struct, those first that the prototype alone gives; what
// its operations need is not yet among them.
struct field *frame_fields(struct unit *unit, const struct fn *fn);
void frame_dump(struct unit *unit, const struct fn *fn, FILE *out);

// -- says.c ------------------------------------------------------------------
// What `#pragma clang diagnostic` says of the warnings below.
void pragma_read(struct unit *unit);
enum diag_said
pragma_says(const struct unit *unit, const char *name, size_t at);
// Whether one of them switches that warning on.
bool pragma_wants(const struct unit *unit, const char *name);

// -- lint.c, lint/*.c --------------------------------------------------------
// Warns of what is legal and nearly always a mistake. Changes nothing.
void lint_unit(struct unit *unit);

// -- names.c -----------------------------------------------------------------
// Every identifier that we invent is made here.
// Before outline.c: what our names for each function's parts begin with.
void names_stems(struct unit *unit);
void names_types(struct unit *unit, struct fn *fn);
// Behind plan.c: tags for the types without a name that ours are made of.
void names_unnamed(struct unit *unit);
void names_fn(struct unit *unit, struct fn *fn);
const char *names_tag(struct unit *unit, const struct fn *fn, const char *act,
                      const char *what, int number);
// The label at which a function goes on after a suspension.
// of that tag.
const char *
names_resume(struct unit *unit, const struct fn *fn, const char *tag);
// The name, or one like it, that the function does not use.
const char *
names_free(struct unit *unit, const struct fn *fn, const char *name);

// -- lower.c, lower/*.c ------------------------------------------------------
// The parts of one lowered coroutine, as text.
struct lowered *lower_fn(struct unit *unit, struct fn *fn);
// What has become of it, for fn->machine; the callees' have been made before.
void lower_machine(struct unit *unit, const struct lowered *to);
// A plain function that starts tasks, or the plain twin of a coroutine whose
// colour is inferred: its body, rewritten.
struct lowered *lower_plain(struct unit *unit, struct fn *fn);
void lower_dump(struct unit *unit, struct fn *fn, FILE *out);

// -- emit.c ------------------------------------------------------------------
// All coroutines as machines; and the generated file, made of these.
struct emitter *emit_lower(struct unit *unit);
const char *emit_unit(struct emitter *emitter);

#endif
