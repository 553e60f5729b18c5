// SPDX-License-Identifier: MIT
// build_plain.c: where a function's address becomes a pointer that is not
// declared `coroutine`: in an assignment, an initialiser, an argument, a
// return. Which functions are coroutines is known later, so they are only
// listed here, for check.c. A cast says that it is meant, and nothing behind it
// is looked at.
#include "front/inside.h"

// Whether a pointer of that type, in what `declaration` declares, is a plain
// function pointer.
static bool is_plain(struct build *b, CXCursor declaration, CXType type)
{
    CXType bare = clang_getCanonicalType(type);
    if (bare.kind != CXType_Pointer) return false;
    CXType pointee = clang_getCanonicalType(clang_getPointeeType(bare));
    if (pointee.kind != CXType_FunctionProto &&
        pointee.kind != CXType_FunctionNoProto)
        return false;
    return !type_of(b->unit, type)->is_coroutine &&
           (clang_Cursor_isNull(declaration) ||
            !build_says_coroutine(b, declaration));
}

static void note_function(struct build *b, CXCursor cursor, struct fn *taker)
{
    struct plain_use use = {.taker = taker};
    CXCursor to = clang_getCursorReferenced(cursor);
    if (clang_getCursorKind(to) != CXCursor_FunctionDecl) return;
    if (b->unevaluated > 0) return;
    if (!cursor_extent(b->unit, cursor, &use.begin, &use.end)) return;
    use.fn = build_fn(b, to);
    vec_push(b->unit->arena, &b->unit->plain_uses, use);
}

// The functions whose addresses the value may be.
static void note_value(struct build *b, CXCursor cursor, struct fn *taker)
{
    cursors list = cursor_children(b, cursor);
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr: note_function(b, cursor, taker); return;
    case CXCursor_UnexposedExpr:
    case CXCursor_ParenExpr:
        for (size_t i = 0; i < list.count; i++)
            note_value(b, list.at[i], taker);
        return;
    case CXCursor_UnaryOperator:
        if (clang_getCursorUnaryOperatorKind(cursor) ==
                CXUnaryOperator_AddrOf ||
            clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Deref)
            note_value(b, list.at[0], taker);
        return;
    case CXCursor_ConditionalOperator:
        for (size_t i = 1; i < list.count; i++)
            note_value(b, list.at[i], taker);
        return;
    case CXCursor_BinaryOperator:
        if (clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma)
            note_value(b, list.at[list.count - 1], taker);
        return;
    default: return;
    }
}

struct fields {
    struct arena *arena;
    cursors list;
};

static enum CXVisitorResult add_field(CXCursor field, CXClientData data)
{
    struct fields *fields = data;
    vec_push(fields->arena, &fields->list, field);
    return CXVisit_Continue;
}

// The member that a designator leads to; false if it is none.
static bool designated(cursors parts, CXCursor *field)
{
    bool found = false;
    for (size_t i = 0; i + 1 < parts.count; i++) {
        if (clang_getCursorKind(parts.at[i]) != CXCursor_MemberRef) continue;
        *field = clang_getCursorReferenced(parts.at[i]);
        found = true;
    }
    return found;
}

static void note_members(struct build *b, CXType type, cursors values)
{
    struct fields fields = {.arena = b->unit->arena};
    clang_Type_visitFields(type, add_field, &fields);
    for (size_t i = 0, next = 0; i < values.count; i++, next++) {
        CXCursor field, value = values.at[i];
        cursors parts = cursor_children(b, value);
        bool is_named = designated(parts, &field);
        for (size_t k = 0; is_named && k < fields.list.count; k++)
            if (clang_equalCursors(fields.list.at[k], field)) next = k;
        if (is_named)
            value = parts.at[parts.count - 1];
        else if (next < fields.list.count)
            field = fields.list.at[next];
        else
            return;
        build_plain_init(b, field, clang_getCursorType(field), value);
    }
}

void build_plain_init(struct build *b, CXCursor declaration, CXType type,
                      CXCursor value)
{
    CXType bare = clang_getCanonicalType(type);
    cursors list = cursor_children(b, value);
    bool is_list = clang_getCursorKind(value) == CXCursor_InitListExpr;
    CXType element = clang_getArrayElementType(bare);
    if (is_list && element.kind != CXType_Invalid) {
        element = clang_getArrayElementType(type);
        if (element.kind == CXType_Invalid)
            element = clang_getArrayElementType(bare);
        for (size_t i = 0; i < list.count; i++) {
            cursors parts = cursor_children(b, list.at[i]); // [2] = f
            bool is_named =
                parts.count > 1 &&
                clang_getCursorKind(list.at[i]) == CXCursor_UnexposedExpr;
            build_plain_init(b, declaration, element,
                             is_named ? parts.at[parts.count - 1] : list.at[i]);
        }
    } else if (is_list && bare.kind == CXType_Record) {
        note_members(b, bare, list);
    } else if (is_list && list.count == 1) {
        build_plain_init(b, declaration, type, list.at[0]);
    } else {
        for (; element.kind != CXType_Invalid; // .list[1] = f
             element = clang_getArrayElementType(type))
            type = element;
        if (is_plain(b, declaration, type)) note_value(b, value, NULL);
    }
}

// What an lvalue of the left side is declared as.
static CXCursor declaration_of(struct build *b, CXCursor cursor)
{
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        if (kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr)
            return clang_getCursorReferenced(cursor);
        cursors list = cursor_children(b, cursor);
        if (!list.count) return clang_getNullCursor();
        cursor = list.at[0];
    }
}

void build_plain_assignment(struct build *b, CXCursor assignment)
{
    cursors list = cursor_children(b, assignment);
    if (list.count != 2) return;
    if (build_leads_to_coroutine(b, list.at[0])) return;
    if (is_plain(b, declaration_of(b, list.at[0]),
                 clang_getCursorType(list.at[0])))
        note_value(b, list.at[1], NULL);
}

void build_plain_arguments(struct build *b, CXCursor call, struct fn *fn)
{
    CXCursor callee = clang_getCursorReferenced(call);
    int count = clang_Cursor_getNumArguments(call);
    int params = fn ? clang_Cursor_getNumArguments(callee) : 0;
    for (int i = 0; i < count && i < params; i++) {
        CXCursor param = clang_Cursor_getArgument(callee, (unsigned)i);
        if (is_plain(b, param, clang_getCursorType(param)))
            note_value(b, clang_Cursor_getArgument(call, (unsigned)i), fn);
    }
}

void build_plain_return(struct build *b, CXCursor value)
{
    CXType type = clang_getCursorType(value);
    if (!b->fn->result->is_coroutine && !b->fn->said.annotated &&
        is_plain(b, clang_getNullCursor(), type))
        note_value(b, value, NULL);
}
