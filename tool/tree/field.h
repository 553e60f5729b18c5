// SPDX-License-Identifier: MIT
// field.h: the fields of frames, as data.
#ifndef CSPCC_FIELD_H
#define CSPCC_FIELD_H

#include "base/base.h"

struct fn;
struct type;
struct unit;
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
    FIELD_REST,      // of a variadic call: the arguments without a name
};

// A field; or a struct or union of them, whose members are its owner's if it
// has no name.
struct field {
    enum field_kind kind;
    enum field_why why;
    const char *name;        // of the member, where it has one; NULL: none
    const char *note;        // for people, behind the brace; NULL: none
    const char *declaration; // FIELD_ONE: "int n"
    int64_t size, align;     // bytes; size -1: not known
    int64_t offset;          // field_place: from the start of the frame
    const struct var *var;
    const struct fn *callee;
    int point; // the suspension that needs it; 0: none, or several
    VEC(struct field *) kids; // in the order of their places
};

struct field *
field_group(struct arena *arena, enum field_kind kind, enum field_why why);
// FIELD_ONE, by its declaration.
__attribute__((format(printf, 6, 7))) struct field *
field_add(struct arena *arena, struct field *group, enum field_why why,
          int64_t size, int64_t align, const char *format, ...);
// Its size and alignment, of a type that the tool knows.
#define FIELD_LIKE(type) (int64_t)sizeof(type), (int64_t)_Alignof(type)
// What each frame begins with; the result, if there is one; the next argument,
// where only the callee's type is known: csp_arg1 and so on.
void field_add_head(struct unit *unit, struct field *frame);
void field_add_result(struct unit *unit, struct field *frame,
                      const struct type *type);
void field_add_argument(struct unit *unit, struct field *frame,
                        const struct type *type);
// Where the arguments without a name are, the last of a variadic coroutine's.
void field_add_rest(struct unit *unit, struct field *frame);
void field_add_group(struct arena *arena, struct field *group,
                     struct field *member);
// Where each member comes to lie, by the rules that C compilers share, and how
// large the frame is. Once; those of callees have been placed before.
void field_place(struct field *frame);
// A struct of that name, as C.
void field_print(struct unit *unit, struct text *out, const char *name,
                 const struct field *group);

#endif
