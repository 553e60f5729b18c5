// SPDX-License-Identifier: MIT
// build.c: the functions of a unit, their variables and the mentions of names
// in them. A function is one struct however often it is declared; its body is
// built by build_stmt.c and build_expr.c, which find their way in a struct
// build. Called by clang.c; leaves unit->fns in source order.
#include "front/inside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// -- functions and variables -------------------------------------------------

static bool is_ours(CXCursor cursor)
{
    return !clang_Location_isInSystemHeader(clang_getCursorLocation(cursor));
}

struct fn *build_fn(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    const char *name = clang_text(unit, clang_getCursorSpelling(cursor));
    union map_value *known =
        map_put(unit->arena, &b->clang->fns, map_key(name));
    if (known->pointer) return known->pointer;
    struct fn *fn = known->pointer = ARENA_NEW(unit->arena, struct fn);
    fn->name = name;
    fn->form = forms_function(name);
    fn->unit = unit;
    fn->type = type_of(unit, clang_getCursorType(cursor));
    fn->result = type_of(unit, clang_getCursorResultType(cursor));
    fn->is_variadic =
        clang_isFunctionTypeVariadic(clang_getCursorType(cursor)) &&
        clang_getCursorType(cursor).kind == CXType_FunctionProto;
    fn->is_main = strcmp(name, "main") == 0;
    fn->is_ours = is_ours(cursor);
    vec_push(unit->arena, &unit->declared, fn);
    return fn;
}

struct var *build_find_var(struct build *b, CXCursor declaration)
{
    if (!b->fn) return NULL;
    size_t at = clang_offset(b->unit, clang_getCursorLocation(declaration));
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
    var->name = clang_text(unit, clang_getCursorSpelling(cursor));
    var->out = var->name;
    var->type = type_of(unit, clang_getCursorType(cursor));
    var->storage = storage;
    var->scope = b->scope;
    var->fn = b->fn;
    var->live = -1;
    clang_extent(unit, cursor, &var->begin, &var->end);
    var->name_at = clang_offset(unit, clang_getCursorLocation(cursor));
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
    if (!clang_extent(b->unit, cursor, &begin, &end)) return;
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
    if (expr->kind == EXPR_UNARY && expr->is_lvalue && !expr->is_deref)
        return root_var(expr->kids[0]);
    if (expr->kind == EXPR_INDEX && expr->kids[0]->type &&
        expr->kids[0]->type->class != TYPE_SCALAR)
        return root_var(expr->kids[0]);
    return NULL;
}

void build_note_write(struct build *b, struct expr *target, bool also_reads)
{
    struct expr *bare = build_skip_parens(target);
    while (bare->kind == EXPR_UNARY && bare->is_lvalue && !bare->is_deref) {
        also_reads = true; // __real__ x: the other part stays
        bare = build_skip_parens(bare->kids[0]);
    }
    if (bare->kind != EXPR_REF || !bare->var) return;
    struct ref *ref = last_ref(b, bare->begin);
    if (!ref) return;
    ref->writes = true;
    ref->reads = also_reads;
}

void build_note_address(struct build *b, struct expr *target)
{
    struct var *var = root_var(target);
    if (!var || b->unevaluated > 0) return;
    if (!var->address_taken) var->address_at = target->begin;
    var->address_taken = true;
    struct ref *ref = last_ref(b, build_skip_parens(target)->begin);
    if (ref) ref->address = true;
}

// -- functions ---------------------------------------------------------------

// Mentions come in the order of the walk; later passes want that of the text.
static int compare_refs(const void *left, const void *right)
{
    const struct ref *a = left, *b = right;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static void sort_refs(struct fn *fn)
{
    if (!fn->refs.count) return;
    qsort(fn->refs.at, fn->refs.count, sizeof *fn->refs.at, compare_refs);
    size_t kept = 1;
    for (size_t i = 1; i < fn->refs.count; i++) {
        struct ref *last = &fn->refs.at[kept - 1], *next = &fn->refs.at[i];
        if (next->begin != last->begin) {
            fn->refs.at[kept++] = *next;
        } else {
            last->reads |= next->reads;
            last->writes |= next->writes;
        }
    }
    fn->refs.count = kept;
}

static void note_words(struct build *b, struct fn *fn)
{
    fn->words = ARENA_NEW(b->unit->arena, struct map);
    const char *text = b->unit->source->text;
    size_t at = fn->begin;
    while ((at = code_skip(b->unit, at)) < fn->end) {
        if (text[at] == '"' || text[at] == '\'') {
            at = code_skip_literal(text, at);
        } else if (isalpha((unsigned char)text[at]) || text[at] == '_') {
            size_t end = code_skip_word(text, at);
            const char *word = intern_n(b->unit->intern, text + at, end - at);
            map_put(b->unit->arena, fn->words, map_key(word));
            at = end;
        } else if (isdigit((unsigned char)text[at])) {
            at = code_skip_word(text, at);
        } else {
            at++;
        }
    }
}

// A parameter declared as an array is a pointer: the first length is dropped.
static void
build_param_lengths(struct build *b, struct var *var, CXCursor cursor)
{
    build_lengths(b, &var->lengths, cursor, false);
    struct type *declared = type_of(b->unit, clang_getCursorType(cursor));
    if (declared->class != TYPE_ARRAY || !var->lengths.exprs.count) return;
    if (clang_getCursorType(cursor).kind == CXType_IncompleteArray) return;
    var->first_length = var->lengths.exprs.at[0];
    var->lengths.exprs.at++;
    var->lengths.exprs.count--;
    var->lengths.exprs.room--;
}

// GNU C's `extern inline` definition may be followed by the real one: that one
// counts, the other stays in the text as it is.
static void forget_body(struct fn *fn)
{
    memset(&fn->params, 0, sizeof fn->params);
    memset(&fn->scopes, 0, sizeof fn->scopes);
    memset(&fn->refs, 0, sizeof fn->refs);
    memset(&fn->types, 0, sizeof fn->types);
    memset(&fn->vars, 0, sizeof fn->vars);
    fn->body = NULL;
}

static void build_body(struct build *b, struct fn *fn, CXCursor cursor)
{
    cursors list = clang_children(b, cursor);
    b->fn = fn;
    b->scope = NULL;
    b->vars = b->refs = (struct map){0};
    clang_extent(b->unit, cursor, &fn->begin, &fn->end);
    fn->begin = build_begin(b->unit, fn->begin);
    fn->name_at = clang_offset(b->unit, clang_getCursorLocation(cursor));
    build_scope(b, fn->begin, fn->end);
    int params = clang_Cursor_getNumArguments(cursor);
    for (int i = 0; i < params; i++) {
        struct var *var = build_new_var(
            b, clang_Cursor_getArgument(cursor, (unsigned)i), STORAGE_PARAM);
        if (var->type->is_vm)
            build_param_lengths(b, var,
                                clang_Cursor_getArgument(cursor, (unsigned)i));
        if (var->type->class == TYPE_ARRAY || var->type->class == TYPE_FUNCTION)
            var->type = type_decayed(b->unit, var->type);
        vec_push(b->unit->arena, &fn->params, var);
    }
    for (size_t i = 0; i < list.count; i++)
        if (clang_getCursorKind(list.at[i]) == CXCursor_CompoundStmt)
            fn->body = build_stmt(b, list.at[i]);
    sort_refs(fn);
    note_words(b, fn);
    b->fn = NULL;
}

static bool declared_knr(struct unit *unit, const struct fn *fn)
{
    if (!fn->body) return false;
    size_t open = code_find(unit, fn->name_at, fn->body->begin, '(');
    size_t close = code_find(unit, open + 1, fn->body->begin, ')');
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct var *param = fn->params.at[i];
        if (param->name_at > close || param->begin == param->name_at)
            return true;
    }
    return false;
}

static enum CXChildVisitResult
find_visibility(CXCursor cursor, CXCursor parent, CXClientData found)
{
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_VisibilityAttr)
        return CXChildVisit_Continue;
    *(bool *)found = true;
    return CXChildVisit_Break;
}

// What the symbols that come with a coroutine must have like its own, if an
// attribute or a pragma says so; an option is heard by the C compiler.
static const char *visibility_of(CXCursor cursor)
{
    bool said = false;
    clang_visitChildren(cursor, find_visibility, &said);
    if (!said) return NULL;
    switch (clang_getCursorVisibility(cursor)) {
    case CXVisibility_Hidden: return "hidden";
    case CXVisibility_Protected: return "protected";
    case CXVisibility_Default: return "default";
    case CXVisibility_Invalid: break;
    }
    return NULL;
}

// libclang has no cursor for the attribute.
static bool says_weak(struct unit *unit, size_t begin, size_t end)
{
    return code_argument(unit, begin, end, "__attribute__") &&
           (code_has(unit, begin, end, "(weak") ||
            code_has(unit, begin, end, " weak") ||
            code_has(unit, begin, end, "__weak__"));
}

// The name in alias("name"), or NULL.
static const char *alias_of(struct unit *unit, size_t begin, size_t end)
{
    if (!code_argument(unit, begin, end, "__attribute__")) return NULL;
    const char *name = code_argument(unit, begin, end, "alias");
    if (!name || name[0] != '"') return NULL;
    return intern_n(unit->intern, name + 1, strcspn(name + 1, "\""));
}

static void build_function(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    struct fn *fn = build_fn(b, cursor);
    size_t begin, end;
    if (!clang_extent(unit, cursor, &begin, &end)) return;
    begin = build_begin(unit, begin);
    bool annotated = clang_annotated(cursor, "csp.coroutine");
    bool by_typedef = type_of(unit, clang_getCursorType(cursor))->is_coroutine;
    struct fn_decl range = {begin, end, annotated || by_typedef};
    vec_push(unit->arena, &fn->decls, range);
    fn->is_declared_inside = false;
    fn->annotated |= annotated;
    fn->is_static |= clang_Cursor_getStorageClass(cursor) == CX_SC_Static;
    fn->is_inline |= clang_Cursor_isFunctionInlined(cursor) != 0;
    fn->is_ours |= is_ours(cursor);
    build_attributes_of(b, fn, cursor, begin, end);
    const char *visibility = visibility_of(cursor);
    if (visibility && !fn->is_static) fn->visibility = visibility;
    if (!clang_isCursorDefinition(cursor)) {
        if (!fn->body) fn->begin = begin, fn->end = end;
        fn->is_weak |= says_weak(unit, begin, end);
        if (!fn->alias) fn->alias = alias_of(unit, begin, end);
        return;
    }
    fn->annotated_def = annotated;
    fn->type = type_of(unit, clang_getCursorType(cursor));
    fn->result = type_of(unit, clang_getCursorResultType(cursor));
    fn->is_system = !is_ours(cursor);
    bool again = fn->body != NULL;
    if (again) forget_body(fn);
    fn->is_redefined = again;
    build_body(b, fn, cursor);
    if (!fn->body) return;
    fn->is_knr = declared_knr(unit, fn);
    fn->is_weak |= says_weak(unit, begin, fn->body->begin);
    fn->is_constructor =
        code_has(unit, begin, fn->body->begin, "constructor") ||
        code_has(unit, begin, fn->body->begin, "destructor");
    if (!again) vec_push(unit->arena, &unit->fns, fn);
}

// A closure at file scope.
static enum CXChildVisitResult
note_calls(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct build *b = data;
    CXCursor to = clang_getCursorReferenced(cursor);
    bool is_fn = clang_getCursorKind(to) == CXCursor_FunctionDecl;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_UnaryExpr) return CXChildVisit_Continue;
    if (kind == CXCursor_DeclRefExpr && is_fn) build_fn(b, to)->mentions++;
    size_t begin, end;
    if (kind == CXCursor_CallExpr && is_fn &&
        clang_extent(b->unit, cursor, &begin, &end)) {
        struct fn_use use = {build_fn(b, to), begin};
        vec_push(b->unit->arena, &b->unit->block_calls, use);
    }
    return CXChildVisit_Recurse;
}

// A file-scope variable: only the functions whose addresses it holds matter.
static enum CXChildVisitResult
note_addresses(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct build *b = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_UnaryExpr) return CXChildVisit_Continue;
    if (kind == CXCursor_BlockExpr) {
        clang_visitChildren(cursor, note_calls, b);
        return CXChildVisit_Continue;
    }
    if (kind == CXCursor_DeclRefExpr) {
        CXCursor to = clang_getCursorReferenced(cursor);
        if (clang_getCursorKind(to) == CXCursor_FunctionDecl)
            build_fn(b, to)->mentions++;
    }
    return CXChildVisit_Recurse;
}

void build_top(struct build *b, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_TypedefDecl) {
        const char *name = clang_text(b->unit, clang_getCursorSpelling(cursor));
        map_put(b->unit->arena, &b->unit->typedefs, map_key(name));
    }
    if (kind == CXCursor_FunctionDecl) build_function(b, cursor);
    if (kind != CXCursor_VarDecl) return;
    size_t begin, end;
    if (clang_extent(b->unit, cursor, &begin, &end))
        map_put(b->unit->arena, &b->unit->variables,
                map_key(clang_text(b->unit, clang_getCursorSpelling(cursor))))
            ->number = begin;
    clang_visitChildren(cursor, note_addresses, b);
    CXCursor init = clang_Cursor_getVarDeclInitializer(cursor);
    if (!clang_Cursor_isNull(init))
        build_plain_init(b, cursor, clang_getCursorType(cursor), init);
}
