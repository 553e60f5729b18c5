// SPDX-License-Identifier: MIT
// decl.c: declarations in a coroutine. A variable of the frame, or one
// that is kept over suspensions, is assigned where it was initialised; the
// others are declared as they were. Arrays of variable length get their room,
// and cleanups become due. Called by
// stmt.c, which has evaluated the initialiser: `value` is its text.
#include "lower/lower.h"

enum { USUAL_ALIGNMENT = 16 }; // of what malloc gives

static const char *literal_of(struct lower *l, const struct var *var,
                              const struct expr *init, const char *value)
{
    const char *type = type_declare_object(l->unit, var->type, "");
    if (init->kind == EXPR_INIT) return lower_format(l, "(%s)%s", type, value);
    if (var->type->class == TYPE_ARRAY && init->kind != EXPR_LITERAL)
        return lower_format(l, "(%s){ %s }", type, value);
    return value;
}

static struct expr *unbraced(struct expr *init)
{
    while (init->kind == EXPR_INIT && init->kid_count == 1)
        init = init->kids[0];
    return init;
}

// C takes it as the initialiser of a static, too.
static bool is_static_init(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_LEAF:
        return expr->said.is_constant && expr->type->size < INT32_MAX;
    case EXPR_REF: return expr->said.is_constant;
    case EXPR_DESIGNATED:
        return is_static_init(expr->kids[expr->kid_count - 1]);
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_CAST:
    case EXPR_PAREN:
        if (!expr->said.is_constant || expr->as->class != TYPE_SCALAR)
            return false;
        for (size_t i = 0; i < expr->kid_count; i++)
            if (expr->kids[i]->fn || !is_static_init(expr->kids[i]))
                return false;
        return true;
    case EXPR_INIT:
        for (size_t i = 0; i < expr->kid_count; i++)
            if (!is_static_init(expr->kids[i])) return false;
        return true;
    default: return false;
    }
}

// Compilers make a variable with a constant initialiser a copy of an object
// whose padding is zero, and there are programs that look.
static bool is_copy_of_constant(const struct var *var)
{
    bool fits = var->type->has_padding && !var->type->is_volatile &&
                !var->type->is_atomic;
    return fits && var->init->kind == EXPR_INIT && is_static_init(var->init);
}

static void
store_constant(struct lower *l, const struct var *var, const char *to)
{
    const struct expr *init = var->init;
    const char *name = names_free(l->unit, l->fn, "csp_init");
    writer_glue(l->w,
                "{\nstatic const %s = %s;\n"
                "__builtin_memcpy((void *)&%s, &%s, sizeof %s);\n}\n",
                type_declare_object(l->unit, var->type, name),
                edits_text(l->edits, init->begin, init->end), to, name, to);
}

struct expr *lower_initial(const struct var *var)
{
    struct expr *init = var->init;
    if (!init || var->frame.place == PLACE_PLAIN) return init;
    if (var->frame.place == PLACE_RESIDENT && var->type->is_vm) {
        if (var->type->is_vla) return NULL; // C has only {} for it
        return var->type->class == TYPE_ARRAY ? init : unbraced(init);
    }
    if (var->type->class == TYPE_SCALAR) {
        init = unbraced(init);
        return init->kind == EXPR_INIT ? NULL : init; // {}: 0
    }
    if (var->type->class == TYPE_ARRAY) init = plan_strip(init);
    return is_copy_of_constant(var) ? NULL : init;
}

static void store_initial(struct lower *l, const struct var *var,
                          const char *to, const char *value)
{
    const struct expr *init = lower_initial(var);
    if (var->type->class == TYPE_SCALAR) {
        writer_glue(l->w, "%s = %s;\n", to, init ? value : "0");
        return;
    }
    if (!init) {
        store_constant(l, var, to);
        return;
    }
    value = literal_of(l, var, init, value);
    bool whole = var->type->is_const || var->type->has_union;
    if (var->type->has_union &&
        init->kind == EXPR_INIT) // compilers clear it all
        writer_glue(l->w, "__builtin_memset((void *)&%s, 0, sizeof %s);\n", to,
                    to);
    if (var->type->has_union && init->kind == EXPR_INIT && !init->kid_count)
        return;
    if (var->type->class == TYPE_ARRAY || (whole && init->kind == EXPR_INIT))
        writer_glue(l->w, "__builtin_memcpy((void *)&%s, %s&%s, sizeof %s);\n",
                    to, var->type->is_volatile ? "(void *)" : "", value, to);
    else if (var->type->is_const)
        writer_glue(l->w, "%s\n", lower_assign(l, to, var->type, value));
    else
        writer_glue(l->w, "%s = %s;\n", to, value);
}

static void
declare_plain(struct lower *l, const struct var *var, const char *value)
{
    static const char *const words[] = {"", "", "static ", "extern "};
    const char *declaration = type_declare(l->unit, var->type, var->out);
    const char *align = var->said.align ? var->said.align : "";
    if (var->said.cleanup)
        align = lower_format(l, "%s __attribute__((cleanup(%s)))", align,
                             var->said.cleanup);
    writer_glue(l->w, "%s%s%s%s%s;\n", words[var->storage], declaration, align,
                value ? " = " : "", value ? value : "");
    if (l->w->pretty && !var->frame.is_read)
        writer_glue(l->w, "(void)%s;\n", var->out);
}

void lower_taken_lengths(struct lower *l, const struct taken *taken,
                         const char *shape, const struct type *type,
                         const struct lengths *lengths)
{
    for (size_t i = 0; i < taken->stars; i++)
        type = type_element(l->unit, type);
    for (size_t i = 0; i < lengths->kept.count;) {
        if (type_has_length(type))
            writer_glue(l->w, "%s = sizeof(%s) / sizeof((%s)[0]);\n",
                        lengths->kept.at[i++], shape, shape);
        shape = lower_format(l, "(%s)[0]", shape);
        type = type_element(l->unit, type);
    }
}

// Room for an array of variable length, as aligned as C says of it.
static const char *
scratch(struct lower *l, const struct var *var, const char *type)
{
    const char *place = lower_place(l, var->name_at);
    const struct type *element = var->type;
    while (element->class == TYPE_ARRAY)
        element = type_element(l->unit, element);
    const char *align = NULL;
    if (element->align > USUAL_ALIGNMENT)
        align = lower_format(l, "%lld", (long long)element->align);
    if (var->said.align)
        align = lower_format(l, "_Alignof(struct { %s%s; })",
                             type_declare_object(l->unit, element, "element"),
                             var->said.align);
    if (!align)
        return lower_format(l, "csp_rt_scratch(sizeof(%s), %s)", type, place);
    return lower_format(l, "csp_rt_scratch_aligned(sizeof(%s), %s, %s)", type,
                        align, place);
}

// Makes room for an array; the lengths are kept already.
static void declare_variable_length(struct lower *l, const struct var *var,
                                    const char *value)
{
    const char *f = l->fn->names.frame;
    if (var->type->is_vla) {
        const char *type =
            type_declare_vm(l->unit, var->type, &var->lengths, "");
        writer_glue(l->w, "%s->%s = %s;\n", f, var->out, scratch(l, var, type));
        if (var->init)
            writer_glue(l->w, "__builtin_memset(%s->%s, 0, sizeof(%s));\n", f,
                        var->out, type);
        lower_add_due(
            l, lower_format(l, "csp_rt_scratch_free(%s->%s)", f, var->out),
            var->end, var->scope->end);
    } else if (var->init && var->type->class == TYPE_ARRAY) {
        writer_glue(
            l->w, "__builtin_memcpy(&%s->%s, &(%s)%s, sizeof %s->%s);\n", f,
            var->out, type_declare_vm(l->unit, var->type, &var->lengths, ""),
            value, f, var->out);
    } else if (var->init) {
        const char *pointer =
            type_declare_vm(l->unit, var->type, &var->lengths, "(*)");
        writer_glue(l->w, "*(%s)&%s->%s = %s;\n", pointer, f, var->out, value);
    }
}

const char *lower_home(struct lower *l, const struct var *var)
{
    if (var->frame.place != PLACE_RESIDENT) return var->out;
    return lower_format(l, "%s->%s", l->fn->names.frame, var->out);
}

void lower_declare(struct lower *l, const struct var *var, const char *value)
{
    if (var->frame.place == PLACE_RESIDENT && var->type->is_vm) {
        declare_variable_length(l, var, value);
    } else if (var->frame.place == PLACE_PLAIN) {
        declare_plain(l, var, value);
    } else if (var->init) {
        store_initial(l, var, lower_home(l, var), value);
    }
    if (var->said.cleanup && var->frame.place == PLACE_RESIDENT)
        lower_add_due(l,
                      lower_format(l, "%s(&%s->%s)", var->said.cleanup,
                                   l->fn->names.frame, var->out),
                      var->end, var->scope->end);
}
