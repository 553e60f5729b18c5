// SPDX-License-Identifier: MIT
// build_pointer.c: which pointers lead to coroutines. What was declared so says
// it by an annotation or a typedef; where C takes a type from elsewhere
// (typeof, auto), so do we, from what that names. Called by
// build_expr.c.
#include "front/inside.h"

// It is a function, or leads to one through pointers and arrays: a channel's
// type does, if its elements do.
static bool leads_to_function(CXType type)
{
    for (;;) {
        type = clang_getCanonicalType(type);
        if (type.kind == CXType_FunctionProto ||
            type.kind == CXType_FunctionNoProto)
            return true;
        CXType to = type.kind == CXType_Pointer
                        ? clang_getPointeeType(type)
                        : clang_getArrayElementType(type);
        if (to.kind == CXType_Invalid) return false;
        type = to;
    }
}

// Somewhere on the way down stands a typeof, which libclang does not show, or a
// name that may stand for one.
static bool is_taken_from_elsewhere(CXType type)
{
    while (type.kind != CXType_Unexposed && type.kind != CXType_Typedef) {
        CXType to = clang_getPointeeType(type);
        if (type.kind == CXType_Elaborated) to = clang_Type_getNamedType(type);
        if (to.kind == CXType_Invalid) to = clang_getArrayElementType(type);
        if (to.kind == CXType_Invalid) return false;
        type = to;
    }
    return true;
}

// What a type is written with: the names of types, and operands of typeof.
static bool is_written_with(struct build *b, CXCursor part)
{
    enum CXCursorKind kind = clang_getCursorKind(part);
    if (kind == CXCursor_TypeRef)
        return build_says_coroutine(b, clang_getCursorReferenced(part));
    return cursor_is_expr(kind) && build_leads_to_coroutine(b, part);
}

bool build_says_coroutine(struct build *b, CXCursor declaration)
{
    CXType type = clang_getCursorType(declaration);
    if (clang_getCursorKind(declaration) == CXCursor_TypedefDecl)
        type = clang_getTypedefDeclUnderlyingType(declaration);
    if (cursor_annotated(declaration, "csp.coroutine") ||
        type_of(b->unit, type)->is_coroutine)
        return true;
    if (!leads_to_function(type)) return false;
    bool is_auto = type.kind == CXType_Auto;
    size_t name_at =
        cursor_offset(b->unit, clang_getCursorLocation(declaration));
    cursors parts = cursor_children(b, declaration);
    for (size_t i = 0; i < parts.count; i++) {
        size_t begin, end;
        bool behind = cursor_extent(b->unit, parts.at[i], &begin, &end) &&
                      begin > name_at; // an initialiser
        if (behind && !is_auto &&
            clang_isExpression(clang_getCursorKind(parts.at[i])))
            continue;
        if (is_written_with(b, parts.at[i])) return true;
    }
    return false;
}

static bool any_part(struct build *b, const cursors *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_written_with(b, parts->at[i])) return true;
    return false;
}

// What a function returns: its own type names are no parameters' ones. The word
// before one that returns a pointer to functions may be meant for either.
static bool
returns_coroutine(struct build *b, CXCursor call, const cursors *parts)
{
    CXCursor to = clang_getCursorReferenced(call);
    if (clang_getCursorKind(to) != CXCursor_FunctionDecl)
        return parts->count && build_leads_to_coroutine(b, parts->at[0]);
    if (cursor_annotated(to, "csp.coroutine")) return true;
    cursors written = cursor_children(b, to);
    return any_part(b, &written, written.count);
}

bool build_leads_to_coroutine(struct build *b, CXCursor expression)
{
    CXType type = clang_getCursorType(expression);
    if (type_of(b->unit, type)->is_coroutine) return true;
    if (!leads_to_function(type)) return false;
    cursors parts = cursor_children(b, expression);
    switch ((int)clang_getCursorKind(expression)) {
    case CXCursor_DeclRefExpr:
    case CXCursor_MemberRefExpr:
        return build_says_coroutine(b, clang_getCursorReferenced(expression));
    case CXCursor_CallExpr: return returns_coroutine(b, expression, &parts);
    case CXCursor_CStyleCastExpr:
    case CXCursor_CompoundLiteralExpr: // the operand comes last
        return is_taken_from_elsewhere(type) && parts.count &&
               any_part(b, &parts, parts.count - 1);
    case CXCursor_StmtExpr:
        if (parts.count) parts = cursor_children(b, parts.at[0]);
        return parts.count && is_written_with(b, parts.at[parts.count - 1]);
    default: return any_part(b, &parts, parts.count);
    }
}
