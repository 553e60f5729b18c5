// SPDX-License-Identifier: MIT
// emit.h: what emit.c and emit/*.c share: the generated file on its way to
// text. A banner names the file.
#ifndef CSPCC_EMIT_H
#define CSPCC_EMIT_H

#include "lower/lower.h"

typedef VEC(struct mapped) map_of_lines;
struct emitter {
    struct unit *unit;
    struct text *out;
    bool pretty;                    // for people: EMIT_C
    VEC(struct lowered *) lowered;  // in the order of unit->fns
    VEC(struct lowered *) starters; // plain functions that start tasks
    strings original;               // for people: the main file's lines
    VEC(size_t) pragmas;            // emit/pragma.c: where they stand
    size_t counted; // bytes of `out` in which lines have been counted
    unsigned lines; // ended in them
    bool is_ours;   // emit_ours was the last to say where text comes from
    bool maps; // `out` is the file itself: its steps' lines go to unit->map
    unsigned mapped; // lines that have been, or that need not be
};

// -- lines.c -----------------------------------------------------------------
// It has a function of its own name: its plain entry, or its plain twin.
bool emit_needs_plain(const struct fn *fn);
const char *emit_linkage(const struct fn *fn);
// The head of a function's definition; and again, in the file's second half.
const char *emit_header(struct emitter *e, const struct fn *fn);
const char *emit_header_again(struct emitter *e, const struct fn *fn);
// A type is defined in the function's head; it must be written just once.
bool emit_defines_type(const char *header);
// A line of ours; a newline only where a person reads.
void emit_line(struct emitter *e, int depth, const char *text);
#define EMIT_LINE(e, depth, ...)                                               \
    emit_line((e), (depth), arena_printf((e)->unit->arena, __VA_ARGS__))
// For people: an empty line; and what follows.
void emit_gap(struct emitter *e);
void emit_banner(struct emitter *e, const char *title);
// What follows counts as the source line of `at`.
void emit_marker(struct emitter *e, size_t at);
// What follows is no line of the user's, and must not count as one: it counts
// as the declaration of that name in csp_abi.h, where a comment says what such
// text does. Where a person reads, it is the lines of the generated file.
void emit_ours(struct emitter *e, const char *declared);
// The same without directives for the user's lines.
void emit_own_lines(struct emitter *e);
// The number of the line that is being written.
unsigned emit_own_line(struct emitter *e);
size_t emit_trim_right(const char *text, size_t begin, size_t end);

// -- user.c ------------------------------------------------------------------
// The main file's own lines, with its #include lines in place of their text.
void emit_user_text(struct emitter *e, const struct edits *list);
// A line of the main file as it was written; "" if there is none.
const char *emit_original(const struct emitter *e, unsigned line);

// -- emit/pragma.c -----------------------------------------------------------
// Behind the user's text; and round a function's code that stood at `at`.
void emit_pragmas_start(struct emitter *e);
void emit_pragmas_end(struct emitter *e);
void emit_pragmas_begin(struct emitter *e, size_t at);
void emit_pragmas_after(struct emitter *e, size_t at);

// -- frames and steps (emit/step.c) ------------------------------------------
void emit_declarations(struct emitter *e);
void emit_statics(struct emitter *e, struct lowered *to);
void emit_step(struct emitter *e, const struct lowered *to);

// -- layout.c ----------------------------------------------------------------
enum { LAYOUT_WIDTH = 100 }; // of the lines that are ours
// A line, on several if it is too long; gives how many breaks it has.
size_t layout_wrap(struct text *out, const char *line, size_t length);
// The lines of a body as people want them; puts into `map` what each stands
// for, by its number among them.
const char *
layout_lines(struct unit *unit, const struct lowered *to, map_of_lines *map);

// -- descriptors and plain entries (emit/entry.c) ----------------------------
// The descriptor by the name that has the number of csp_frame in it: by which
// callers use it, and, in the file that has the function, another name of it.
void emit_stated(struct emitter *e, const struct fn *fn, const char *alias);
void emit_descriptor(struct emitter *e, const struct lowered *to);
void emit_plain(struct emitter *e, struct fn *fn);
// The bodies of plain functions that start tasks.
void emit_started_from_plain(struct emitter *e);
void emit_registration(struct emitter *e);
// Where gdb finds what it must know of coroutines.
void emit_extension(struct emitter *e);

#endif
