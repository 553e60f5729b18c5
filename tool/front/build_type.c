// SPDX-License-Identifier: MIT
// build_type.c: the types of the tree, out of libclang's: all that later passes
// ask of one is put down here as data, with the types that it is made of, as
// libclang is gone by then. Each type of libclang's is one struct type. Called
// by build*.c; build_types_end comes last.
#include "front/inside.h"

#include <string.h>

static bool is_array(enum CXTypeKind kind)
{
    return kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
           kind == CXType_VariableArray || kind == CXType_DependentSizedArray;
}

static bool is_function(enum CXTypeKind kind)
{
    return kind == CXType_FunctionProto || kind == CXType_FunctionNoProto;
}

static bool is_variably_modified(CXType type)
{
    type = clang_getCanonicalType(type);
    if (type.kind == CXType_VariableArray) return true;
    if (type.kind == CXType_Pointer)
        return is_variably_modified(clang_getPointeeType(type));
    if (is_array(type.kind))
        return is_variably_modified(clang_getArrayElementType(type));
    if (is_function(type.kind))
        return is_variably_modified(clang_getResultType(type));
    if (type.kind == CXType_Atomic)
        return is_variably_modified(clang_Type_getValueType(type));
    return false;
}

static bool has_unknown_size(CXType type)
{
    type = clang_getCanonicalType(type);
    if (type.kind == CXType_VariableArray) return true;
    return is_array(type.kind) &&
           has_unknown_size(clang_getArrayElementType(type));
}

// What a pointer points to. libclang says of `&p`, where p is a parameter that
// is written as an array, that it points to that array.
static CXType pointee_of(CXType type)
{
    CXType to = clang_getPointeeType(type);
    CXType plain = clang_getPointeeType(clang_getCanonicalType(type));
    enum CXTypeKind kind = clang_getCanonicalType(to).kind;
    bool written = (is_array(kind) || is_function(kind)) && kind != plain.kind;
    return written ? plain : to;
}

// A typedef on the way down says `coroutine`.
static bool is_coroutine_type(CXType type)
{
    for (;;) {
        if (type.kind == CXType_Typedef) {
            CXCursor decl = clang_getTypeDeclaration(type);
            if (cursor_annotated(decl, "csp.coroutine")) return true;
            type = clang_getTypedefDeclUnderlyingType(decl);
        } else if (type.kind == CXType_Elaborated) {
            type = clang_Type_getNamedType(type);
        } else if (type.kind == CXType_Pointer) {
            type = clang_getPointeeType(type);
        } else if (is_array(type.kind)) {
            type = clang_getArrayElementType(type);
        } else if (type.kind == CXType_Attributed) {
            type = clang_Type_getModifiedType(type);
        } else {
            return false;
        }
    }
}

static bool holds_volatile(CXType type)
{
    for (;;) {
        type = clang_getCanonicalType(type);
        if (clang_isVolatileQualifiedType(type)) return true;
        if (!is_array(type.kind)) return false;
        type = clang_getArrayElementType(type);
    }
}

static enum CXVisitorResult find_const_field(CXCursor field, CXClientData data);

static bool holds_const(CXType type)
{
    type = clang_getCanonicalType(type);
    if (clang_isConstQualifiedType(type)) return true; // an array's is outside
    if (is_array(type.kind))
        return holds_const(clang_getArrayElementType(type));
    if (type.kind != CXType_Record) return false;
    bool found = false;
    clang_Type_visitFields(type, find_const_field, &found);
    return found;
}

static enum CXVisitorResult find_const_field(CXCursor field, CXClientData data)
{
    bool *found = data;
    *found = holds_const(clang_getCursorType(field));
    return *found ? CXVisit_Break : CXVisit_Continue;
}

static enum CXVisitorResult find_union_field(CXCursor field, CXClientData data);

static bool holds_union(CXType type)
{
    type = clang_getCanonicalType(type);
    if (is_array(type.kind))
        return holds_union(clang_getArrayElementType(type));
    if (type.kind != CXType_Record) return false;
    if (clang_getCursorKind(clang_getTypeDeclaration(type)) ==
        CXCursor_UnionDecl)
        return true;
    bool found = false;
    clang_Type_visitFields(type, find_union_field, &found);
    return found;
}

static enum CXVisitorResult find_union_field(CXCursor field, CXClientData data)
{
    bool *found = data;
    *found = holds_union(clang_getCursorType(field));
    return *found ? CXVisit_Break : CXVisit_Continue;
}

// libclang has no kind of its own for _BitInt(37), but a name.
static bool is_bit_int(CXType canonical)
{
    if (canonical.kind != CXType_Unexposed) return false;
    CXString name = clang_getTypeSpelling(clang_getUnqualifiedType(canonical));
    const char *text = clang_getCString(name), *word = "unsigned ";
    if (strncmp(text, word, strlen(word)) == 0) text += strlen(word);
    const char *end = strchr(text, ')'); // a matrix of such has more behind it
    bool found = strncmp(text, "_BitInt(", 8) == 0 && end && !end[1];
    clang_disposeString(name);
    return found;
}

static enum type_class class_of(CXType canonical)
{
    if (canonical.kind == CXType_Void) return TYPE_VOID;
    if (canonical.kind == CXType_Record || canonical.kind == CXType_Vector ||
        canonical.kind == CXType_ExtVector ||
        // of C's types, only clang's matrix
        (canonical.kind == CXType_Unexposed && !is_bit_int(canonical)))
        return TYPE_RECORD;
    if (is_array(canonical.kind)) return TYPE_ARRAY;
    if (is_function(canonical.kind)) return TYPE_FUNCTION;
    if (canonical.kind == CXType_Atomic)
        return class_of(
            clang_getCanonicalType(clang_Type_getValueType(canonical)));
    return TYPE_SCALAR;
}

struct padding {
    long long bits; // of all fields
    bool inside;    // some field has padding itself
};

static bool holds_padding(CXType type);

static enum CXVisitorResult add_field(CXCursor field, CXClientData data)
{
    struct padding *sum = data;
    CXType type = clang_getCursorType(field);
    int width = clang_getFieldDeclBitWidth(field);
    sum->bits += width >= 0 ? width : clang_Type_getSizeOf(type) * 8;
    sum->inside |= holds_padding(type);
    return CXVisit_Continue;
}

// Bits that belong to no value, as between the members of a struct.
static bool holds_padding(CXType type)
{
    type = clang_getCanonicalType(type);
    if (is_array(type.kind))
        return holds_padding(clang_getArrayElementType(type));
    if (type.kind == CXType_LongDouble || is_bit_int(type)) return true;
    if (type.kind != CXType_Record) return false;
    struct padding sum = {0};
    clang_Type_visitFields(type, add_field, &sum);
    return sum.inside || sum.bits != clang_Type_getSizeOf(type) * 8;
}

// Without the qualifiers of the top level, or of an array's elements.
static CXType without_qualifiers(CXType type)
{
    CXType plain = clang_getUnqualifiedType(type);
    CXType canonical = clang_getCanonicalType(plain), element = canonical;
    while (is_array(element.kind))
        element = clang_getArrayElementType(element);
    if (clang_isConstQualifiedType(element))
        return clang_getUnqualifiedType(canonical);
    return plain;
}

// -- one type ----------------------------------------------------------------

static bool is_matrix(CXType type)
{
    return type.kind == CXType_Unexposed && !is_bit_int(type) &&
           clang_equalTypes(clang_getCanonicalType(type), type);
}

static const char *keyword_of(CXCursor declaration)
{
    switch (clang_getCursorKind(declaration)) {
    case CXCursor_StructDecl: return "struct";
    case CXCursor_UnionDecl: return "union";
    case CXCursor_EnumDecl: return "enum";
    default: return NULL; // a typedef
    }
}

// What is defined in a function or has no name is known once all is read.
static void take_declaration(struct unit *unit, struct type *type, CXType cx)
{
    if (cx.kind != CXType_Record && cx.kind != CXType_Enum &&
        cx.kind != CXType_Typedef)
        return;
    struct named named = {type, clang_getTypeDeclaration(cx)};
    type->keyword = keyword_of(named.declaration);
    vec_push(unit->arena, &((struct clang *)unit->clang)->named, named);
}

static void take_name(struct unit *unit, struct type *type, CXType cx)
{
    type->written = WRITTEN_NAME;
    type->name =
        cursor_text(unit, clang_getTypeSpelling(clang_getUnqualifiedType(cx)));
    type->is_matrix = is_matrix(cx);
    if (cx.kind == CXType_Bool) type->name = "_Bool"; // which C23 spells bool
    if (strcmp(type->name, "struct __va_list_tag") == 0) // in no text
        type->name = "__typeof__(**(__builtin_va_list *)0)";
    take_declaration(unit, type, cx);
}

static void take_function(struct unit *unit, struct type *type, CXType cx)
{
    int count = clang_getNumArgTypes(cx);
    type->written = WRITTEN_FUNCTION;
    type->result = type_of(unit, clang_getResultType(cx));
    type->is_prototype = cx.kind == CXType_FunctionProto;
    type->is_variadic = !type->is_prototype || clang_isFunctionTypeVariadic(cx);
    for (int i = 0; i < count; i++) {
        struct type *param = type_of(unit, clang_getArgType(cx, (unsigned)i));
        vec_push(unit->arena, &type->params, param);
    }
}

static void take_array(struct unit *unit, struct type *type, CXType cx)
{
    type->written = WRITTEN_ARRAY;
    type->of = type_of(unit, clang_getArrayElementType(cx));
    type->length = cx.kind == CXType_ConstantArray     ? clang_getArraySize(cx)
                   : cx.kind == CXType_IncompleteArray ? TYPE_LENGTH_OPEN
                                                       : TYPE_LENGTH_VARIES;
}

static void take_part(struct unit *unit, struct type *type,
                      enum type_written written, CXType of)
{
    type->written = written;
    type->of = type_of(unit, of);
}

// How it is written.
static void take_parts(struct unit *unit, struct type *type, CXType cx)
{
    CXType canonical = clang_getCanonicalType(cx);
    switch ((int)cx.kind) { // dispatch
    case CXType_Pointer:
        take_part(unit, type, WRITTEN_POINTER, pointee_of(cx));
        return;
    case CXType_BlockPointer:
        take_part(unit, type, WRITTEN_CLOSURE, clang_getPointeeType(cx));
        return;
    case CXType_ConstantArray:
    case CXType_VariableArray:
    case CXType_IncompleteArray: take_array(unit, type, cx); return;
    case CXType_FunctionProto:
    case CXType_FunctionNoProto: take_function(unit, type, cx); return;
    case CXType_Attributed:
        take_part(unit, type, WRITTEN_ALIKE, clang_Type_getModifiedType(cx));
        return;
    case CXType_Elaborated:
        take_part(unit, type, WRITTEN_ALIKE, clang_Type_getNamedType(cx));
        return;
    case CXType_Atomic:
        take_part(unit, type, WRITTEN_ATOMIC, clang_Type_getValueType(cx));
        return;
    case CXType_Vector:
    case CXType_ExtVector:
        take_part(unit, type, WRITTEN_VECTOR, clang_getElementType(cx));
        return;
    case CXType_Typedef:
        take_name(unit, type, cx);
        // Spelt without qualifiers it would be without those inside, too.
        type->name = cursor_text(unit, clang_getTypedefName(cx));
        if (type->is_vm)
            type->of = type_of(unit, clang_getTypedefDeclUnderlyingType(
                                         clang_getTypeDeclaration(cx)));
        return;
    case CXType_Complex:
    case CXType_Record:
    case CXType_Enum: take_name(unit, type, cx); return;
    default:
        if (clang_equalTypes(canonical, cx))
            take_name(unit, type, cx);
        else
            take_part(unit, type, WRITTEN_ALIKE, canonical); // a typeof
    }
}

static void take_facts(struct type *type, CXType cx, CXType canonical)
{
    type->class = class_of(canonical);
    type->is_vm = is_variably_modified(canonical);
    type->is_vla = has_unknown_size(canonical);
    // libclang has no size for the name of a builtin function: it never
    // returns.
    bool sized = !type->is_vla &&
                 (canonical.kind != CXType_Unexposed || is_bit_int(canonical));
    type->size = sized ? clang_Type_getSizeOf(canonical) : -1;
    type->align = sized ? clang_Type_getAlignOf(canonical) : -1;
    if (type->size < 0) type->size = -1;
    type->is_const = holds_const(canonical);
    type->has_union = holds_union(canonical);
    type->has_padding = holds_padding(canonical);
    type->is_volatile = holds_volatile(canonical);
    type->is_atomic = canonical.kind == CXType_Atomic;
    type->is_coroutine = is_coroutine_type(cx);
    type->is_const_here = clang_isConstQualifiedType(cx);
    type->is_volatile_here = clang_isVolatileQualifiedType(cx);
}

// What it points to, or what it is an array of.
static void take_element(struct unit *unit, struct type *type, CXType cx)
{
    CXType canonical = clang_getCanonicalType(cx);
    if (cx.kind != CXType_Pointer) cx = canonical;
    CXType to =
        cx.kind == CXType_Pointer ? pointee_of(cx) : clang_getPointeeType(cx);
    if (to.kind == CXType_Invalid) to = clang_getArrayElementType(canonical);
    if (to.kind != CXType_Invalid) type->element = type_of(unit, to);
}

struct type *build_no_type(struct unit *unit)
{
    struct type *type = ARENA_NEW(unit->arena, struct type);
    *type = (struct type){.class = TYPE_SCALAR, .size = -1, .align = -1};
    type->name = type->spelling = "";
    type->shape = "?";
    return type->canonical = type->unqualified = type;
}

struct type *type_of(struct unit *unit, CXType cx)
{
    struct clang *clang = unit->clang;
    if (cx.kind == CXType_Invalid) return unit->no_type;
    union map_value *known =
        map_put(unit->arena, &clang->types, map_key(cx.data[0]));
    if (known->pointer) return known->pointer;
    struct type *type = known->pointer = ARENA_NEW(unit->arena, struct type);
    CXType canonical = clang_getCanonicalType(cx);
    take_facts(type, cx, canonical);
    type->canonical = type_of(unit, canonical);
    if (type->canonical == type)
        type->spelling = cursor_text(
            unit, clang_getTypeSpelling(clang_getUnqualifiedType(canonical)));
    take_parts(unit, type, cx);
    take_element(unit, type, cx);
    type->unqualified = type_of(unit, without_qualifiers(cx));
    return type;
}

struct type *type_decayed(struct unit *unit, struct type *type)
{
    if (type->decayed) return type->decayed;
    struct type *pointer = ARENA_NEW(unit->arena, struct type);
    struct type *of = type->written == WRITTEN_ARRAY ? type->of
                      : type->class == TYPE_FUNCTION ? type
                                                     : type->canonical->of;
    *pointer = (struct type){.class = TYPE_SCALAR,
                             .size = sizeof(void *),
                             .align = _Alignof(void *),
                             .is_coroutine = type->is_coroutine,
                             .is_decayed = true,
                             .is_vm = of->is_vm,
                             .written = WRITTEN_POINTER,
                             .of = of,
                             .element = of};
    pointer->canonical = pointer->unqualified = pointer;
    pointer->shape = "p";
    return type->decayed = pointer;
}

// -- what functions define, and what has no name -----------------------------

uint64_t type_place(size_t begin, size_t end, bool is_typedef)
{
    return (uint64_t)begin << 33 ^ (uint64_t)end << 1 ^ is_typedef;
}

static struct local_type *known_local(struct unit *unit, CXCursor declaration)
{
    size_t begin, end;
    if (clang_Cursor_isNull(declaration) ||
        !cursor_extent(unit, declaration, &begin, &end))
        return NULL;
    bool is_typedef = clang_getCursorKind(declaration) == CXCursor_TypedefDecl;
    const union map_value *local =
        map_get(&((struct clang *)unit->clang)->local_types,
                type_place(begin, end, is_typedef));
    return local ? local->pointer : NULL;
}

struct local_type *type_local(struct unit *unit, CXCursor declaration)
{
    struct clang *clang = unit->clang;
    if (!clang->local_types.count) return NULL;
    struct local_type *local =
        known_local(unit, clang_getCursorDefinition(declaration));
    if (local) return local;
    return known_local(unit, clang_getCanonicalCursor(declaration));
}

// The struct of case_send, of which nothing speaks: build_expr.c parts it.
bool build_is_offering(const struct unit *unit, size_t from, size_t to)
{
    static const char name[] = "csp_ok";
    return memmem(unit->source->text + from, to - from, name,
                  sizeof name - 1) != NULL;
}

// A struct, union or enum without a name, where it is defined.
static struct unnamed_type *
unnamed_at(struct unit *unit, struct map *known, CXCursor declaration)
{
    size_t begin, end;
    if (clang_Cursor_isAnonymousRecordDecl(declaration) ||
        !cursor_extent(unit, declaration, &begin, &end) ||
        build_is_offering(unit, begin, end))
        return NULL;
    union map_value *value = map_put(unit->arena, known, begin);
    if (value->pointer) return value->pointer;
    struct unnamed_type *unnamed = ARENA_NEW(unit->arena, struct unnamed_type);
    unnamed->begin = begin;
    unnamed->end = end;
    return value->pointer = unnamed;
}

void build_types_end(struct unit *unit)
{
    struct clang *clang = unit->clang;
    struct map unnamed = {0};
    for (size_t i = 0; i < clang->named.count; i++) {
        struct named *named = &clang->named.at[i];
        struct type *type = named->type;
        type->local = type_local(unit, named->declaration);
        if (type->keyword && strchr(type->name, '('))
            type->unnamed = unnamed_at(unit, &unnamed, named->declaration);
    }
}
