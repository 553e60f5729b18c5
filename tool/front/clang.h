// SPDX-License-Identifier: MIT
// clang.h: what the files that know libclang share: clang.c and build*.c.
#ifndef CSPCC_CLANG_H
#define CSPCC_CLANG_H

#include "tree/tree.h"

#include <clang-c/Index.h>

// A type that a declaration gives its name to.
struct named {
    struct type *type;
    CXCursor declaration;
};

struct clang {
    CXIndex index;
    CXTranslationUnit tu;
    CXFile file;
    size_t prelude;         // bytes put in front of the source's text
    struct map types;       // by libclang's identity: see type_of
    struct map fns;         // by their interned names
    struct map local_types; // by place: see type_place
    VEC(struct named) named;
};

// Parses the source's text, and keeps what is wrong in it to itself.
bool clang_read(struct unit *unit);
void clang_end(struct unit *unit); // libclang's part is over

// -- cursor.c ----------------------------------------------------------------
// Offset in the source's text; (size_t)-1 outside of it.
size_t cursor_offset(struct unit *unit, CXSourceLocation location);
bool cursor_extent(struct unit *unit, CXCursor cursor, size_t *begin,
                   size_t *end);
const char *cursor_text(struct unit *unit, CXString string);
// libclang counts __builtin_bit_cast among the statements.
static inline bool cursor_is_expr(enum CXCursorKind kind)
{
    return clang_isExpression(kind) || kind == CXCursor_BuiltinBitCastExpr;
}
bool cursor_annotated(CXCursor cursor, const char *note);
// What follows the head in a note of that kind, if there are several, as clang
// gives a declaration those of earlier ones, another one than `but`; NULL:
// there is none.
const char *cursor_annotation(struct unit *unit, CXCursor cursor,
                              const char *head, const char *but);

// -- build_type.c ------------------------------------------------------------
struct type *type_of(struct unit *unit, CXType type);
// The pointer that an array or a function becomes. libclang gives parameters
// written as arrays, and what is computed from them, the type as written.
struct type *type_decayed(struct unit *unit, struct type *type);
// The key of a definition in local_types.
uint64_t type_place(size_t begin, size_t end, bool is_typedef);
struct local_type *type_local(struct unit *unit, CXCursor declaration);
struct type *build_no_type(struct unit *unit);
// Once all is read: what the names of types mean.
void build_types_end(struct unit *unit);

#endif
