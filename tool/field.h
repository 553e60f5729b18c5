// SPDX-License-Identifier: MIT
// field.h: the fields of frames, as data.
#ifndef CSPCC_FIELD_H
#define CSPCC_FIELD_H

#include "util.h"

struct fn;
struct type;
struct var;

enum field_kind { FIELD_ONE, FIELD_STRUCT, FIELD_UNION };
// Why a frame has it.
enum field_why {
    FIELD_HEAD,      // struct csp_frame, and what else the runtime wants
    FIELD_RESULT,    //
    FIELD_ARGUMENT,  // var
    FIELD_ALIVE,     // var: a C local, saved here over suspensions
    FIELD_ALWAYS,    // var, or a literal: an object that lives here
    FIELD_LENGTH,    // of an array of variable length
    FIELD_OPERAND,   // waits for a later one that suspends
    FIELD_OPERATION, // what an operation needs while it waits
    FIELD_CALLEE,    // callee: its frame, or a pointer to it
};

// A field; or a struct or union of them, whose members are its owner's if it
// has no name.
struct field {
    enum field_kind kind;
    enum field_why why;
    const char *name;        // of a struct or union; NULL: none
    const char *note;        // for people, behind the brace; NULL: none
    const char *declaration; // FIELD_ONE: "int n"
    const struct var *var;
    const struct fn *callee;
    VEC(struct field *) kids; // in the order of their places
};

struct field *
field_group(struct arena *arena, enum field_kind kind, enum field_why why);
__attribute__((format(printf, 4, 5))) struct field *
field_add(struct arena *arena, struct field *group, enum field_why why,
          const char *format, ...);
void field_add_group(struct arena *arena, struct field *group,
                     struct field *member);
// The members of a struct as C, a line each.
void field_print(struct text *out, const struct field *group, int depth);

#endif
