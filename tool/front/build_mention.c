// SPDX-License-Identifier: MIT
// build_mention.c: functions, variables, and where a body names them. A
// function is one struct however often it is declared. Called by all that
// builds the tree; calls nothing of that.
#include "front/inside.h"

#include <ctype.h>
#include <string.h>

// -- functions and variables -------------------------------------------------

bool build_is_ours(CXCursor cursor)
{
    return !clang_Location_isInSystemHeader(clang_getCursorLocation(cursor));
}

struct fn *build_fn(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    const char *name = cursor_text(unit, clang_getCursorSpelling(cursor));
    union map_value *known =
        map_put(unit->arena, &b->clang->fns, map_key(name));
    if (known->pointer) return known->pointer;
    struct fn *fn = known->pointer = ARENA_NEW(unit->arena, struct fn);
    fn->name = name;
    fn->form = forms_function(name);
    fn->unit = unit;
    fn->type = type_of(unit, clang_getCursorType(cursor));
    fn->result = type_of(unit, clang_getCursorResultType(cursor));
    fn->said.is_variadic =
        clang_isFunctionTypeVariadic(clang_getCursorType(cursor)) &&
        clang_getCursorType(cursor).kind == CXType_FunctionProto;
    fn->said.is_main = strcmp(name, "main") == 0;
    fn->said.is_ours = build_is_ours(cursor);
    vec_push(unit->arena, &unit->declared, fn);
    return fn;
}

struct var *build_find_var(struct build *b, CXCursor declaration)
{
    if (!b->fn) return NULL;
    size_t at = cursor_offset(b->unit, clang_getCursorLocation(declaration));
    const union map_value *var = map_get(&b->vars, at);
    return var ? var->pointer : NULL;
}

// The alignment that a declaration asks for, as an attribute; NULL for none.
const char *build_alignment(struct unit *unit, size_t begin, size_t end)
{
    const char *bytes = code_argument(unit, begin, end, "_Alignas");
    if (!bytes) bytes = code_argument(unit, begin, end, "alignas");
    if (bytes && !isdigit((unsigned char)*bytes)) // perhaps a type
        return arena_printf(unit->arena,
                            " __attribute__((aligned(_Alignof(struct { "
                            "_Alignas(%s) char c; }))))",
                            bytes);
    if (!bytes) bytes = code_argument(unit, begin, end, "aligned");
    if (!bytes && code_has(unit, begin, end, "aligned"))
        return " __attribute__((aligned))";
    if (!bytes) return NULL;
    return arena_printf(unit->arena, " __attribute__((aligned(%s)))", bytes);
}

struct var *
build_new_var(struct build *b, CXCursor cursor, enum storage storage)
{
    struct unit *unit = b->unit;
    struct var *var = ARENA_NEW(unit->arena, struct var);
    var->name = cursor_text(unit, clang_getCursorSpelling(cursor));
    var->out = var->name;
    var->type = type_of(unit, clang_getCursorType(cursor));
    build_shape(unit, var->type, clang_getCursorType(cursor));
    var->storage = storage;
    var->scope = b->scope;
    var->fn = b->fn;
    var->live.bit = -1;
    cursor_extent(unit, cursor, &var->begin, &var->end);
    var->name_at = cursor_offset(unit, clang_getCursorLocation(cursor));
    vec_push(unit->arena, &b->fn->vars, var);
    map_put(unit->arena, &b->vars, var->name_at)->pointer = var;
    if (b->scope) vec_push(unit->arena, &b->scope->vars, var);
    return var;
}

enum storage build_storage(CXCursor cursor)
{
    switch (clang_Cursor_getStorageClass(cursor)) {
    case CX_SC_Static: return STORAGE_STATIC;
    case CX_SC_Extern: return STORAGE_EXTERN;
    default: return STORAGE_AUTO;
    }
}

// -- mentions of names -------------------------------------------------------

struct ref *
build_add_ref(struct build *b, size_t begin, size_t end, enum ref_kind kind)
{
    struct ref ref = {.begin = begin, .end = end, .kind = kind, .reads = true};
    ref.unevaluated = b->unevaluated > 0;
    map_put(b->unit->arena, &b->refs, begin)->number = b->fn->refs.count;
    vec_push(b->unit->arena, &b->fn->refs, ref);
    return &b->fn->refs.at[b->fn->refs.count - 1];
}

static struct ref *last_ref(struct build *b, size_t begin)
{
    const union map_value *ref = map_get(&b->refs, begin);
    return ref ? &b->fn->refs.at[ref->number] : NULL;
}

void build_type_ref(struct build *b, CXCursor cursor)
{
    CXCursor to = clang_getCursorReferenced(cursor);
    struct local_type *local = type_local(b->unit, to);
    size_t begin, end;
    if (!cursor_extent(b->unit, cursor, &begin, &end)) return;
    struct ref *ref =
        build_add_ref(b, begin, end, local ? REF_LOCAL_TYPE : REF_OTHER);
    if (local) ref->to.type = local;
}

struct expr *build_skip_parens(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN)
        expr = expr->kids[0];
    return expr;
}

// The variable that an lvalue is a part of, NULL through a pointer.
static struct var *root_var(struct expr *expr)
{
    expr = build_skip_parens(expr);
    if (expr->kind == EXPR_REF) return expr->var;
    if (expr->kind == EXPR_MEMBER && expr->kids[0]->type &&
        expr->kids[0]->type->class == TYPE_RECORD)
        return root_var(expr->kids[0]);
    if (expr->kind == EXPR_UNARY && expr->said.is_lvalue &&
        !expr->said.is_deref)
        return root_var(expr->kids[0]);
    if (expr->kind == EXPR_INDEX && expr->kids[0]->type &&
        expr->kids[0]->type->class != TYPE_SCALAR)
        return root_var(expr->kids[0]);
    return NULL;
}

static void note_write(struct build *b, struct expr *target, bool also_reads)
{
    struct expr *bare = build_skip_parens(target);
    while (bare->kind == EXPR_UNARY && bare->said.is_lvalue &&
           !bare->said.is_deref) {
        also_reads = true; // __real__ x: the other part stays
        bare = build_skip_parens(bare->kids[0]);
    }
    if (bare->kind != EXPR_REF || !bare->var) return;
    struct ref *ref = last_ref(b, bare->begin);
    if (!ref) return;
    ref->writes = true;
    ref->reads = also_reads;
}

void build_note_write(struct build *b, struct expr *target)
{
    note_write(b, target, false);
}

void build_note_change(struct build *b, struct expr *target)
{
    note_write(b, target, true);
}

void build_note_address(struct build *b, struct expr *target)
{
    struct var *var = root_var(target);
    if (!var || b->unevaluated > 0) return;
    if (!var->said.address_taken) var->said.address_at = target->begin;
    var->said.address_taken = true;
    struct ref *ref = last_ref(b, build_skip_parens(target)->begin);
    if (ref) ref->address = true;
}

// -- by their names alone -----------------------------------------------------

static struct var *visible_var(struct build *b, const char *name, size_t at)
{
    for (const struct scope *scope = b->scope; scope; scope = scope->parent)
        for (size_t i = scope->vars.count; i > 0; i--) {
            struct var *var = scope->vars.at[i - 1];
            if (var->name == name && var->name_at < at) return var;
        }
    return NULL;
}

static struct local_type *visible_type(struct build *b, const char *name)
{
    for (size_t i = b->fn->types.count; i > 0; i--) {
        struct local_type *type = b->fn->types.at[i - 1];
        const struct scope *scope = b->scope;
        while (scope && scope != type->scope)
            scope = scope->parent;
        if (scope && type->name && strcmp(type->name, name) == 0) return type;
    }
    return NULL;
}

static void note_word(struct build *b, size_t begin, size_t end)
{
    const char *text = b->unit->source->text;
    const char *name = intern_n(b->unit->intern, text + begin, end - begin);
    struct var *var = visible_var(b, name, begin);
    struct local_type *type = var ? NULL : visible_type(b, name);
    if (!var && !type) return;
    struct ref *ref =
        build_add_ref(b, begin, end, var ? REF_VAR : REF_LOCAL_TYPE);
    ref->unevaluated = true;
    if (var)
        ref->to.var = var;
    else
        ref->to.type = type;
}

void build_note_words(struct build *b, size_t at, size_t end)
{
    const char *text = b->unit->source->text;
    char before = ' ';
    while ((at = code_skip(b->unit, at)) < end) {
        size_t from = at;
        while (isalnum((unsigned char)text[at]) || text[at] == '_')
            at++;
        if (at == from) {
            before = text[at++];
            continue;
        }
        if (before != '.' && before != '>') note_word(b, from, at);
        before = ' ';
    }
}
