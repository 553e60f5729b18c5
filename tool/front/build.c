// SPDX-License-Identifier: MIT
// build.c: the functions of a unit, and what stands at file scope. A body is
// built by build_stmt.c and build_expr.c, which find their way in a struct
// build. Called by clang.c; leaves unit->fns in source order.
#include "front/inside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

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
    fn->names.words = ARENA_NEW(b->unit->arena, struct map);
    const char *text = b->unit->source->text;
    size_t at = fn->begin;
    while ((at = code_skip(b->unit, at)) < fn->end) {
        if (text[at] == '"' || text[at] == '\'') {
            at = code_skip_literal(text, at);
        } else if (isalpha((unsigned char)text[at]) || text[at] == '_') {
            size_t end = code_skip_word(text, at);
            const char *word = intern_n(b->unit->intern, text + at, end - at);
            map_put(b->unit->arena, fn->names.words, map_key(word));
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
    cursors list = cursor_children(b, cursor);
    b->fn = fn;
    b->scope = NULL;
    b->vars = b->refs = (struct map){0};
    cursor_extent(b->unit, cursor, &fn->begin, &fn->end);
    fn->begin = build_begin(b->unit, fn->begin);
    fn->name_at = cursor_offset(b->unit, clang_getCursorLocation(cursor));
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

// By csp_frame, in bytes; 0: nothing; -1: it is no number.
static int64_t frame_stated(struct unit *unit, struct fn *fn, CXCursor cursor)
{
    const char *text =
        cursor_annotation(unit, cursor, "csp.frame ", fn->said.frame_words);
    if (!text) return 0;
    fn->said.frame_words = text;
    char *end;
    long long bytes = strtoll(text, &end, 0);
    bool is_number = end > text && end[strspn(end, "uUlL")] == 0;
    return is_number && bytes > 0 && bytes <= INT32_MAX ? bytes : -1;
}

static void build_function(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    struct fn *fn = build_fn(b, cursor);
    size_t begin, end;
    if (!cursor_extent(unit, cursor, &begin, &end)) return;
    begin = build_begin(unit, begin);
    bool annotated = cursor_annotated(cursor, "csp.coroutine");
    bool by_typedef = type_of(unit, clang_getCursorType(cursor))->is_coroutine;
    struct fn_decl range = {begin, end, annotated || by_typedef,
                            frame_stated(unit, fn, cursor)};
    if (range.frame) fn->said.frame_most = range.frame;
    vec_push(unit->arena, &fn->decls, range);
    fn->said.is_declared_inside = false;
    fn->said.annotated |= annotated;
    fn->said.is_operation |= cursor_annotated(cursor, "csp.operation");
    fn->said.is_static |= clang_Cursor_getStorageClass(cursor) == CX_SC_Static;
    fn->said.is_inline |= clang_Cursor_isFunctionInlined(cursor) != 0;
    fn->said.is_ours |= build_is_ours(cursor);
    fn->said.is_theirs |= !build_is_ours(cursor);
    build_attributes_of(b, fn, cursor, begin, end);
    const char *visibility = visibility_of(cursor);
    if (visibility && !fn->said.is_static) fn->said.visibility = visibility;
    if (!clang_isCursorDefinition(cursor)) {
        if (!fn->body) fn->begin = begin, fn->end = end;
        fn->said.is_weak |= says_weak(unit, begin, end);
        if (!fn->said.alias) fn->said.alias = alias_of(unit, begin, end);
        return;
    }
    fn->type = type_of(unit, clang_getCursorType(cursor));
    fn->result = type_of(unit, clang_getCursorResultType(cursor));
    fn->said.is_system = !build_is_ours(cursor);
    bool again = fn->body != NULL;
    if (again) forget_body(fn);
    fn->said.is_redefined = again;
    build_body(b, fn, cursor);
    if (!fn->body) return;
    fn->said.is_knr = declared_knr(unit, fn);
    fn->said.is_weak |= says_weak(unit, begin, fn->body->begin);
    fn->said.is_constructor =
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
    if (kind == CXCursor_DeclRefExpr && is_fn) build_fn(b, to)->said.mentions++;
    size_t begin, end;
    if (kind == CXCursor_CallExpr && is_fn &&
        cursor_extent(b->unit, cursor, &begin, &end)) {
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
            build_fn(b, to)->said.mentions++;
    }
    return CXChildVisit_Recurse;
}

void build_top(struct build *b, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_TypedefDecl) {
        const char *name =
            cursor_text(b->unit, clang_getCursorSpelling(cursor));
        map_put(b->unit->arena, &b->unit->typedefs, map_key(name));
    }
    if (kind == CXCursor_FunctionDecl) build_function(b, cursor);
    if (kind != CXCursor_VarDecl) return;
    size_t begin, end;
    if (cursor_extent(b->unit, cursor, &begin, &end))
        map_put(b->unit->arena, &b->unit->variables,
                map_key(cursor_text(b->unit, clang_getCursorSpelling(cursor))))
            ->number = begin;
    clang_visitChildren(cursor, note_addresses, b);
    CXCursor init = clang_Cursor_getVarDeclInitializer(cursor);
    if (!clang_Cursor_isNull(init))
        build_plain_init(b, cursor, clang_getCursorType(cursor), init);
}
