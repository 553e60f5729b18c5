// SPDX-License-Identifier: MIT
// build_decl.c: the declarations of a body: types, with the lengths of their
// arrays and what they are taken from, and variables, with their attributes.
// Declarations have expressions in them, and expressions types.
#include "front/inside.h"

#include <ctype.h>
#include <string.h>

// An array's length, and not a typeof's operand.
bool build_stands_in_brackets(const struct unit *unit, size_t at)
{
    const char *text = unit->source->text;
    static const char *const words[] = {"static", "const", "restrict",
                                        "volatile"};
    while (at > 0 && text[at - 1] != '[') {
        size_t before = at;
        while (at > 0 && isspace((unsigned char)text[at - 1]))
            at--;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t length = strlen(words[i]);
            if (at >= length && code_at(unit, at - length, words[i]))
                at -= length;
        }
        if (at == before) return false;
    }
    return at > 0;
}

// Behind `__attribute__((...))`s that follow a struct's braces.
static size_t through_attributes(const struct unit *unit, size_t end)
{
    for (;;) {
        size_t at = code_skip(unit, end);
        if (!code_at(unit, at, "__attribute__")) return end;
        size_t open = code_skip(unit, at + strlen("__attribute__"));
        end = code_find(unit, open + 1, unit->source->size, ')') + 1;
    }
}

// libclang lists the lengths from the innermost array outwards.
struct expr *build_lengths(struct build *b, struct lengths *lengths,
                           CXCursor cursor, bool has_init)
{
    struct expr *operand = NULL;
    cursors list = cursor_children(b, cursor);
    size_t count = list.count - (has_init && list.count);
    for (size_t i = count; i > 0; i--) {
        if (!cursor_is_expr(clang_getCursorKind(list.at[i - 1]))) continue;
        struct expr *expr = build_expr(b, list.at[i - 1]);
        if (build_stands_in_brackets(b->unit, expr->begin))
            vec_push(b->unit->arena, &lengths->exprs, expr);
        else
            operand = expr;
    }
    return operand;
}

// An object that is there whatever happens: an array, a row of one.
static bool is_lasting(const struct expr *expr)
{
    const struct expr *first = expr->kid_count ? expr->kids[0] : NULL;
    if (expr->said.has_effects) return false;
    switch (expr->kind) {
    case EXPR_REF: return true;
    case EXPR_PAREN:
    case EXPR_UNARY:
    case EXPR_ADDRESS:
    case EXPR_INDEX:
    case EXPR_BINARY: return is_lasting(first);
    default: return false;
    }
}

// A type of variable length that is taken from an expression, or of pointers to
// that.
static struct taken
find_taken(struct build *b, size_t name_at, struct expr *operand, bool is_auto)
{
    const char *text = b->unit->source->text;
    struct taken taken = {0};
    if (!operand || !operand->as->is_vm || !is_lasting(operand)) return taken;
    size_t at = name_at;
    for (; isspace((unsigned char)text[at - 1]) || text[at - 1] == '*'; at--)
        taken.stars += text[at - 1] == '*';
    if (is_auto || text[at - 1] == ')' || text[at - 1] == ',')
        taken.from = operand;
    return taken;
}

static struct local_type *
note_local_type(struct build *b, struct stmt *stmt, CXCursor cursor)
{
    struct unit *unit = b->unit;
    struct local_type *local = ARENA_NEW(unit->arena, struct local_type);
    if (!cursor_extent(unit, cursor, &local->begin, &local->end)) return NULL;
    local->is_typedef = clang_getCursorKind(cursor) == CXCursor_TypedefDecl;
    local->scope = b->scope;
    local->first = type_local(unit, cursor);
    union map_value *known =
        map_put(unit->arena, &b->clang->local_types,
                type_place(local->begin, local->end, local->is_typedef));
    if (known->pointer) return known->pointer;
    known->pointer = local;
    local->is_definition =
        local->is_typedef || clang_isCursorDefinition(cursor);
    // An unnamed struct in a typedef goes by the typedef's name in libclang,
    // and stands at its keyword, which may begin with that name.
    const char *name = cursor_text(unit, clang_getCursorSpelling(cursor));
    size_t at = cursor_offset(unit, clang_getCursorLocation(cursor));
    bool is_named = *name && at > local->begin && code_at(unit, at, name);
    local->name = is_named ? name : NULL;
    if (local->is_typedef) {
        CXType under = clang_getTypedefDeclUnderlyingType(cursor);
        local->type = type_of(unit, under);
        local->uses_vm = local->type->is_vm;
        if (local->uses_vm)
            local->taken = find_taken(
                b, at, build_lengths(b, &local->lengths, cursor, false), false);
    }
    local->is_member = clang_Cursor_isAnonymousRecordDecl(cursor);
    local->text_end = through_attributes(unit, local->end);
    vec_push(unit->arena, &b->fn->types, local);
    if (stmt) vec_push(unit->arena, &stmt->types, local);
    if (local->name)
        build_add_ref(b, at, at + strlen(local->name), REF_LOCAL_TYPE)
            ->to.type = local;
    return local;
}

static bool is_tag(enum CXCursorKind kind)
{
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl ||
           kind == CXCursor_EnumDecl;
}

// The types that a declaration defines, with those inside them, and what the
// definitions mention. stmt: NULL for what an expression defines.
static void build_types_in(struct build *b, struct stmt *stmt, CXCursor cursor)
{
    cursors list = cursor_children(b, cursor);
    struct local_type *local = type_local(b->unit, cursor);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (kind == CXCursor_EnumConstantDecl && local) {
            size_t at =
                cursor_offset(b->unit, clang_getCursorLocation(list.at[i]));
            const char *name =
                cursor_text(b->unit, clang_getCursorSpelling(list.at[i]));
            build_add_ref(b, at, at + strlen(name), REF_ENUMERATOR)->to.type =
                local;
        }
        if (is_tag(kind)) {
            note_local_type(b, stmt, list.at[i]);
            build_types_in(b, stmt, list.at[i]);
        } else if (kind == CXCursor_FieldDecl ||
                   kind == CXCursor_EnumConstantDecl) {
            build_types_in(b, stmt, list.at[i]);
        } else if (cursor_is_expr(kind)) {
            b->unevaluated++;
            build_expr(b, list.at[i]);
            b->unevaluated--;
        }
    }
}

// What a type is made of, once more inwards; invalid: nothing.
static CXType inside(CXType type)
{
    switch ((int)type.kind) {
    case CXType_Pointer: return clang_getPointeeType(type);
    case CXType_Atomic: return clang_Type_getValueType(type);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto: return clang_getResultType(type);
    default: return clang_getArrayElementType(type);
    }
}

void build_inner_type(struct build *b, size_t begin, size_t end, CXType type)
{
    size_t from, to;
    type = clang_getCanonicalType(type);
    while (type.kind != CXType_Record && inside(type).kind != CXType_Invalid)
        type = clang_getCanonicalType(inside(type));
    CXCursor declaration = clang_getTypeDeclaration(type);
    if (!is_tag(clang_getCursorKind(declaration)) ||
        !clang_isCursorDefinition(declaration) ||
        !cursor_extent(b->unit, declaration, &from, &to))
        return;
    if (from <= begin || to >= end || type_local(b->unit, declaration) ||
        build_is_offering(b->unit, from, to))
        return;
    struct local_type *local = note_local_type(b, NULL, declaration);
    if (local) local->in_expression = true;
    build_types_in(b, NULL, declaration);
}

static bool has_initialiser(struct build *b, const struct var *var)
{
    size_t from = var->name_at + strlen(var->name);
    return code_find(b->unit, from, var->end, '=') < var->end;
}

static struct var *build_var(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    struct var *var = build_new_var(b, cursor, build_storage(cursor));
    build_inner_type(b, var->begin, var->end, clang_getCursorType(cursor));
    cursors list = cursor_children(b, cursor);
    bool has_init = has_initialiser(b, var);
    struct expr *operand = NULL;
    if (var->type->is_vm)
        operand = build_lengths(b, &var->lengths, cursor, has_init);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (!cursor_is_expr(kind)) continue;
        bool is_init = has_init && i + 1 == list.count;
        if (!is_init && var->type->is_vm) continue;
        bool quiet = !is_init || var->storage == STORAGE_STATIC;
        b->unevaluated += quiet;
        struct expr *expr = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
        if (!is_init) continue;
        var->init = expr;
        build_plain_init(b, cursor, clang_getCursorType(cursor), list.at[i]);
    }
    bool is_auto = clang_getCursorType(cursor).kind == CXType_Auto;
    if (var->type->is_vm)
        var->taken =
            find_taken(b, var->name_at, is_auto ? var->init : operand, is_auto);
    if (var->storage == STORAGE_STATIC && var->init)
        var->said.has_local_label =
            code_has(unit, var->init->begin, var->end, "&&");
    return var;
}

// What one declarator says besides its type; the specifiers' attributes count
// for all of them.
static void build_attributes(struct build *b, struct stmt *stmt, size_t i)
{
    struct unit *unit = b->unit;
    struct var *var = stmt->vars.at[i];
    size_t begin = var->name_at, end = stmt->end;
    if (i) // behind the comma
        begin = code_find(unit, stmt->vars.at[i - 1]->end, begin, ',');
    if (i + 1 < stmt->vars.count)
        end = code_find(unit, var->end, stmt->vars.at[i + 1]->name_at, ',');
    if (var->init) end = var->init->begin;
    const char *cleanup = code_argument(unit, begin, end, "cleanup");
    if (cleanup) var->said.cleanup = cleanup;
    const char *align = build_alignment(unit, begin, end);
    if (align) var->said.align = align;
    size_t asm_at = code_skip(unit, var->name_at + strlen(var->name));
    if (code_at(unit, asm_at, "asm") || code_at(unit, asm_at, "__asm"))
        var->said.reg = "asm";
}

// The types that a declaration of a function mentions.
static void note_signature(struct build *b, CXCursor cursor)
{
    cursors list = cursor_children(b, cursor);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (kind == CXCursor_ParmDecl) note_signature(b, list.at[i]);
    }
}

void build_declaration(struct build *b, struct stmt *stmt, cursors list)
{
    struct unit *unit = b->unit;
    for (size_t i = 0; i < list.count; i++) {
        CXCursor cursor = list.at[i];
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        if (is_tag(kind) || kind == CXCursor_TypedefDecl) {
            struct local_type *local = note_local_type(b, stmt, cursor);
            if (!local || !local->uses_vm) build_types_in(b, stmt, cursor);
        } else if (kind == CXCursor_VarDecl) {
            struct var *var = build_var(b, cursor);
            vec_push(unit->arena, &stmt->vars, var);
        } else if (kind == CXCursor_FunctionDecl) {
            struct fn *fn = build_fn(b, cursor);
            fn->said.is_declared_inside = !fn->decls.count;
            note_signature(b, cursor);
        } else if (kind == CXCursor_StaticAssert) {
            build_types_in(b, stmt, cursor);
        }
    }
    if (!stmt->vars.count) return;
    size_t first = stmt->vars.at[0]->name_at; // the specifiers end before it
    const char *cleanup = code_argument(unit, stmt->begin, first, "cleanup");
    const char *align = build_alignment(unit, stmt->begin, first);
    bool is_constexpr = code_has_word(unit, stmt->begin, first, "constexpr");
    for (size_t i = 0; i < stmt->vars.count; i++) {
        struct var *var = stmt->vars.at[i];
        if (is_constexpr) {
            var->said.is_constexpr = true;
            var->storage = STORAGE_STATIC;
        }
        var->said.cleanup = cleanup;
        var->said.align = align;
        build_attributes(b, stmt, i);
    }
}
