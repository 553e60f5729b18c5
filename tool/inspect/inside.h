// SPDX-License-Identifier: MIT
// inside.h: the machine of one function as data, from which everything that
// shows machines is printed.
#ifndef CSPCC_INSPECT_INSIDE_H
#define CSPCC_INSPECT_INSIDE_H

#include "inspect/inspect.h"
#include "tree/tree.h"

// From a state to the next one.
struct way {
    int to;           // 0: the end
    bool loop;        // to an earlier state, or the same one
    strings when;     // what must hold, one for each way through; none: always
    const char *text; // of them all, or "always"
};
struct state {
    int id;                    // 0: the start; else the suspension's number
    const struct point *point; // NULL: the start
    struct place place;
    const char *name;      // "start", or the enumerator's: "AT_1_SEND_OUT"
    const char *kind;      // "start", or the operation, as in csp.h
    const char *waits_for; // "room in out"; "" for the start
    const char *text;      // its line, as written
    VEC(const struct field *) kept; // over it
    VEC(struct way) ways;           // in the order of the states, the end last
};
typedef VEC(struct state) state_list;

// -- machine.c ---------------------------------------------------------------
// Of a function that has been lowered; in the order of their numbers.
state_list machine_states(struct unit *unit, struct fn *fn);
bool machine_keeps(const struct var *var, const struct point *point);
// The type of a field as it is declared, channels and tasks as in csp.h.
const char *machine_type(struct unit *unit, const struct field *field);
// What it is called in the struct of the generated C; "": nothing.
const char *machine_member(struct unit *unit, const struct field *field);
// The frame of field->callee lies in it.
bool machine_embeds(const struct field *field);
// Its declaration, channels and tasks as in csp.h.
const char *machine_declaration(struct unit *unit, const struct field *field);
// The field itself; of a struct without a name and of one member, that one.
const struct field *machine_shown(const struct field *field);
// The suspension that this is the operation of; NULL: it is of none.
const struct point *
machine_point(const struct machine *machine, const struct field *field);
// What a task of it takes from memory; -1: not known, or nothing of its own.
int64_t machine_task_bytes(const struct fn *fn);
// Whether it is the only one that was asked for, or all were.
bool machine_wanted(const struct unit *unit, const struct fn *fn);

// A task that a function starts.
struct start {
    const char *kind; // "go", "spawn" or "par"
    const char *name; // of the coroutine; "a pointer"
    struct place place;
};
typedef VEC(struct start) start_list;
start_list machine_starts(struct unit *unit, const struct fn *fn);

// -- ways.c ------------------------------------------------------------------
// Of one function, for ways_add.
struct cfg;
struct ways;
struct ways *ways_find(struct unit *unit, const struct machine *machine,
                       const struct cfg *cfg);
// Fills in those from a state, by its point.
void ways_add(struct ways *ways, struct state *state);

// -- purpose.c ---------------------------------------------------------------
// What a field of the frame of `fn` is there for: a word of the JSON's, and
// what people read; "" if there is nothing to say.
const char *purpose_word(const struct field *field);
const char *
purpose_text(struct unit *unit, const struct fn *fn, const struct field *field);

// -- why.c -------------------------------------------------------------------
// By the fewest calls, from the function on: what makes it a coroutine.
struct reason_step {
    const struct fn *fn;
    const char *text; // "calls g", "waits in chan_send"
    struct place place;
};
typedef VEC(struct reason_step) reason_steps;
// Of all functions of the unit, for reason_path.
struct reasons;
struct reasons *reasons_find(struct unit *unit);
reason_steps reasons_path(struct reasons *reasons, const struct fn *fn);

// -- written.c ---------------------------------------------------------------
// A file as its writer left it; "" if it cannot be read.
const char *written_file(const struct unit *unit, const char *file);
// What stands in such a file from a place on; "" if it has no such place.
const char *written_at(const struct unit *unit, struct place place);
// The name of what stands there as a call, a function or a macro; NULL: nothing
// does.
const char *written_name(struct unit *unit, size_t at);
// The line of such a file, without the blanks around it.
const char *written_line(const struct unit *unit, struct place place);
struct when;
// What must hold for an edge of the CFG to be taken, in the words of the
// source; NULL: nothing.
const char *written_condition(struct unit *unit, const struct when *when);

#endif
