// SPDX-License-Identifier: MIT
// type.c: the types of the tree, over libclang's: their class and size, and
// how a declaration of one is written. It owns the names given to structs that
// have none. Called by clang.c while the tree is built, and by the passes that
// write declarations.
#include "front/clang.h"

#include <string.h>

static CXType cx_of(const struct type *type)
{
    CXType cx = {.kind = (enum CXTypeKind)type->cx_kind};
    cx.data[0] = (void *)(uintptr_t)type->cx_data[0];
    cx.data[1] = (void *)(uintptr_t)type->cx_data[1];
    return cx;
}

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
            if (clang_annotated(decl, "csp.coroutine")) return true;
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

static size_t hash_of(CXType cx)
{
    uintptr_t bits = (uintptr_t)cx.data[0] >> 4;
    return (bits ^ (bits >> 12)) % TYPE_BUCKETS;
}

struct type *type_of(struct unit *unit, CXType cx)
{
    struct clang *clang = unit->clang;
    struct type **bucket = &clang->buckets[hash_of(cx)];
    for (struct type *type = *bucket; type; type = type->next)
        if (clang_equalTypes(cx_of(type), cx)) return type;
    CXType canonical = clang_getCanonicalType(cx);
    struct type *type = ARENA_NEW(unit->arena, struct type);
    type->cx_data[0] = cx.data[0];
    type->cx_data[1] = cx.data[1];
    type->cx_kind = (int)cx.kind;
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
    type->next = *bucket;
    *bucket = type;
    return type;
}

struct type *type_decayed(struct unit *unit, struct type *type)
{
    if (type->decayed) return type->decayed;
    struct type *pointer = ARENA_NEW(unit->arena, struct type);
    *pointer = (struct type){.class = TYPE_SCALAR,
                             .size = sizeof(void *),
                             .align = _Alignof(void *),
                             .is_coroutine = type->is_coroutine,
                             .is_decayed = true,
                             .cx_kind = type->cx_kind};
    memcpy(pointer->cx_data, type->cx_data, sizeof type->cx_data);
    pointer->is_vm = type_element(unit, pointer)->is_vm;
    return type->decayed = pointer;
}

uint64_t type_place(size_t begin, size_t end, bool is_typedef)
{
    return (uint64_t)begin << 33 ^ (uint64_t)end << 1 ^ is_typedef;
}

static struct local_type *known_local(struct unit *unit, CXCursor declaration)
{
    size_t begin, end;
    if (clang_Cursor_isNull(declaration) ||
        !clang_extent(unit, declaration, &begin, &end))
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

// -- writing declarations ----------------------------------------------------

// Gives a struct, union or enum without a name a tag, by an edit of the text.
static const char *tag_anonymous(struct unit *unit, CXCursor declaration)
{
    struct clang *clang = unit->clang;
    size_t begin, end;
    if (!clang_extent(unit, declaration, &begin, &end))
        die("a type without a name has no place in the source");
    for (size_t i = 0; i < clang->anonymous.count; i++)
        if (clang->anonymous.at[i].begin == begin)
            return clang->anonymous.at[i].tag;
    const char *tag = arena_printf(unit->arena, "csp_unnamed_%zu",
                                   clang->anonymous.count + 1);
    tag = names_of_unit(unit, tag);
    struct anonymous entry = {begin, tag};
    vec_push(unit->arena, &clang->anonymous, entry);
    struct edit edit = code_tag_edit(unit, begin, end, tag);
    vec_push(unit->arena, &unit->edits, edit);
    return tag;
}

static const char *keyword_of(CXCursor declaration)
{
    switch (clang_getCursorKind(declaration)) {
    case CXCursor_StructDecl: return "struct";
    case CXCursor_UnionDecl: return "union";
    default: return "enum";
    }
}

static const char *base_name(struct unit *unit, CXType type)
{
    CXCursor decl = clang_getTypeDeclaration(type);
    struct local_type *local = type_local(unit, decl);
    if (local && local->hoisted)
        return local->is_typedef
                   ? local->hoisted
                   : arena_printf(unit->arena, "%s %s", keyword_of(decl),
                                  local->hoisted);
    CXType plain = clang_getUnqualifiedType(type);
    if (type.kind == CXType_Bool) return "_Bool"; // which C23 spells bool
    const char *text = clang_text(unit, clang_getTypeSpelling(plain));
    if (strcmp(text, "struct __va_list_tag") == 0) // in no text
        return "__typeof__(**(__builtin_va_list *)0)";
    if (strchr(text, '(') == NULL) return text;
    if (type.kind != CXType_Record && type.kind != CXType_Enum) return text;
    return arena_printf(unit->arena, "%s %s", keyword_of(decl),
                        tag_anonymous(unit, decl));
}

static const char *qualifiers(CXType type)
{
    bool c = clang_isConstQualifiedType(type),
         v = clang_isVolatileQualifiedType(type);
    return c && v ? "const volatile " : c ? "const " : v ? "volatile " : "";
}

static const char *declare(struct unit *unit, CXType type, const char *inner);

static const char *
declare_function(struct unit *unit, CXType type, const char *inner)
{
    struct text text = {.arena = unit->arena};
    text_printf(&text, "%s(", inner);
    int count = clang_getNumArgTypes(type);
    for (int i = 0; i < count; i++)
        text_printf(&text, "%s%s", i ? ", " : "",
                    declare(unit, clang_getArgType(type, (unsigned)i), ""));
    if (clang_isFunctionTypeVariadic(type) && type.kind == CXType_FunctionProto)
        text_puts(&text, count ? ", ..." : "...");
    else if (!count && type.kind == CXType_FunctionProto)
        text_puts(&text, "void");
    text_puts(&text, ")");
    return declare(unit, clang_getResultType(type), text.at);
}

static const char *declare_pointer_to(struct unit *unit, CXType to,
                                      const char *qualified, const char *inner)
{
    CXType shape = to;
    while (shape.kind == CXType_Attributed || shape.kind == CXType_Elaborated)
        shape = shape.kind == CXType_Attributed
                    ? clang_Type_getModifiedType(shape)
                    : clang_Type_getNamedType(shape);
    if (shape.kind == CXType_Unexposed) // a typeof: written as what it is
        shape = clang_getCanonicalType(shape);
    bool wrap = is_array(shape.kind) || is_function(shape.kind);
    const char *star =
        arena_printf(unit->arena, wrap ? "(*%s%s)" : "*%s%s", qualified, inner);
    return declare(unit, to, star);
}

static const char *
declare_array(struct unit *unit, CXType type, const char *inner)
{
    struct clang *clang = unit->clang;
    const char *text = arena_printf(unit->arena, "%s[]", inner);
    const char *kept = NULL;
    if (clang->lengths && clang->length < clang->lengths->kept.count)
        kept = clang->lengths->kept.at[clang->length++];
    if (type.kind == CXType_ConstantArray)
        text = arena_printf(unit->arena, "%s[%lld]", inner,
                            clang_getArraySize(type));
    else if (type.kind == CXType_VariableArray && kept)
        text = arena_printf(unit->arena, "%s[%s]", inner, kept);
    return declare(unit, clang_getArrayElementType(type), text);
}

static const char *
join(struct unit *unit, CXType type, const char *base, const char *inner)
{
    return arena_printf(unit->arena, "%s%s%s%s", qualifiers(type), base,
                        *inner ? " " : "", inner);
}

// A typedef of variable length: what it stands for, with its own lengths.
static const char *declare_vm_typedef(struct unit *unit, CXType type,
                                      const struct local_type *local,
                                      const char *inner)
{
    struct clang *clang = unit->clang;
    const struct lengths *outer = clang->lengths;
    size_t length = clang->length;
    CXCursor decl = clang_getTypeDeclaration(type);
    clang->lengths = &local->lengths;
    clang->length = 0;
    const char *text =
        declare(unit, clang_getTypedefDeclUnderlyingType(decl), "");
    clang->lengths = outer;
    clang->length = length;
    return arena_printf(unit->arena, "__typeof__(%s) %s", text, inner);
}

// A matrix has no name but that of its typedef, and a chan's element has lost
// that one.
static void refuse_matrix(struct unit *unit, CXType type)
{
    if (type.kind != CXType_Unexposed || is_bit_int(type)) return;
    if (unit->diag->errors) return;
    const char *name = clang_text(unit, clang_getTypeSpelling(type));
    diag_report(unit->diag, SEVERITY_ERROR, (struct place){0}, "csp-type",
                "'%s' has lost its typedef, as in a chan of it: put the matrix"
                " into a struct",
                name);
}

// The type as it is written, where that means the same at the end of the file.
static const char *declare(struct unit *unit, CXType type, const char *inner)
{
    struct arena *arena = unit->arena;
    switch ((int)type.kind) { // dispatch
    case CXType_Pointer:
        return declare_pointer_to(unit, pointee_of(type), qualifiers(type),
                                  inner);
    case CXType_BlockPointer:
        return declare(unit, clang_getPointeeType(type),
                       arena_printf(arena, "(^%s%s)", qualifiers(type), inner));
    case CXType_ConstantArray:
    case CXType_VariableArray:
    case CXType_IncompleteArray: return declare_array(unit, type, inner);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto: return declare_function(unit, type, inner);
    case CXType_Attributed:
        return declare(unit, clang_Type_getModifiedType(type), inner);
    case CXType_Atomic:
        return arena_printf(arena, "%s_Atomic(%s) %s", qualifiers(type),
                            declare(unit, clang_Type_getValueType(type), ""),
                            inner);
    case CXType_Elaborated: {
        CXType named = clang_Type_getNamedType(type);
        if (clang_isConstQualifiedType(type) &&
            !clang_isConstQualifiedType(named))
            return arena_printf(arena, "const %s", declare(unit, named, inner));
        return declare(unit, named, inner);
    }
    case CXType_Complex:
    case CXType_Record:
    case CXType_Enum: return join(unit, type, base_name(unit, type), inner);
    case CXType_Typedef: {
        struct local_type *local =
            type_local(unit, clang_getTypeDeclaration(type));
        if (!local || local->hoisted)
            return join(unit, type, base_name(unit, type), inner);
        if (local->uses_vm) return declare_vm_typedef(unit, type, local, inner);
        break;
    }
    case CXType_Vector:
    case CXType_ExtVector:
        return arena_printf(arena, "__attribute__((vector_size(%lld))) %s",
                            clang_Type_getSizeOf(type),
                            join(unit, type,
                                 declare(unit, clang_getElementType(type), ""),
                                 inner));
    default: break;
    }
    CXType canonical = clang_getCanonicalType(type);
    if (!clang_equalTypes(canonical, type))
        return declare(unit, canonical, inner);
    refuse_matrix(unit, type);
    return join(unit, type, base_name(unit, type), inner);
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

static const char *
declare_unqualified(struct unit *unit, CXType type, const char *name)
{
    CXType plain = without_qualifiers(type);
    if (plain.kind != CXType_ConstantArray) return declare(unit, plain, name);
    const char *array =
        arena_printf(unit->arena, "%s[%lld]", name, clang_getArraySize(plain));
    return declare_unqualified(unit, clang_getArrayElementType(plain), array);
}

// What an array or a function, decayed to a pointer, points to.
static CXType decays_to(const struct type *type)
{
    CXType cx = cx_of(type), plain = clang_getCanonicalType(cx);
    if (is_function(plain.kind)) return cx;
    return clang_getArrayElementType(is_array(cx.kind) ? cx : plain);
}

const char *type_declare(struct unit *unit, const struct type *type,
                         const char *name, bool drop)
{
    CXType cx = cx_of(type);
    if (type->is_decayed)
        return declare_pointer_to(unit, decays_to(type), "", name);
    if (!drop) return declare(unit, cx, name);
    if (type->is_volatile)
        return arena_printf(unit->arena, "volatile %s",
                            declare_unqualified(unit, cx, name));
    return declare_unqualified(unit, cx, name);
}

const char *type_alignment(struct unit *unit, const struct type *type)
{
    enum { USUAL = 16 };
    if (type->align <= USUAL) return "";
    return arena_printf(unit->arena, " __attribute__((aligned(%lld)))",
                        (long long)type->align);
}

const char *
type_field(struct unit *unit, const struct type *type, const char *name)
{
    return arena_printf(unit->arena, "%s%s",
                        type_declare(unit, type, name, true),
                        type_alignment(unit, type));
}

const char *type_declare_vm(struct unit *unit, const struct type *type,
                            const struct lengths *lengths, const char *name)
{
    struct clang *clang = unit->clang;
    clang->lengths = lengths;
    clang->length = 0;
    const char *text = type->is_decayed
                           ? declare_pointer_to(unit, decays_to(type), "", name)
                           : declare(unit, cx_of(type), name);
    clang->lengths = NULL;
    return text;
}

// What a pointer points to; a type that is none of its own has no kind.
static CXType type_pointee(const struct type *type)
{
    CXType cx = cx_of(type);
    if (type->is_decayed) return decays_to(type);
    if (cx.kind != CXType_Pointer) cx = clang_getCanonicalType(cx);
    return cx.kind == CXType_Pointer ? pointee_of(cx)
                                     : clang_getPointeeType(cx);
}

bool type_is_pointer(const struct type *type)
{
    return type_pointee(type).kind != CXType_Invalid;
}

struct type *type_element(struct unit *unit, const struct type *type)
{
    CXType to = type_pointee(type);
    if (to.kind != CXType_Invalid) return type_of(unit, to);
    CXType cx = clang_getCanonicalType(cx_of(type));
    return type_of(unit, clang_getArrayElementType(cx));
}

bool type_pointee_is_volatile(const struct type *type)
{
    CXType to = type_pointee(type);
    return to.kind != CXType_Invalid &&
           clang_isVolatileQualifiedType(clang_getCanonicalType(to));
}

int64_t type_pointee_length(const struct type *type)
{
    CXType to = clang_getCanonicalType(type_pointee(type));
    if (to.kind == CXType_IncompleteArray) return TYPE_LENGTH_OPEN;
    return to.kind == CXType_ConstantArray ? clang_getArraySize(to) : -1;
}

static CXType function_of(const struct type *type)
{
    CXType to = clang_getCanonicalType(type_pointee(type));
    return to.kind != CXType_Invalid ? to : clang_getCanonicalType(cx_of(type));
}

size_t type_param_count(struct unit *unit, const struct type *type)
{
    (void)unit;
    int count = clang_getNumArgTypes(function_of(type));
    return count < 0 ? 0 : (size_t)count;
}

struct type *type_param(struct unit *unit, const struct type *type, size_t i)
{
    return type_of(unit, clang_getArgType(function_of(type), (unsigned)i));
}

const char *type_canonical(struct unit *unit, const struct type *type)
{
    if (type->is_decayed)
        return declare_pointer_to(unit, clang_getCanonicalType(decays_to(type)),
                                  "", "");
    return clang_text(unit, clang_getTypeSpelling(clang_getUnqualifiedType(
                                clang_getCanonicalType(cx_of(type)))));
}

// With arguments that no prototype names: `...`, or an old-style `()`.
bool type_is_variadic(const struct type *type)
{
    CXType function = function_of(type);
    return function.kind == CXType_FunctionNoProto ||
           clang_isFunctionTypeVariadic(function);
}
