// SPDX-License-Identifier: MIT
// type.c: what passes ask of a type, and how a declaration of one is written.
// build_type.c has put down all that is known; nothing here changes a type.
#include "tree/tree.h"

#include <string.h>

enum manner { CANONICAL, IN_C, FOR_PEOPLE };

// What a declaration is written with.
struct declaring {
    struct unit *unit;
    enum manner manner;            // of csp.h's types
    const struct lengths *lengths; // of a variably modified type, or NULL
    size_t length;                 // how many of these were written
    bool lacks_length;             // some are not among them
    bool is_const, is_volatile;    // what is declared next is that as well
};

// The word for a type of csp.h's: in C it must be a macro where the declaration
// stands, which it is where people read. NULL: it is not.
static const char *word_for(const struct declaring *d, const char *name)
{
    if (d->manner == FOR_PEOPLE) return name;
    if (d->manner == CANONICAL) return NULL;
    struct arena *arena = d->unit->arena;
    const char *long_name = arena_printf(arena, "csp_%s", name);
    const char *body = source_macro(d->unit->source, name);
    if (!source_macro(d->unit->source, long_name)) return NULL;
    bool is_short =
        body && strcmp(body, arena_printf(arena, "%s(T)", long_name)) == 0;
    return is_short ? name : long_name;
}

static const char *word_for_bool(const struct declaring *d)
{
    const char *body = source_macro(d->unit->source, "bool");
    bool is_word = d->manner == FOR_PEOPLE ||
                   (d->manner == IN_C && body && strcmp(body, "_Bool") == 0);
    return is_word ? "bool" : "_Bool";
}

static const char *base_name(struct declaring *d, const struct type *type)
{
    struct arena *arena = d->unit->arena;
    const struct local_type *local = type->local;
    if (local && local->hoisted)
        return local->is_typedef ? local->hoisted
                                 : arena_printf(arena, "%s %s", type->keyword,
                                                local->hoisted);
    if (type->unnamed && type->unnamed->tag)
        return arena_printf(arena, "%s %s", type->keyword, type->unnamed->tag);
    if (strcmp(type->name, "_Bool") == 0) return word_for_bool(d);
    return type->name;
}

// Those of the type that is declared now.
static const char *qualifiers(struct declaring *d, const struct type *type)
{
    bool c = type->is_const_here || d->is_const;
    bool v = type->is_volatile_here || d->is_volatile;
    d->is_const = d->is_volatile = false;
    return c && v ? "const volatile " : c ? "const " : v ? "volatile " : "";
}

static const char *
declare(struct declaring *d, const struct type *type, const char *inner);

static const char *declare_function(struct declaring *d,
                                    const struct type *type, const char *inner)
{
    struct text text = {.arena = d->unit->arena};
    size_t count = type->params.count;
    text_printf(&text, "%s(", inner);
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "%s%s", i ? ", " : "",
                    declare(d, type->params.at[i], ""));
    if (type->is_variadic && type->is_prototype)
        text_puts(&text, count ? ", ..." : "...");
    else if (!count && type->is_prototype)
        text_puts(&text, "void");
    text_puts(&text, ")");
    return declare(d, type->result, text.at);
}

static const struct type *shape_of(const struct type *type)
{
    while (type->written == WRITTEN_ALIKE)
        type = type->of;
    return type;
}

static const char *declare_pointer(struct declaring *d, const struct type *to,
                                   const char *qualified, const char *inner)
{
    const struct type *shape = shape_of(to);
    bool wrap =
        shape->written == WRITTEN_ARRAY || shape->written == WRITTEN_FUNCTION;
    const char *star = arena_printf(d->unit->arena, wrap ? "(*%s%s)" : "*%s%s",
                                    qualified, inner);
    return declare(d, to, star);
}

// The name in csp.h of a pointer to `to`, and of what; NULL: it has none.
static const char *form_of(const struct type *to, const struct type **of)
{
    to = shape_of(to);
    if (to->written == WRITTEN_ARRAY) {
        *of = to->of;
        return to->length == TYPE_LENGTH_OPEN  ? "chan"
               : to->length == TYPE_LENGTH_IN  ? "chan_in"
               : to->length == TYPE_LENGTH_OUT ? "chan_out"
                                               : NULL;
    }
    if (to->written != WRITTEN_FUNCTION || to->params.count != 1) return NULL;
    const struct type *param = to->params.at[0]->canonical;
    *of = to->result;
    bool task = strcmp(param->spelling, "struct csp__task *") == 0;
    return task ? "task" : NULL;
}

// chan(T), task(T) and their kin; NULL: it is none.
static const char *
declare_form(struct declaring *d, const struct type *type, const char *inner)
{
    const struct type *of;
    const char *form = type->is_vm ? NULL : form_of(type->of, &of);
    const char *word = form ? word_for(d, form) : NULL;
    if (!word) return NULL;
    const char *qualified = qualifiers(d, type);
    const char *in = declare(d, of, "");
    size_t length = strlen(in);
    while (length && in[length - 1] == ' ')
        length--;
    return arena_printf(d->unit->arena, "%s%s(%.*s)%s%s", qualified, word,
                        (int)length, in, *inner ? " " : "", inner);
}

static const char *
declare_array(struct declaring *d, const struct type *type, const char *inner)
{
    struct arena *arena = d->unit->arena;
    const char *text = arena_printf(arena, "%s[]", inner);
    const char *kept = NULL;
    bool has_length = type_has_length(type); // that of a chan(T) has none
    if (d->lengths && d->length < d->lengths->kept.count && has_length)
        kept = d->lengths->kept.at[d->length++];
    if (type->length >= 0)
        text = arena_printf(arena, "%s[%lld]", inner, (long long)type->length);
    else if (kept)
        text = arena_printf(arena, "%s[%s]", inner, kept);
    d->lacks_length |= type->length == TYPE_LENGTH_VARIES && !kept;
    return declare(d, type->of, text);
}

static const char *join(struct declaring *d, const char *qualified,
                        const char *base, const char *inner)
{
    return arena_printf(d->unit->arena, "%s%s%s%s", qualified, base,
                        *inner ? " " : "", inner);
}

// A typedef of variable length: what it stands for, with its own lengths.
static const char *declare_vm_typedef(struct declaring *d,
                                      const struct type *type,
                                      const char *inner)
{
    struct declaring own = {
        .unit = d->unit, .manner = d->manner, .lengths = &type->local->lengths};
    const char *meaning = declare(&own, type->of, "");
    d->lacks_length |= own.lacks_length;
    return arena_printf(d->unit->arena, "%s__typeof__(%s) %s",
                        qualifiers(d, type), meaning, inner);
}

// A matrix has no name but that of its typedef, and a chan's element has lost
// that one.
static void refuse_matrix(struct unit *unit, const struct type *type)
{
    if (!type->is_matrix || unit->diag->errors) return;
    diag_report(unit->diag, SEVERITY_ERROR, (struct place){0}, "csp-type",
                "'%s' has lost its typedef, as in a chan of it: put the matrix"
                " into a struct",
                type->name);
}

static const char *
declare_name(struct declaring *d, const struct type *type, const char *inner)
{
    const struct local_type *local = type->local;
    if (local && local->is_typedef && !local->hoisted) {
        if (local->uses_vm) return declare_vm_typedef(d, type, inner);
        return declare(d, type->canonical, inner);
    }
    refuse_matrix(d->unit, type);
    return join(d, qualifiers(d, type), base_name(d, type), inner);
}

static const char *
declare_atomic(struct declaring *d, const struct type *type, const char *inner)
{
    const char *qualified = qualifiers(d, type);
    return arena_printf(d->unit->arena, "%s_Atomic(%s) %s", qualified,
                        declare(d, type->of, ""), inner);
}

static const char *
declare_vector(struct declaring *d, const struct type *type, const char *inner)
{
    const char *qualified = qualifiers(d, type);
    const char *base = declare(d, type->of, "");
    return arena_printf(d->unit->arena, "__attribute__((vector_size(%lld))) %s",
                        (long long)type->size, join(d, qualified, base, inner));
}

// The qualifiers that it adds belong where that type has its own.
static const char *
declare_alike(struct declaring *d, const struct type *type, const char *inner)
{
    d->is_const |= type->is_const_here;
    d->is_volatile |= type->is_volatile_here;
    return declare(d, type->of, inner);
}

// The type as it is written, where that means the same at the end of the file.
static const char *
declare(struct declaring *d, const struct type *type, const char *inner)
{
    const char *form;
    switch (type->written) { // dispatch
    case WRITTEN_NAME: return declare_name(d, type, inner);
    case WRITTEN_POINTER:
        if ((form = declare_form(d, type, inner))) return form;
        return declare_pointer(d, type->of, qualifiers(d, type), inner);
    case WRITTEN_CLOSURE:
        inner =
            arena_printf(d->unit->arena, "(^%s%s)", qualifiers(d, type), inner);
        return declare(d, type->of, inner);
    case WRITTEN_ARRAY: return declare_array(d, type, inner);
    case WRITTEN_FUNCTION: return declare_function(d, type, inner);
    case WRITTEN_ATOMIC: return declare_atomic(d, type, inner);
    case WRITTEN_VECTOR: return declare_vector(d, type, inner);
    case WRITTEN_ALIKE: return declare_alike(d, type, inner);
    }
    return "";
}

static const char *declare_unqualified(struct declaring *d,
                                       const struct type *type,
                                       const char *name)
{
    const struct type *plain = type->unqualified;
    if (plain->written != WRITTEN_ARRAY || plain->length < 0)
        return declare(d, plain, name);
    const char *array = arena_printf(d->unit->arena, "%s[%lld]", name,
                                     (long long)plain->length);
    return declare_unqualified(d, plain->of, array);
}

static const char *
declare_object(struct declaring *d, const struct type *type, const char *name)
{
    d->is_volatile = type->is_volatile;
    return declare_unqualified(d, type, name);
}

const char *
type_declare(struct unit *unit, const struct type *type, const char *name)
{
    struct declaring declaring = {.unit = unit, .manner = IN_C};
    return declare(&declaring, type, name);
}

const char *
type_words(struct unit *unit, const struct type *type, const char *name)
{
    struct declaring declaring = {.unit = unit, .manner = FOR_PEOPLE};
    return declare_object(&declaring, type, name);
}

const char *type_declare_object(struct unit *unit, const struct type *type,
                                const char *name)
{
    struct declaring declaring = {.unit = unit, .manner = IN_C};
    return declare_object(&declaring, type, name);
}

const char *type_declare_vm(struct unit *unit, const struct type *type,
                            const struct lengths *lengths, const char *name)
{
    struct declaring declaring = {
        .unit = unit, .manner = IN_C, .lengths = lengths};
    return declare(&declaring, type, name);
}

bool type_has_length(const struct type *type)
{
    return type->class == TYPE_ARRAY &&
           type->canonical->length != TYPE_LENGTH_OPEN;
}

bool type_lacks_length(struct unit *unit, const struct type *type,
                       const struct lengths *lengths)
{
    struct declaring declaring = {
        .unit = unit, .manner = IN_C, .lengths = lengths};
    declare(&declaring, type, "");
    return declaring.lacks_length;
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
                        type_declare_object(unit, type, name),
                        type_alignment(unit, type));
}

// -- what a type is made of --------------------------------------------------

// In a program that the C compiler refuses anything may be used as a pointer.
static struct type *or_none(const struct unit *unit, struct type *type)
{
    return type ? type : unit->no_type;
}

bool type_is_pointer(const struct type *type)
{
    return type->element && type->class != TYPE_ARRAY;
}

struct type *type_element(const struct unit *unit, const struct type *type)
{
    return or_none(unit, type->element);
}

bool type_pointee_is_volatile(const struct type *type)
{
    return type_is_pointer(type) && type->element->canonical->is_volatile_here;
}

int64_t type_pointee_length(const struct type *type)
{
    if (!type_is_pointer(type)) return TYPE_LENGTH_VARIES;
    const struct type *to = type->element->canonical;
    return to->written == WRITTEN_ARRAY ? to->length : TYPE_LENGTH_VARIES;
}

// The function that a type is, or points to.
static const struct type *function_of(const struct type *type)
{
    return type_is_pointer(type) ? type->element->canonical : type->canonical;
}

size_t type_param_count(const struct type *type)
{
    return function_of(type)->params.count;
}

struct type *
type_param(const struct unit *unit, const struct type *type, size_t i)
{
    const struct type *function = function_of(type);
    return or_none(unit,
                   i < function->params.count ? function->params.at[i] : NULL);
}

bool type_is_variadic(const struct type *type)
{
    return function_of(type)->is_variadic;
}

bool type_has_rest(const struct type *type)
{
    const struct type *function = function_of(type);
    return function->is_variadic && function->is_prototype;
}

const char *type_canonical(struct unit *unit, const struct type *type)
{
    struct declaring declaring = {.unit = unit};
    return type->is_decayed
               ? declare_pointer(&declaring, type->element->canonical, "", "")
               : type->canonical->spelling;
}

bool type_is_signed(struct unit *unit, const struct type *type)
{
    static const char *const names[] = {"int", "long", "short", "signed char",
                                        "long long"};
    if (type->class != TYPE_SCALAR) return false;
    const char *name = type_canonical(unit, type);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}
