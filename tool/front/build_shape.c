// SPDX-License-Identifier: MIT
// build_shape.c: what a value of a type is to people who look at a stopped
// program: a few letters and the names in it, which emit/entry.c puts into the
// descriptors of frames and the runtime's look/value.c reads. Large types are
// cut: the text is for the first members, and no longer than SHAPE_MOST by
// much.
#include "front/inside.h"

#include <string.h>

enum { MEMBERS_MOST = 12, NAMES_MOST = 24, DEPTH_MOST = 3, SHAPE_MOST = 500 };

struct shape {
    struct unit *unit;
    struct text text;
    int depth;
    int count; // of the members, or names, of the type at hand
};

static void put_shape(struct shape *s, CXType type);

static enum CXVisitorResult put_member(CXCursor field, CXClientData data)
{
    struct shape *s = data;
    CXType type = clang_getCursorType(field);
    long long bit = clang_Cursor_getOffsetOfField(field);
    int width = clang_getFieldDeclBitWidth(field);
    const char *name = cursor_text(s->unit, clang_getCursorSpelling(field));
    if (clang_Cursor_isAnonymous(field) || strchr(name, '(')) name = "";
    if (width >= 0 && !*name) return CXVisit_Continue; // it is no member
    if (++s->count > MEMBERS_MOST || s->text.count > SHAPE_MOST) {
        text_puts(&s->text, "...");
        return CXVisit_Break;
    }
    if (bit < 0) return CXVisit_Continue;
    text_printf(&s->text, s->count > 1 ? ",%s@" : "%s@", name);
    if (width >= 0)
        text_printf(&s->text, "%lld/%d:", bit, width);
    else
        text_printf(&s->text, "%lld+%lld:", bit / 8,
                    clang_Type_getSizeOf(type));
    put_shape(s, type);
    return CXVisit_Continue;
}

static void put_record(struct shape *s, CXType type)
{
    if (s->depth == DEPTH_MOST) {
        text_puts(&s->text, "?");
        return;
    }
    int outside = s->count;
    s->count = 0;
    s->depth++;
    text_puts(&s->text, "{");
    clang_Type_visitFields(type, put_member, s);
    text_puts(&s->text, "}");
    s->depth--;
    s->count = outside;
}

static enum CXChildVisitResult
put_enumerator(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct shape *s = data;
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl)
        return CXChildVisit_Continue;
    if (++s->count > NAMES_MOST) return CXChildVisit_Break;
    text_printf(&s->text, "%s=%lld,",
                cursor_text(s->unit, clang_getCursorSpelling(cursor)),
                clang_getEnumConstantDeclValue(cursor));
    return CXChildVisit_Continue;
}

static void put_enum(struct shape *s, CXType type)
{
    int outside = s->count;
    s->count = 0;
    text_puts(&s->text, "e{");
    clang_visitChildren(clang_getTypeDeclaration(type), put_enumerator, s);
    text_puts(&s->text, "}");
    s->count = outside;
}

static const char *pointer_letter(CXType type)
{
    CXType to = clang_getCanonicalType(clang_getPointeeType(type));
    if (cursor_is_channel(type)) return "h";
    if (cursor_is_task(type)) return "t";
    bool text = to.kind == CXType_Char_S || to.kind == CXType_Char_U;
    return text ? "s" : "p";
}

static const char *number_letter(enum CXTypeKind kind)
{
    switch ((int)kind) {
    case CXType_Bool: return "b";
    case CXType_Char_S:
    case CXType_Char_U: return "c";
    case CXType_UChar:
    case CXType_UShort:
    case CXType_UInt:
    case CXType_ULong:
    case CXType_ULongLong:
    case CXType_UInt128: return "u";
    case CXType_SChar:
    case CXType_Short:
    case CXType_Int:
    case CXType_Long:
    case CXType_LongLong:
    case CXType_Int128: return "i";
    case CXType_Float:
    case CXType_Double:
    case CXType_LongDouble: return "f";
    default: return "?";
    }
}

static void put_array(struct shape *s, CXType element, long long count)
{
    long long bytes = clang_Type_getSizeOf(element);
    if (bytes < 0)
        text_puts(&s->text, "p"); // to an array of variable length
    else if (count < 0)
        text_printf(&s->text, "v%lld]", bytes);
    else
        text_printf(&s->text, "[%lld+%lld]", count, bytes);
    if (bytes >= 0) put_shape(s, element);
}

// What csp_sync.h declares.
static const char *lock_letter(struct shape *s, CXType type)
{
    const char *name = cursor_text(
        s->unit, clang_getTypeSpelling(clang_getUnqualifiedType(type)));
    if (strcmp(name, "csp_mutex") == 0) return "g"; // and its like
    return strcmp(name, "struct csp__line") == 0 ? "q" : NULL;
}

static void put_shape(struct shape *s, CXType type)
{
    type = clang_getCanonicalType(type);
    switch ((int)type.kind) {
    case CXType_Record:
        if (lock_letter(s, type))
            text_puts(&s->text, lock_letter(s, type));
        else
            put_record(s, type);
        return;
    case CXType_Enum: put_enum(s, type); return;
    case CXType_Pointer: text_puts(&s->text, pointer_letter(type)); return;
    case CXType_ConstantArray:
        put_array(s, clang_getArrayElementType(type), clang_getArraySize(type));
        return;
    case CXType_VariableArray:
        put_array(s, clang_getArrayElementType(type), -1);
        return;
    case CXType_IncompleteArray:
        put_array(s, clang_getArrayElementType(type), 0);
        return;
    case CXType_Vector:
    case CXType_ExtVector:
        put_array(s, clang_getElementType(type), clang_getNumElements(type));
        return;
    case CXType_Atomic: put_shape(s, clang_Type_getValueType(type)); return;
    default: text_puts(&s->text, number_letter(type.kind)); return;
    }
}

void build_shape(struct unit *unit, struct type *type, CXType cx)
{
    struct shape s = {.unit = unit, .text = {.arena = unit->arena}};
    if (type->canonical->shape) return;
    put_shape(&s, cx);
    type->canonical->shape = s.text.at;
}
