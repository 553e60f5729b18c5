// SPDX-License-Identifier: MIT
// typing.c: which types the operands of csp.h's forms have. The file is read
// once more, under __CSPCC_TYPING__: the forms are calls there that take
// anything (csp/typing.h), so that each operand that is an expression has its
// type, whatever is wrong round it. It judges by C's rules for assignment, but
// decides nothing: mistakes.c asks it once the C compiler has complained, and
// words that complaint by what stands here.
#include "front/inside.h"

#include <string.h>

static const char form_prefix[] = "csp__form_";

struct typing {
    struct unit *unit;
    typed_list all;
    size_t last_send;         // its value comes next; (size_t)-1: none
    CXType channel;           // at hand
    CXType element;           // of it
    const char *element_name; // quoted
};

// == Types ===================================================================

static CXType bare(CXType type)
{
    return clang_getUnqualifiedType(clang_getCanonicalType(type));
}

static bool same(CXType a, CXType b)
{
    return clang_equalTypes(bare(a), bare(b));
}

static bool is_integer(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    return (kind >= CXType_Bool && kind <= CXType_Int128) ||
           kind == CXType_Enum;
}

static bool is_arithmetic(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    return is_integer(type) ||
           (kind >= CXType_Float && kind <= CXType_Ibm128 &&
            kind != CXType_NullPtr) ||
           kind == CXType_Complex;
}

static bool is_pointer(CXType type)
{
    return clang_getCanonicalType(type).kind == CXType_Pointer;
}

static CXType pointee(CXType type)
{
    return clang_getPointeeType(clang_getCanonicalType(type));
}

static bool is_void_pointer(CXType type)
{
    return is_pointer(type) && bare(pointee(type)).kind == CXType_Void;
}

static bool is_known(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    return kind != CXType_Invalid && kind != CXType_Unexposed &&
           kind != CXType_Dependent;
}

// Quoted, as people write it.
static const char *name_of(struct typing *t, CXType type)
{
    const char *spelt = cursor_text(t->unit, clang_getTypeSpelling(type));
    if (strcmp(spelt, "_Bool") == 0) spelt = "bool";
    struct arena *arena = t->unit->arena;
    return said_types(arena, arena_printf(arena, "'%s'", spelt));
}

static const char *with_article(struct arena *arena, const char *quoted)
{
    bool vowel = strchr("aeio", quoted[1]) != NULL;
    return arena_printf(arena, "%s %s", vowel ? "an" : "a", quoted);
}

// A pointer to a type, quoted as its name is.
static const char *pointer_name(struct typing *t, const char *name)
{
    size_t length = strlen(name) - 1;
    const char *blank = name[length - 1] == '*' ? "" : " ";
    return arena_printf(t->unit->arena, "%.*s%s*'", (int)length, name, blank);
}

// What a channel carries, by the name that its type was given.
static CXType element_of(CXType channel)
{
    CXType array = clang_getPointeeType(channel);
    if (array.kind == CXType_Invalid) array = pointee(channel);
    CXType element = clang_getArrayElementType(array);
    if (element.kind == CXType_Invalid)
        element = clang_getArrayElementType(clang_getCanonicalType(array));
    return element;
}

// chan(job_t *) carries what the parentheses say; a typedef of it, what C says.
static const char *element_name(struct typing *t, CXType channel)
{
    const char *name = name_of(t, channel), *open = strchr(name, '(');
    if (!cursor_is_channel(channel)) return "";
    if (!open || strncmp(name, "'chan", 5) != 0)
        return name_of(t, element_of(channel));
    int length = (int)strlen(open) - 3; // without its )'
    return arena_printf(t->unit->arena, "'%.*s'", length, open + 1);
}

static void take_channel(struct typing *t, CXType channel)
{
    t->channel = channel;
    t->element = cursor_is_channel(channel) ? element_of(channel)
                                            : (CXType){.kind = CXType_Invalid};
    t->element_name = element_name(t, channel);
}

// == Judgements ==============================================================

struct operand_type {
    CXType type;
    bool is_null; // a constant 0, which is any pointer
};

static bool points_alike(CXType to, CXType from)
{
    CXType a = pointee(to), b = pointee(from);
    bool loses =
        (clang_isConstQualifiedType(b) && !clang_isConstQualifiedType(a)) ||
        (clang_isVolatileQualifiedType(b) && !clang_isVolatileQualifiedType(a));
    return !loses &&
           (same(a, b) || is_void_pointer(to) || is_void_pointer(from) ||
            (cursor_is_channel(to) && cursor_is_channel(from) &&
             same(element_of(to), element_of(from))));
}

// `to = from` is C, but for conversions that lose something.
static bool is_assignable(CXType to, struct operand_type from)
{
    if (is_arithmetic(to))
        return is_arithmetic(from.type) ||
               (bare(to).kind == CXType_Bool && is_pointer(from.type));
    if (is_pointer(to))
        return from.is_null ||
               (is_pointer(from.type) && points_alike(to, from.type));
    return same(to, from.type);
}

static enum hint hint_for(CXType to, CXType from)
{
    if (is_pointer(to) && same(pointee(to), from)) return HINT_ADDRESS;
    if (is_pointer(from) && same(to, pointee(from))) return HINT_DEREFERENCE;
    return HINT_NONE;
}

static bool is_qualified(CXType type)
{
    type = clang_getCanonicalType(type);
    return clang_isConstQualifiedType(type) ||
           clang_isVolatileQualifiedType(type);
}

static void
judge_channel(struct typed_operand *operand, struct operand_type from)
{
    CXType type = from.type;
    operand->wanted = "a channel";
    if (cursor_is_channel(type) &&
        (is_qualified(pointee(type)) || is_qualified(element_of(type))))
        operand->wanted = "a channel of what is not const or volatile itself";
    else if (cursor_is_channel(type) || is_void_pointer(type))
        operand->verdict = VERDICT_FITS;
    if (is_pointer(type) && cursor_is_channel(pointee(type)))
        operand->hint = HINT_DEREFERENCE;
}

static void judge_value(struct typing *t, struct typed_operand *operand,
                        CXType element, struct operand_type from)
{
    struct arena *arena = t->unit->arena;
    operand->verdict = VERDICT_UNKNOWN;
    if (!is_known(element)) return;
    operand->verdict = VERDICT_WRONG;
    operand->wanted = arena_printf(arena, "%s for its value",
                                   with_article(arena, t->element_name));
    if (is_assignable(element, from))
        operand->verdict = VERDICT_FITS;
    else
        operand->hint = hint_for(element, from.type);
}

static void judge_target(struct typing *t, struct typed_operand *operand,
                         CXType element, struct operand_type from)
{
    struct arena *arena = t->unit->arena;
    CXType type = from.type;
    operand->verdict = VERDICT_UNKNOWN;
    if (!is_known(element)) return;
    operand->verdict = VERDICT_WRONG;
    bool is_const =
        is_pointer(type) && clang_isConstQualifiedType(pointee(type));
    const char *pointer = with_article(arena, pointer_name(t, t->element_name));
    operand->wanted = arena_printf(arena, "%s for its value", pointer);
    if (is_pointer(type) && !is_const &&
        (same(pointee(type), element) || is_void_pointer(type)))
        operand->verdict = VERDICT_FITS;
    else if (same(type, element))
        operand->hint = HINT_ADDRESS;
    else if (is_pointer(type) && is_pointer(pointee(type)) &&
             same(pointee(pointee(type)), element))
        operand->hint = HINT_DEREFERENCE;
}

static void judge_ok(struct typed_operand *operand, struct operand_type from)
{
    CXType type = from.type;
    operand->wanted = "a 'bool *' for its answer";
    bool fits = from.is_null || is_void_pointer(type) ||
                (is_pointer(type) && bare(pointee(type)).kind == CXType_Bool);
    operand->verdict = fits ? VERDICT_FITS : VERDICT_WRONG;
    if (bare(type).kind == CXType_Bool) operand->hint = HINT_ADDRESS;
}

static void judge_task(struct typed_operand *operand, struct operand_type from)
{
    CXType type = from.type;
    operand->wanted = "a task, which spawn gives";
    bool fits = cursor_is_task(type) || is_void_pointer(type);
    operand->verdict = fits ? VERDICT_FITS : VERDICT_WRONG;
    if (is_pointer(type) && cursor_is_task(pointee(type)))
        operand->hint = HINT_DEREFERENCE;
}

static void judge_integer(struct typed_operand *operand,
                          struct operand_type from, const char *wanted)
{
    operand->wanted = wanted;
    operand->verdict = is_integer(from.type) ? VERDICT_FITS : VERDICT_WRONG;
    if (is_pointer(from.type) && is_integer(pointee(from.type)))
        operand->hint = HINT_DEREFERENCE;
}

static void judge_set(struct typing *t, struct typed_operand *operand,
                      struct operand_type from)
{
    CXType type = from.type;
    operand->wanted = "an array of struct csp_choice";
    bool fits = from.is_null || is_void_pointer(type) ||
                (is_pointer(type) && strcmp(name_of(t, bare(pointee(type))),
                                            "'struct csp_choice'") == 0);
    operand->verdict = fits ? VERDICT_FITS : VERDICT_WRONG;
}

static void
judge_destroy(struct typed_operand *operand, struct operand_type from)
{
    CXType type = from.type, function = pointee(type);
    operand->wanted = "a function void f(void *element)";
    bool fits = from.is_null || is_void_pointer(type) ||
                (is_pointer(type) && clang_getNumArgTypes(function) == 1 &&
                 clang_getResultType(function).kind == CXType_Void &&
                 is_void_pointer(clang_getArgType(function, 0)));
    operand->verdict = fits ? VERDICT_FITS : VERDICT_WRONG;
}

static void judge(struct typing *t, struct typed_operand *operand,
                  enum operand kind, struct operand_type from)
{
    if (!is_known(from.type)) return;
    operand->got = with_article(t->unit->arena, name_of(t, from.type));
    operand->verdict = VERDICT_WRONG;
    switch (kind) {
    case OPERAND_CHAN: judge_channel(operand, from); break;
    case OPERAND_VALUE: judge_value(t, operand, t->element, from); break;
    case OPERAND_TARGET: judge_target(t, operand, t->element, from); break;
    case OPERAND_OK: judge_ok(operand, from); break;
    case OPERAND_TASK: judge_task(operand, from); break;
    case OPERAND_INTEGER: judge_integer(operand, from, "an integer"); break;
    case OPERAND_TIME:
        judge_integer(operand, from,
                      "nanoseconds, an integer such as 10 * CSP_MS");
        break;
    case OPERAND_SET: judge_set(t, operand, from); break;
    case OPERAND_DESTROY: judge_destroy(operand, from); break;
    case OPERAND_NONE:
    case OPERAND_OTHER: operand->verdict = VERDICT_FITS; break;
    }
}

// == The walk ================================================================

static enum CXChildVisitResult
keep_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    *(CXCursor *)data = cursor;
    return CXChildVisit_Break;
}

// An argument without a prototype has made an int of a char, a double of a
// float.
static CXCursor before_promotion(CXCursor cursor)
{
    while (clang_getCursorKind(cursor) == CXCursor_UnexposedExpr) {
        CXCursor child = cursor;
        clang_visitChildren(cursor, keep_child, &child);
        if (clang_equalCursors(child, cursor) ||
            !is_arithmetic(clang_getCursorType(cursor)) ||
            !is_arithmetic(clang_getCursorType(child)))
            break;
        cursor = child;
    }
    return cursor;
}

static struct operand_type type_of_operand(CXCursor cursor)
{
    cursor = before_promotion(cursor);
    CXType type = clang_getCursorType(cursor);
    struct operand_type operand = {.type = type};
    CXEvalResult value = clang_Cursor_Evaluate(cursor);
    operand.is_null = is_integer(type) && value &&
                      clang_EvalResult_getKind(value) == CXEval_Int &&
                      clang_EvalResult_getAsLongLong(value) == 0;
    if (value) clang_EvalResult_dispose(value);
    return operand;
}

static unsigned
count_on_line(const struct source *source, const char *form, size_t at)
{
    unsigned count = 0;
    size_t line = at;
    while (line > 0 && source->text[line - 1] != '\n')
        line--;
    const char *end = source->text + at;
    for (const char *from = source->text + line;
         (from = memmem(from, (size_t)(end - from), form, strlen(form)));
         from += strlen(form))
        count += from[strlen(form)] == '(';
    return count;
}

static struct typed
begin_typed(struct typing *t, const struct form *form, size_t at)
{
    const struct source *source = t->unit->source;
    struct place place = source_place(source, at, 1);
    struct typed typed = {form, place.file, place.line, 0, 0, {{0}}};
    typed.nth = count_on_line(
        source, arena_printf(t->unit->arena, "%s%s", form_prefix, form->name),
        at);
    return typed;
}

// The first operand of chan_make is a type, of which csp/typing.h says nothing.
static size_t first_operand(const struct form *form)
{
    return form->operands[0] == OPERAND_OTHER &&
                   strncmp(form->name, "chan_make", 9) == 0
               ? 1
               : 0;
}

static void visit_form(struct typing *t, CXCursor call, const char *name)
{
    const struct form *form = forms_word(name, strlen(name));
    if (!form)
        form = forms_word(arena_printf(t->unit->arena, "csp_%s", name),
                          strlen(name) + 4);
    if (!form) return;
    size_t at = cursor_offset(t->unit, clang_getCursorLocation(call));
    if (at == (size_t)-1) return;
    struct typed typed = begin_typed(t, form, at);
    size_t first = first_operand(form);
    int count = clang_Cursor_getNumArguments(call);
    typed.count = first;
    for (int i = 1; i < count && typed.count < OPERANDS_MOST; i++) {
        CXCursor operand = clang_Cursor_getArgument(call, (unsigned)i);
        size_t k = typed.count++;
        struct operand_type from = type_of_operand(operand);
        judge(t, &typed.operands[k], form->operands[k], from);
        if (k == 0 && form->operands[0] == OPERAND_CHAN)
            take_channel(t, from.type);
    }
    t->last_send = t->all.count;
    vec_push(t->unit->arena, &t->all, typed);
}

static void
visit_value(struct typing *t, CXCursor call, size_t owner, CXType channel)
{
    struct typed *typed = &t->all.at[owner];
    take_channel(t, channel);
    int count = clang_Cursor_getNumArguments(call);
    if (count != 2 && count != typed->form->most) return;
    for (int i = 1; i < count; i++) {
        CXCursor operand = clang_Cursor_getArgument(call, (unsigned)i);
        judge(t, &typed->operands[i], typed->form->operands[i],
              type_of_operand(operand));
    }
    typed->count = (size_t)count;
}

struct level {
    struct typing *typing;
    size_t send; // of the statements at hand
    CXType channel;
};

static enum CXChildVisitResult
visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct level *above = data;
    struct typing *t = above->typing;
    struct level here = {t, (size_t)-1, {.kind = CXType_Invalid}};
    if (clang_getCursorKind(cursor) != CXCursor_CallExpr) {
        clang_visitChildren(cursor, visit, &here);
        return CXChildVisit_Continue;
    }
    const char *name = cursor_text(t->unit, clang_getCursorSpelling(cursor));
    bool is_form = strncmp(name, form_prefix, sizeof form_prefix - 1) == 0;
    if (is_form) {
        visit_form(t, cursor, name + sizeof form_prefix - 1);
        above->send = t->last_send;
        above->channel = t->channel;
    } else if (strcmp(name, "csp__sent") == 0 && above->send != (size_t)-1) {
        visit_value(t, cursor, above->send, above->channel);
    }
    clang_visitChildren(cursor, visit, &here);
    return CXChildVisit_Continue;
}

// Of csp.h and its like nothing is asked.
static enum CXChildVisitResult
visit_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct typing *t = data;
    struct level level = {t, (size_t)-1, {.kind = CXType_Invalid}};
    size_t at = cursor_offset(t->unit, clang_getCursorLocation(cursor));
    (void)parent;
    if (at != (size_t)-1) clang_visitChildren(cursor, visit, &level);
    return CXChildVisit_Continue;
}

typed_list typing_forms(const struct options *options, struct diag *diag,
                        struct arena *arena, const char *input)
{
    struct options own = *options;
    struct source source;
    struct unit *unit = ARENA_NEW(arena, struct unit);
    struct typing typing = {.unit = unit, .last_send = (size_t)-1};
    own.args.front = (strings){0};
    for (size_t i = 0; i < options->args.front.count; i++)
        vec_push(arena, &own.args.front, options->args.front.at[i]);
    vec_push(arena, &own.args.front, "-D__CSPCC_TYPING__");
    own.deps.args = (strings){0};
    own.deps.wanted = own.job.verbose = false;
    unit->options = &own;
    unit->diag = diag;
    unit->arena = arena;
    unit->intern = intern_create(arena);
    preprocess_run(&own, diag, unit->intern, input, &source);
    unit->source = &source;
    if (source.line_count && clang_read(unit)) {
        const struct clang *clang = unit->clang;
        clang_visitChildren(clang_getTranslationUnitCursor(clang->tu),
                            visit_top, &typing);
    }
    clang_end(unit);
    return typing.all;
}
