// SPDX-License-Identifier: MIT
// inside.h: what clang.c, code.c and build*.c share: the way from libclang's
// cursors to the tree.
#ifndef CSPCC_BUILD_H
#define CSPCC_BUILD_H

#include "front/clang.h"
#include "said/said.h"

typedef VEC(CXCursor) cursors;

// What the walk of one function body carries down.
struct build {
    struct unit *unit;
    struct clang *clang;
    struct fn *fn;
    struct scope *scope; // the innermost one
    struct map vars;     // of the function, by name_at
    struct map refs;     // begin: the number of the last mention there
    int unevaluated;     // operands of sizeof and the like that we are in
};

// clang.c: see front.h.
bool clang_parse(struct unit *unit);
bool clang_is_silent(const strings *argv);

// typing.c: the same.
typed_list typing_forms(const struct options *options, struct diag *diag,
                        struct arena *arena, const char *input);

// cursor.c: the children of a cursor, in libclang's order.
cursors cursor_children(struct build *b, CXCursor cursor);
bool cursor_is_channel(CXType type); // a chan, a chan_in or a chan_out
bool cursor_is_task(CXType type);

// build.c

// A declaration at file scope.
void build_top(struct build *b, CXCursor cursor);

// build_mention.c

bool build_is_ours(CXCursor cursor); // not in a header of the system's
// The one struct of a function; made at its first mention.
struct fn *build_fn(struct build *b, CXCursor cursor);
// The local variable that is declared there; NULL for a global.
struct var *build_find_var(struct build *b, CXCursor declaration);
struct var *
build_new_var(struct build *b, CXCursor cursor, enum storage storage);
enum storage build_storage(CXCursor cursor);
// The alignment that a declaration asks for, as an attribute; NULL for none.
const char *build_alignment(struct unit *unit, size_t begin, size_t end);
struct ref *
build_add_ref(struct build *b, size_t begin, size_t end, enum ref_kind kind);
void build_type_ref(struct build *b, CXCursor cursor);
// An expression is assigned to; its address is taken.
void build_note_write(struct build *b, struct expr *target);
// It is read too: x++, x += 1.
void build_note_change(struct build *b, struct expr *target);
void build_note_address(struct build *b, struct expr *target);
struct expr *build_skip_parens(struct expr *expr);
// libclang shows nothing of the type of an association, or of a builtin's
// argument: variables, as in `__typeof__(v) *: ...`, and types of the function
// are found by their names.
void build_note_words(struct build *b, size_t at, size_t end);

// build_plain.c: functions whose addresses become plain pointers there.
void build_plain_init(struct build *b, CXCursor declaration, CXType type,
                      CXCursor value);
void build_plain_assignment(struct build *b, CXCursor assignment);
void build_plain_arguments(struct build *b, CXCursor call, struct fn *fn);
void build_plain_return(struct build *b, CXCursor value);

// build_attributes.c
// Notes those that concern the code of a coroutine.
void build_attributes_of(struct build *b, struct fn *fn, CXCursor cursor,
                         size_t begin, size_t end);
size_t build_begin(const struct unit *unit, size_t begin);

// build_expr.c
struct expr *build_expr(struct build *b, CXCursor cursor);
// The operands of something that is no expression.
struct expr *build_operands(struct build *b, CXCursor cursor);

// build_pointer.c: an expression's value leads to coroutines: it is a pointer
// to one, an array of such, a channel of them.
bool build_leads_to_coroutine(struct build *b, CXCursor expression);
bool build_says_coroutine(struct build *b, CXCursor declaration);

// build_form.c: what a call of a function, by its name, says besides.
void build_note_call(struct build *b, struct expr *call, CXCursor cursor);

// build_generic.c
// The index of the association that is chosen, from the text; -1: not known.
int build_chosen_arm(struct build *b, const struct expr *expr,
                     const struct expr *control);
void build_note_associations(struct build *b, const struct expr *expr,
                             size_t at);

// build_shape.c: fills in a variable's type what a value of it is for people.
void build_shape(struct unit *unit, struct type *type, CXType cx);

// build_type.c
bool build_is_offering(const struct unit *unit, size_t from, size_t to);

// build_decl.c
void build_declaration(struct build *b, struct stmt *stmt, cursors list);
// The type that is defined in the middle of a cast, a compound literal or the
// declaration of a variable, if one is.
void build_inner_type(struct build *b, size_t begin, size_t end, CXType type);
// What begins there is an array's length, and not a typeof's operand.
bool build_stands_in_brackets(const struct unit *unit, size_t at);
// The lengths of a variably modified type's arrays, outermost first. Gives the
// operand of the typeof that stands there, or NULL.
struct expr *build_lengths(struct build *b, struct lengths *lengths,
                           CXCursor cursor, bool has_init);

// build_stmt.c
struct stmt *build_stmt(struct build *b, CXCursor cursor);
// Opens a scope, which becomes b->scope.
struct scope *build_scope(struct build *b, size_t begin, size_t end);

#endif
