// SPDX-License-Identifier: MIT
// decl.c: declarations in a coroutine. A variable of the frame, or one
// that is kept over suspensions, is assigned where it was initialised; the
// others are declared as they were. Arrays of variable length get their room,
// and cleanups become due. Called by lower.c.
#include "lower/lower.h"

enum { USUAL_ALIGNMENT = 16 }; // of what malloc gives

static const char *literal_of(struct lower *l, const struct var *var,
                              struct expr *init, const char *value)
{
    const char *type = type_declare_object(l->unit, var->type, "");
    if (init->kind == EXPR_INIT) return lower_format(l, "(%s)%s", type, value);
    if (var->type->class == TYPE_ARRAY && init->kind != EXPR_LITERAL)
        return lower_format(l, "(%s){ %s }", type, value);
    return value;
}

struct expr *lower_unbraced(struct expr *init)
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
static bool store_constant(struct lower *l, const struct var *var,
                           const struct expr *init, const char *to)
{
    bool fits = var->type->has_padding && !var->type->is_volatile &&
                !var->type->is_atomic;
    if (!fits || init->kind != EXPR_INIT || !is_static_init(init)) return false;
    const char *name = names_free(l->unit, l->fn, "csp_init");
    writer_glue(l->w,
                "{\nstatic const %s = %s;\n"
                "__builtin_memcpy((void *)&%s, &%s, sizeof %s);\n}\n",
                type_declare_object(l->unit, var->type, name),
                edits_text(l->edits, init->begin, init->end), to, name, to);
    return true;
}

static void
store_initial(struct lower *l, const struct var *var, const char *to)
{
    struct expr *init = var->init;
    if (var->type->class == TYPE_SCALAR) {
        init = lower_unbraced(init);
        const char *value = init->kind == EXPR_INIT ? "0" : lower_expr(l, init);
        writer_glue(l->w, "%s = %s;\n", to, value);
        return;
    }
    if (var->type->class == TYPE_ARRAY) init = plan_strip(init);
    if (store_constant(l, var, init, to)) return;
    const char *value = literal_of(l, var, init, lower_expr(l, init));
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

static void declare_plain(struct lower *l, const struct var *var)
{
    static const char *const words[] = {"", "", "static ", "extern "};
    const char *declaration = type_declare(l->unit, var->type, var->out);
    const char *align = var->said.align ? var->said.align : "";
    if (var->said.cleanup)
        align = lower_format(l, "%s __attribute__((cleanup(%s)))", align,
                             var->said.cleanup);
    const char *value = var->init ? lower_expr(l, var->init) : "";
    writer_glue(l->w, "%s%s%s%s%s;\n", words[var->storage], declaration, align,
                var->init ? " = " : "", value);
    if (l->w->pretty && !var->frame.is_read)
        writer_glue(l->w, "(void)%s;\n", var->out);
}

void lower_lengths(struct lower *l, const struct lengths *lengths)
{
    for (size_t i = 0; i < lengths->kept.count; i++)
        if (!tree_is_literal(lengths->exprs.at[i]))
            writer_glue(l->w, "%s = %s;\n", lengths->kept.at[i],
                        lower_expr(l, lengths->exprs.at[i]));
}

// The lengths of what the type was taken from.
static void take_lengths(struct lower *l, const struct taken *taken,
                         bool is_value, const struct type *type,
                         const struct lengths *lengths)
{
    const char *shape = lower_shape(l, taken->from, is_value);
    for (size_t i = 0; i < taken->stars; i++)
        type = type_element(l->unit, type);
    for (size_t i = 0; i < lengths->kept.count;) {
        if (type->class == TYPE_ARRAY)
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

// Keeps the lengths, and makes room for an array.
static void declare_variable_length(struct lower *l, const struct var *var)
{
    const char *f = l->fn->names.frame;
    if (var->taken.from)
        take_lengths(l, &var->taken, var->taken.from == var->init, var->type,
                     &var->lengths);
    else
        lower_lengths(l, &var->lengths);
    if (var->type->is_vla) {
        const char *type =
            type_declare_vm(l->unit, var->type, &var->lengths, "");
        writer_glue(l->w, "%s->%s = %s;\n", f, var->out, scratch(l, var, type));
        if (var->init) // C has no initialiser but {} for it
            writer_glue(l->w, "__builtin_memset(%s->%s, 0, sizeof(%s));\n", f,
                        var->out, type);
        lower_add_due(
            l, lower_format(l, "csp_rt_scratch_free(%s->%s)", f, var->out),
            var->end, var->scope->end);
    } else if (var->init && var->type->class == TYPE_ARRAY) {
        writer_glue(
            l->w, "__builtin_memcpy(&%s->%s, &(%s)%s, sizeof %s->%s);\n", f,
            var->out, type_declare_vm(l->unit, var->type, &var->lengths, ""),
            lower_expr(l, var->init), f, var->out);
    } else if (var->init) {
        const char *pointer =
            type_declare_vm(l->unit, var->type, &var->lengths, "(*)");
        writer_glue(l->w, "*(%s)&%s->%s = %s;\n", pointer, f, var->out,
                    lower_expr(l, lower_unbraced(var->init)));
    }
}

static void declare_one(struct lower *l, struct var *var)
{
    if (var->hoisted) return;
    lower_full_begin(l);
    if (var->frame.place == PLACE_RESIDENT && var->type->is_vm) {
        declare_variable_length(l, var);
    } else if (var->frame.place == PLACE_PLAIN) {
        declare_plain(l, var);
    } else if (var->init) {
        const char *to = var->out;
        if (var->frame.place == PLACE_RESIDENT)
            to = lower_format(l, "%s->%s", l->fn->names.frame, var->out);
        store_initial(l, var, to);
    }
    if (var->said.cleanup && var->frame.place == PLACE_RESIDENT)
        lower_add_due(l,
                      lower_format(l, "%s(&%s->%s)", var->said.cleanup,
                                   l->fn->names.frame, var->out),
                      var->end, var->scope->end);
    lower_full_end(l);
}

void lower_declaration(struct lower *l, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->types.count; i++) {
        const struct local_type *type = stmt->types.at[i];
        lower_full_begin(l);
        if (type->taken.from)
            take_lengths(l, &type->taken, false, type->type, &type->lengths);
        else
            lower_lengths(l, &type->lengths);
        lower_full_end(l);
    }
    for (size_t i = 0; i < stmt->vars.count; i++)
        declare_one(l, stmt->vars.at[i]);
}
