// SPDX-License-Identifier: MIT
// lint.h: what the warnings share. lint.c runs them, and prints what they found
// when all have run, in the order of the text; each other lint/*.c is one
// warning, or one question that several of them ask.
#ifndef CSPCC_LINT_H
#define CSPCC_LINT_H

#include "sense/sense.h"

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
    struct fn *cfg_of; // whose flow was built last
    struct cfg *cfg;
};

// -- lint/finding.c ----------------------------------------------------------
// Whether a warning is wanted at all: "csp-blocking".
bool lint_wants(const struct lint *lint, const char *name);
// A new finding; the lines added next belong to it.
__attribute__((format(printf, 5, 6))) void
lint_warn(struct lint *lint, const char *name, size_t begin, size_t end,
          const char *format, ...);
__attribute__((format(printf, 4, 5))) void
lint_note(struct lint *lint, size_t begin, size_t end, const char *format, ...);
void lint_fixit(struct lint *lint, size_t at, const char *text);
// The flow of a coroutine; made when the first warning asks for it.
struct cfg *lint_cfg(struct lint *lint, struct fn *fn);
// Ranges of the text that a walk in the order of the text jumps over.
struct lint_skip {
    size_t end;
};
bool lint_skips(const struct lint_skip *skip, size_t at);
void lint_skip_to(struct lint_skip *skip, size_t end);
// A call of this very function, by name.
bool lint_is_call(const struct expr *expr, const char *name);

// -- lint/calls.c ------------------------------------------------------------
// A call by name in a function's body.
struct lint_call {
    struct expr *expr;
    struct stmt *stmt; // it stands in this STMT_EXPR; NULL: in no such
    bool is_blocking;  // or in a blocking statement
    bool is_nonblock;  // lint/nonblock.c
};
struct lint_caller {
    struct fn *fn;
    struct expr *expr;
};
// What struct fn's `lint` points to: of each function with a body that is not
// a system header's, and of each function that one of them calls.
struct lint_calls {
    VEC(struct lint_call) calls; // in the order of the text
    VEC(struct lint_caller) callers;
    const struct lint_lead *lead; // lint/block.c
    bool unlocks;                 // lint/lock.c: it may, or what it calls
    bool never_returns;
};
void lint_calls(struct lint *lint);
// A call by name of a function that does not return.
bool lint_never_returns(const struct expr *call);

// -- lint/nonblock.c ---------------------------------------------------------
// Marks the calls whose first argument is a descriptor that does not block.
void lint_nonblock(struct lint *lint);

// -- lint/flow.c -------------------------------------------------------------
// What may be true somewhere, as a set of bits: those of all ways that lead
// there together.
struct lint_flow {
    struct lint *lint;
    struct fn *fn;
    size_t bits;
    void (*step)(struct lint_flow *flow, const struct event *event);
    void *context;
    // During a step:
    uint64_t *state;
    bool is_final; // the state is the true one: findings may be made
};
// From the start of the function, where `state` holds, to its ends.
void lint_flow(struct lint_flow *flow);
bool lint_has(const struct lint_flow *flow, size_t bit);
void lint_set(struct lint_flow *flow, size_t bit);
void lint_clear(struct lint_flow *flow, size_t bit);

// -- lint/address.c ----------------------------------------------------------
enum lint_root {
    ROOT_LOCAL,   // a variable of a function, `var`
    ROOT_LITERAL, // a compound literal: lives in `scope`
    ROOT_THREAD,  // thread-local storage
};
// The address of an object, or of a part of it, in a value.
struct lint_address {
    enum lint_root root;
    const struct var *var;
    const struct scope *scope; // where it ends
    const struct expr *expr;   // where the object is named
    const char *name;
    void *context;
};
// Calls `found` for every such address in the value of an expression or of an
// initialiser, as far as it shows in the expression itself.
void lint_each_address(struct unit *unit, const struct expr *value,
                       void (*found)(const struct lint_address *address),
                       void *context);

// The variable of a function that an lvalue is a part of, as it is named; NULL:
// a global, or through a pointer.
const struct expr *lint_root(const struct expr *expr);

// -- lint/chan.c -------------------------------------------------------------
// The value of one variable flows into another.
enum lint_by { BY_COPY, BY_CALL, BY_GO, BY_SPAWN, BY_PAR };
struct lint_pipe {
    struct lint_node *to;
    enum lint_by by;
    const struct lint_node *handle; // BY_SPAWN: variable of the handle, or NULL
};
struct lint_node {
    const struct var *var;
    unsigned uses;
    // Examples, of this variable or of one that it flows into:
    const struct expr *send, *recv; // one that waits
    const struct expr *loop; // `while (chan_recv())` that only a close ends
    const struct expr *make; // the last chan_make whose value it gets
    size_t makes;
    bool is_rendezvous; // all of them have capacity 0
    bool is_lossy;      // one drops what nobody receives
    bool is_joined;     // of a handle: it is joined somewhere
    bool is_shared;     // another function uses the variable itself
    VEC(struct lint_pipe) pipes;
};
struct lint_graph {
    struct lint *lint;
    VEC(struct lint_node *) nodes; // in the order in which they are met
};
// A jump in a loop's body may end the loop: any break, return or goto does.
bool lint_leaves(struct stmt *loop);
// Follows all channels of the unit to a fixpoint.
struct lint_graph *lint_chan(struct lint *lint);

// -- one warning each --------------------------------------------------------
void lint_block(struct lint *lint);
void lint_lock(struct lint *lint, struct fn *fn);
void lint_lock_unit(struct lint *lint);
void lint_leak(struct lint *lint, struct fn *fn);
void lint_moved(struct lint *lint, struct fn *fn);
void lint_thread(struct lint *lint, struct fn *fn);
void lint_task(struct lint *lint, struct fn *fn);
void lint_escape(struct lint *lint, struct fn *fn);
void lint_topology(struct lint *lint);
void lint_copy(struct lint *lint, struct fn *fn);
void lint_fall(struct lint *lint, struct fn *fn);
void lint_auto(struct lint *lint, struct fn *fn);

#endif
