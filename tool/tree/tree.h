// SPDX-License-Identifier: MIT
// tree.h: what the passes know of one translation unit. build*.c make it of
// libclang's cursors; each later pass fills the fields that name it and reads
// those of the passes before. Every node is a range of the preprocessed text:
// what no pass lowers is copied from there, byte for byte.
#ifndef CSPCC_TREE_H
#define CSPCC_TREE_H

#include "text/text.h"
#include "tree/forms.h"

struct expr;
struct field;
struct fn;
struct stmt;
struct var;

// -- types -------------------------------------------------------------------
enum type_class {
    TYPE_VOID,
    TYPE_SCALAR, // arithmetic, pointer, enum, complex, vector: fits `a = b`
    TYPE_RECORD,
    TYPE_ARRAY,
    TYPE_FUNCTION,
};
// How a type is written; each names what it needs.
enum type_written {
    WRITTEN_NAME,     // name: of a number, a struct, an enum, a typedef
    WRITTEN_POINTER,  // of
    WRITTEN_CLOSURE,  // of: a block (^)
    WRITTEN_ARRAY,    // of, length
    WRITTEN_FUNCTION, // result, params
    WRITTEN_ATOMIC,   // of
    WRITTEN_VECTOR,   // of, size
    WRITTEN_ALIKE,    // of: written as that one
};
enum { TYPE_LENGTH_VARIES = -1, TYPE_LENGTH_OPEN = -2 }; // T[n], T[]
// What csp.h makes the two ends of a channel of.
enum { TYPE_LENGTH_IN = 1978, TYPE_LENGTH_OUT = 1985 };

// A struct, union or enum that has no name. names.c gives a tag to one that
// declarations of ours need.
struct unnamed_type {
    size_t begin, end; // of its definition
    const char *tag;   // NULL: as it was written
};

// build_type.c makes all of it; equal pointers are equal types, written alike.
struct type {
    enum type_class class;
    int64_t size, align; // bytes; -1: incomplete or known at run time only
    bool is_const;       // or holds a const member: cannot be assigned whole
    bool is_volatile, is_atomic;
    bool has_union; // or is one: bytes outside of the named member count
    bool has_padding;
    bool is_vm;        // variably modified: its size or a pointee's varies
    bool is_vla;       // the object itself has a size known at run time
    bool is_coroutine; // a function, or pointer to one, by its typedef
    bool is_decayed;   // a pointer that an array or a function has become
    enum type_written written;
    bool is_const_here, is_volatile_here; // at its top level, where it stands
    bool is_matrix;                       // clang's, whose name no C is
    bool is_prototype, is_variadic;       // with `...`, or an old-style `()`
    int64_t length;                       // of an array; see TYPE_LENGTH_VARIES
    const char *name, *keyword;   // keyword: "struct", ...; NULL: needs none
    struct local_type *local;     // that its name means, or NULL
    struct unnamed_type *unnamed; // or NULL
    struct type *of;              // what it is written with
    struct type *element;     // pointed to, or of an array; NULL: it is neither
    struct type *canonical;   // without typedefs
    struct type *unqualified; // an array's elements too
    struct type *decayed;     // the pointer it becomes, if that was asked for
    struct type *result;
    VEC(struct type *) params;
    const char *spelling; // of a canonical type, unqualified, to compare with
    const char *shape; // of a variable's canonical type: see struct csp_field
};

// The lengths of a variably modified type's arrays, outermost first. In a scope
// that suspends each is kept in the frame.
struct lengths {
    VEC(struct expr *) exprs;
    strings kept; // frame.c: where it is kept, or NULL
};

// What a type of variable length is taken from, and tells its lengths.
struct taken {
    struct expr *from; // typeof's operand or auto's value; NULL: not taken
    size_t stars;      // between that typeof and the name
};

// A struct, union, enum or typedef that a function body declares. In a
// coroutine it moves to file scope, because frame fields may use it.
struct local_type {
    const char *name;    // as written; NULL: has no name
    const char *hoisted; // its name at file scope; NULL: stays
    bool is_typedef;
    struct local_type *first; // an earlier declaration of the same, or NULL
    size_t begin, end;        // of the definition, without declarators
    size_t text_end;          // with the attributes behind its braces
    bool is_definition;
    bool in_expression; // defined in a cast, a compound literal, a typeof
    bool is_member;     // an unnamed one, whose members are its owner's
    bool uses_vm;       // a typedef of a variably modified type: cannot move
    struct lengths lengths;
    struct taken taken;
    struct type *type; // of such a typedef
    struct scope *scope;
    const char *meaning; // frame.c: how such a type is written, in the frame
};

// -- variables ---------------------------------------------------------------
enum storage { STORAGE_AUTO, STORAGE_PARAM, STORAGE_STATIC, STORAGE_EXTERN };

// Where a variable of a coroutine lives (frame.c).
enum placement {
    PLACE_PLAIN,    // a C local where it was declared
    PLACE_PROMOTED, // a C local of the whole step; saved on suspension
    PLACE_RESIDENT, // a field of the frame at all times
};

struct scope {
    struct scope *parent;
    size_t begin, end;
    VEC(struct var *) vars;
    VEC(struct scope *) kids;
    VEC(struct expr *) literals; // frame.c: compound literals kept here
    bool suspends;      // colour.c: a suspension stands between begin and end
    bool has_residents; // frame.c: itself or a scope in it
};

// What the source says of it (build*.c).
struct var_said {
    const char *cleanup;  // the function of __attribute__((cleanup))
    const char *reg;      // set if `register T x asm("r")`
    const char *align;    // an attribute, if the declaration asks for more
    bool address_taken;   // &x, array decay, or anything alike
    size_t address_at;    // the first time
    bool has_local_label; // a static whose initialiser takes &&label
    bool is_constexpr;    // C23's: as good as a static
};
// Of blocks that run on their own (outline.c).
struct var_outline {
    struct var *original; // what a go block's copy is copied from
    struct var *copy;     // the copy of the block at hand
    bool captured;        // such a block uses it
};
// live.c
struct var_live {
    int bit;           // -1: not tracked
    bool crosses;      // alive at some suspension
    VEC(size_t) waits; // where, by offset, for people
};
// frame.c
struct var_frame {
    enum placement place;
    // Somewhere in its function; mentioned: perhaps unevaluated.
    bool is_read, is_written, is_mentioned;
};
struct var {
    const char *name;
    struct type *type;
    enum storage storage;
    struct scope *scope;
    struct fn *fn;
    struct expr *init;
    size_t begin, end;         // the whole declarator with specifiers, as clang
    size_t name_at;            // offset of the name; (size_t)-1: none
    struct lengths lengths;    // if its type is variably modified
    struct expr *first_length; // of a parameter that is a pointer after all
    struct taken taken;
    const char *out;        // names.c: its name in emitted C
    const char *hoisted;    // emit.c: a static's name at file scope, or NULL
    struct lint_node *node; // lint/chan.c: what happens to a channel in it
    struct var_said said;
    struct var_outline outline;
    struct var_live live;
    struct var_frame frame;
};

// A mention of a variable, function, type or enumerator in a function body.
enum ref_kind {
    REF_VAR,        // var
    REF_LOCAL_TYPE, // local_type: its name is mentioned
    REF_ENUMERATOR, // local_type of the enum
    REF_FN,         // fn
    REF_TEXT,       // text: __func__ and its like, as a string
    REF_OTHER,      // a name of file scope; only the spelling counts
};
struct ref {
    size_t begin, end;
    enum ref_kind kind;
    union {
        struct var *var;
        struct local_type *type;
        struct fn *fn;
        const char *text;
    } to;
    bool reads, writes;
    bool address; // its address is taken here
    bool unevaluated;
};

// -- expressions -------------------------------------------------------------
enum expr_kind {
    EXPR_LEAF,        // literals and whatever has no operands
    EXPR_REF,         // ref->...: var, fn or NULL
    EXPR_PAREN,       // kids[0]
    EXPR_UNARY,       // op, kids[0]: + - ~ ! * __real __imag __extension__
    EXPR_ADDRESS,     // &kids[0]
    EXPR_STEP,        // ++ and --, kids[0]
    EXPR_BINARY,      // kids[0] op kids[1]
    EXPR_AND,         // kids[0] && kids[1]
    EXPR_OR,          // kids[0] || kids[1]
    EXPR_COMMA,       // kids[0] , kids[1]
    EXPR_ASSIGN,      // kids[0] = kids[1]
    EXPR_COMPOUND,    // kids[0] op= kids[1]
    EXPR_COND,        // kids[0] ? kids[1] : kids[2]
    EXPR_ELVIS,       // kids[0] ?: kids[1]
    EXPR_MEMBER,      // kids[0] . or -> name
    EXPR_INDEX,       // kids[0] [ kids[1] ]
    EXPR_CAST,        // (type) kids[0]
    EXPR_CALL,        // kids[0] is the callee, then the arguments
    EXPR_LITERAL,     // compound literal, kids[0]: EXPR_INIT
    EXPR_INIT,        // { kids }
    EXPR_DESIGNATED,  // .a[i] = kids[last]; the others are indices
    EXPR_GENERIC,     // kids[0]: the chosen arm
    EXPR_STATEMENT,   // ({ body })
    EXPR_UNEVALUATED, // sizeof, _Alignof, offsetof: kids are not evaluated
    EXPR_VA_ARG,
    EXPR_OTHER, // kids, but how they are evaluated is not known
};

// What the source says of it (build_expr.c).
struct expr_said {
    bool is_lvalue;       // denotes an object
    bool is_deref;        // EXPR_UNARY: *kids[0]
    bool is_spawn;        // EXPR_COMMA: starts the call that is kids[0]
    bool is_unsure;       // a _Generic whose chosen arm is not known
    bool has_effects;     // writes, calls, or reads volatile
    bool is_thread_local; // EXPR_REF: of a variable that each thread has
    bool is_constant;     // the same whenever it is evaluated
    bool is_known;        // an argument of csp__make: its value, as converted
    int64_t value;        //
};
// colour.c
struct expr_colour {
    bool suspends; // a suspension inside, or itself
    bool misfits;  // such a call, not as the callee is defined
    bool is_case;  // the marker of a select's case
};
// plan.c
struct expr_plan {
    bool is_target; // the object is meant, not its value
    bool saved;     // its value goes to a temporary
    bool kept;      // so it does, but where it stands
    bool split;     // suspends, or a value below is saved, kept
};
struct expr {
    enum expr_kind kind;
    size_t begin, end;
    struct type *type; // its own
    struct type *as;   // after implicit conversions: decayed, promoted
    struct expr **kids;
    size_t kid_count;
    struct var *var;      // EXPR_REF of a variable
    struct fn *fn;        // EXPR_REF of a function; EXPR_CALL: the callee
    struct stmt *body;    // EXPR_STATEMENT
    struct scope *scope;  // EXPR_LITERAL: the block it lives in
    enum op op;           // colour.c, for EXPR_CALL
    const char *resident; // frame.c: EXPR_LITERAL: field that holds it
    const char *field;    // lower/expr.c: where it was saved
    struct expr_said said;
    struct expr_colour colour;
    struct expr_plan plan;
};

// -- statements --------------------------------------------------------------
enum stmt_kind {
    STMT_COMPOUND, // kids, scope
    STMT_DECL,     // vars and local types
    STMT_EXPR,     // expr
    STMT_IF,       // expr, kids[0], kids[1] or none
    STMT_WHILE,    // expr, kids[0]
    STMT_DO,       // kids[0], expr
    STMT_FOR,      // init, expr, step (each may be NULL), kids[0], scope
    STMT_SWITCH,   // expr, kids[0]
    STMT_CASE,     // expr (and to: a GNU range), kids[0]
    STMT_DEFAULT,  // kids[0]
    STMT_LABEL,    // label, kids[0]
    STMT_GOTO,     // label
    STMT_GOTO_ANY, // expr: computed goto
    STMT_BREAK,
    STMT_CONTINUE,
    STMT_RETURN, // expr or NULL
    STMT_NULL,
    STMT_ASM,        // expr: EXPR_OTHER with its operands
    STMT_ATTRIBUTED, // kids[0] behind an attribute
    STMT_GO,         // expr: the call to start; or branches: a block; step: in
                     // which group
    STMT_PAR,        // branches; or kids[0]: the loop of a par for
    STMT_BLOCKING,   // kids[0]
    STMT_SCOPE,      // expr: the call that opens it; kids[0]
    STMT_SELECT,     // cases, kids[0]: the compound
    STMT_OTHER,
};

enum { SELECT_DEFAULT_VALUE = -1 };
struct select_case {
    struct expr *call;  // the marker: OP_SEND, OP_RECV, OP_AFTER, ..
    struct stmt *label; // the STMT_CASE
    long value;         // of the case label
};

// STMT_SELECT
struct stmt_select {
    VEC(struct select_case) cases;
    bool has_default;
    const char *order; // flag of csp_rt_select, or NULL
};
// outline.c
struct stmt_outline {
    VEC(struct fn *) branches;
    size_t gather;  // a par for counts in csp_gather_N
    bool ends_task; // STMT_RETURN, was a continue
};
// colour.c
struct stmt_colour {
    bool suspends;  // contains a suspension
    bool is_stress; // a suspension stands before it
};
struct stmt {
    enum stmt_kind kind;
    size_t begin, end; // with the semicolon
    struct expr *expr;
    struct expr *to;
    struct stmt *init; // STMT_FOR
    struct expr *step; // STMT_FOR; STMT_GO: the group of go_in, or NULL
    struct stmt **kids;
    size_t kid_count;
    VEC(struct var *) vars;
    VEC(struct local_type *) types;
    struct scope *scope;
    const char *label;
    bool verbatim;  // lower/verbatim.c: copied as it is
    size_t number;  // lower/select.c: a case's index
    bool is_marker; // STMT_EXPR: the operation of a select case
    struct stmt_select select;
    struct stmt_outline outline;
    struct stmt_colour colour;
    VEC(struct select_case) cases; // but for case_cancel
    struct select_case cancel;     // its call NULL: there is none
    size_t opened; // colour.c: it is csp_scope_N, or csp_group_N
};

// -- functions ---------------------------------------------------------------
// One declaration of a function, where it stands.
struct fn_decl {
    size_t begin, end;
    bool annotated; // itself, or the typedef that is its type
    int64_t frame;  // what csp_frame says, bytes; 0: nothing, -1: no number
};

// What the source says of it (build*.c): of the definition, and of all
// declarations.
struct fn_said {
    bool annotated;          // some declaration says `coroutine`
    bool is_operation;       // ... and `csp_operation`
    const char *frame_words; // what the last csp_frame says; NULL: none
    int64_t frame_most;      // what csp_frame says, see fn_decl
    bool is_static, is_inline, is_variadic, is_main, is_system;
    bool is_knr;
    bool is_constructor;
    bool is_redefined; // GNU C's `extern inline`, and then the real one
    bool is_weak;
    bool is_ours;   // some declaration stands outside of the system's headers
    bool is_theirs; // ... or in one of them
    bool is_declared_inside; // in a block of another function, and nowhere else
    bool calls_alloca;
    bool asm_goto;
    size_t mentions;             // of its name other than to call it
    const char *alias;           // the function that its alias attribute names
    const char *visibility;      // "hidden", ... if the symbol has one; or NULL
    const char *code_attributes; // of its step: `cold, target("avx2")`
    const char *bad_attribute;   // that no step can have; NULL: none
    size_t bad_attribute_at;
};
// Blocks that run on their own (outline.c).
struct fn_outline {
    size_t count;            // blocks taken out of it
    bool is_branch;          // it is such a block
    struct stmt *started_by; // the statement that starts the block
    struct fn *outer;        // whose frame a par's branch reaches
    bool is_counted;         // a branch of a par for
    size_t gather_count;     // loops that are par for
};
// colour.c
struct fn_colour {
    bool is_coroutine;
    bool is_called;         // or started as a coroutine
    VEC(struct fn *) users; // the functions that name this one
    struct expr *cause;     // what made it a coroutine, or ..
    struct stmt *cause_stmt;
    bool has_go;        // a plain function that starts tasks
    bool stays_plain;   // C lets no coroutine do this (options.code.inferred)
    bool keep_plain;    // a plain twin is emitted (likewise)
    size_t point_count; // suspensions
};
// posix.c
struct fn_replaced {
    const char *by;       // libcsplib's in its place; NULL: none
    const char *by_plain; // .. and the one that plain C calls; NULL: its own
};
// names.c
struct fn_names {
    const char *stem;  // what our names for its parts begin with
    const char *frame; // what its frame pointer is called
    struct map *words; // build.c: every identifier that its body mentions
};
// frame.c
struct fn_frame {
    size_t length_count; // lengths of arrays kept in it
    bool has_cleanup;    // a resident has one
    bool recursive;      // can reach itself through embedded calls
    int64_t size;        // estimate, bytes
    int visit;           // mark of the depth-first walk
};
struct fn {
    const char *name;
    const struct form *form; // csp.h's function; NULL: another
    struct unit *unit;
    struct type *type, *result;
    VEC(struct var *) params;
    VEC(struct scope *) scopes;
    VEC(struct ref) refs; // in order of offset; the body's only
    VEC(struct local_type *) types;
    VEC(struct var *) vars; // all, params first
    VEC(struct fn_decl) decls;
    struct stmt *body; // NULL: only declared
    size_t begin, end; // of the definition; of a declaration if no body
    size_t name_at;
    struct fn_said said;
    struct fn_outline outline;
    struct fn_replaced replaced;
    struct fn_colour colour;
    struct fn_names names;
    struct fn_frame frame;
    int live_count;                  // live.c
    struct machine *machine;         // lower/step.c: once it is lowered
    struct lint_calls *lint;         // lint/block.c: its calls
    size_t scope_count, group_count; // colour.c: of csp.h's, in the frame
};

// A suspension of one coroutine, in order of emission (lower/step.c).
struct point {
    int number; // from 1
    int kind;   // enum csp_point_kind
    const char *what;
    const char *tag; // the enumerator's name
    size_t at;
};

// What a coroutine has become.
struct machine {
    VEC(struct point) points;
    struct field *frame; // placed
};

// The address of a function becomes a pointer that is not declared `coroutine`.
struct plain_use {
    struct fn *fn;
    size_t begin, end; // where it is named
    struct fn *taker;  // the function that gets it as an argument; NULL: none
};

struct fn_use {
    const struct fn *fn;
    size_t begin;
};

// Behind `at` a pragma's word on each of diag_warnings is this.
struct pragma_state {
    size_t at;
    unsigned char *said; // of enum diag_said
};
// A pragma about a warning of cspcc's that is not there.
struct pragma_typo {
    size_t at;
    const char *name;
};

// A line of the generated file in a step, where people read it.
struct mapped {
    unsigned line; // from 1
    const struct fn *fn;
    size_t at; // what it stands for in the source; (size_t)-1: nothing
    int state; // the suspension that it is part of; 0: none
};

struct unit {
    const struct options *options;
    struct diag *diag;
    struct arena *arena;
    struct intern *intern;
    const struct source *source;
    VEC(struct fn *) fns;      // with a body in this unit, in order
    VEC(struct fn *) declared; // all functions known, bodies or not
    VEC(struct fn *) frames;   // frame.c: coroutines, callees first
    VEC(struct edit) edits;    // of the file's text outside the functions
    struct map typedefs;       // names of the types of the file, interned
    struct map variables;      // and of its variables: where they stand
    VEC(struct plain_use) plain_uses; // build_plain.c
    VEC(struct fn_use) block_calls;   // build.c: in a block (^) at file scope
    void *clang;               // clang.c's own; NULL once the tree stands
    struct type *no_type;      // of what C takes for none
    bool keeps_places;         // emit.c: for lower/*.c, see there
    struct words *words;       // lower/words.c's own
    struct spelling *spelling; // lower/spelling.c's own
    VEC(struct mapped) map;    // emit/step.c, in order
    // pragma.c, in the order of the text:
    VEC(struct pragma_state) pragmas;
    VEC(struct pragma_typo) pragma_typos;
};

// Replace [begin, end) of the text by `text`.
struct edit {
    size_t begin, end;
    const char *text;
};

// -- type.c ------------------------------------------------------------------
// "T name" as a declaration, for any type that may be written: names of local
// types are the hoisted ones.
const char *
type_declare(struct unit *unit, const struct type *type, const char *name);
// The same for an object that is assigned to: without const.
const char *type_declare_object(struct unit *unit, const struct type *type,
                                const char *name);
// The same for people: chan(T) and bool, whatever C would take.
const char *
type_words(struct unit *unit, const struct type *type, const char *name);
// The alignment of a field of that type, as an attribute; "": the usual. gcc
// aligns vectors as the instructions of the place allow, which differ.
const char *type_alignment(struct unit *unit, const struct type *type);
// "T name" as a field, unqualified, with that alignment.
const char *
type_field(struct unit *unit, const struct type *type, const char *name);
// "T name" of a variably modified type, its lengths as kept.
const char *type_declare_vm(struct unit *unit, const struct type *type,
                            const struct lengths *lengths, const char *name);
// An array, and not `T[]`.
bool type_has_length(const struct type *type);
// Whether type_declare_vm would leave one of them out.
bool type_lacks_length(struct unit *unit, const struct type *type,
                       const struct lengths *lengths);
bool type_is_pointer(const struct type *type);
// What it points to, or is an array of; unit->no_type if it is neither.
struct type *type_element(const struct unit *unit, const struct type *type);
bool type_pointee_is_volatile(const struct type *type);
// Of a pointer to an array: its length, TYPE_LENGTH_OPEN for `T (*)[]`;
// TYPE_LENGTH_VARIES for other types.
int64_t type_pointee_length(const struct type *type);
// Of a function, or a pointer to one.
size_t type_param_count(const struct type *type);
struct type *
type_param(const struct unit *unit, const struct type *type, size_t i);
bool type_is_variadic(const struct type *type); // or old-style
bool type_has_rest(const struct type *type);    // `...`
// clang's spelling of the canonical type, to compare with.
const char *type_canonical(struct unit *unit, const struct type *type);
// A signed integer, but char: below 0 it says that something has failed.
bool type_is_signed(struct unit *unit, const struct type *type);

// -- names.c -----------------------------------------------------------------
// The name, or one like it that the text does not have.
const char *names_of_unit(struct unit *unit, const char *name);

// -- code.c -----------------------------------------------------------------
// Offsets are into the preprocessed text.

// Behind the string or character literal at `at`.
size_t code_skip_literal(const char *text, size_t at);
// The offset of byte `wanted` outside brackets, from `at` up to `end`; `end`
// if there is none.
size_t code_find(const struct unit *unit, size_t at, size_t end, char wanted);
size_t code_through_semicolon(const struct unit *unit, size_t end);
bool code_at(const struct unit *unit, size_t at, const char *word);
bool code_has(const struct unit *unit, size_t begin, size_t end,
              const char *word);
bool code_has_word(const struct unit *unit, size_t begin, size_t end,
                   const char *word);
// The text in the brackets of `word(...)` between two offsets, or NULL.
const char *
code_argument(struct unit *unit, size_t begin, size_t end, const char *word);
// The next byte at or after `at` that is code: past blanks, comments and line
// markers.
size_t code_skip(const struct unit *unit, size_t at);
// Behind the name or the number at `at`: C23 writes 1'000.
size_t code_skip_word(const char *text, size_t at);
// What `#pragma pack` sets at an offset of the text; 0: nothing.
int code_pack_at(const struct unit *unit, size_t at);
// What gives a tag to the struct, union or enum that is defined there.
struct edit
code_tag_edit(struct unit *unit, size_t begin, size_t end, const char *tag);

// -- tree.c ------------------------------------------------------------------
void tree_dump(const struct unit *unit, FILE *out);
struct place unit_place(const struct unit *unit, size_t begin, size_t end);
// The words of the text between two offsets, on one line, shortened.
const char *
unit_excerpt(const struct unit *unit, size_t begin, size_t end, size_t most);
// A number or a string, which means the same everywhere.
bool tree_is_literal(const struct expr *expr);
// A statement that is a group.
bool tree_is_group(const struct stmt *stmt);
// The operation of csp.h that a call stands for, or OP_NONE.
enum op tree_operation(const struct expr *call);
typedef void visit_expr(struct expr *expr, void *context);
typedef void visit_stmt(struct stmt *stmt, void *context);
// Every expression below, parents first, those of statements too. A visitor may
// be NULL.
void tree_each(struct stmt *stmt, visit_stmt *on_stmt, visit_expr *on_expr,
               void *context);
// The lengths of parameters written as arrays.
void tree_each_parameter(const struct fn *fn, visit_expr *on_expr,
                         void *context);
void tree_each_expr(struct expr *expr, visit_stmt *on_stmt, visit_expr *on_expr,
                    void *context);
// For a visitor of expressions: does this one stand in an operand that is not
// evaluated? *last is the last such operand met; NULL at first.
bool tree_is_quiet(const struct expr **last, const struct expr *expr);
// The label of that name in the statement; NULL: there is none.
const struct stmt *tree_label(struct stmt *stmt, const char *name);

#endif
