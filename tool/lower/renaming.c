// SPDX-License-Identifier: MIT
// renaming.c: what a function's text has in another form than the source:
// variables that the frame holds, types and statics that went to file scope,
// alloca, compound literals. Found once, before the body is lowered; edits.c
// puts them into what is copied. Called by lower.c and lower/plain.c.
#include "lower/lower.h"

#include <ctype.h>
#include <string.h>

// The frame that holds a variable: the function's own, or one further out.
static const char *frame_of(struct lower *l, const struct var *var)
{
    const char *frame = l->fn->names.frame;
    for (const struct fn *fn = l->fn; fn && fn != var->fn;
         fn = fn->outline.outer)
        if (fn->outline.outer) frame = lower_format(l, "%s->csp_up", frame);
    return frame;
}

// The lengths are fields of the frame that holds the variable.
static struct lengths lengths_from(struct lower *l, const struct var *var)
{
    struct lengths lengths = var->lengths;
    const char *field =
        lower_format(l, "%s->csp_length_", var->fn->names.frame);
    if (var->fn == l->fn) return lengths;
    memset(&lengths.kept, 0, sizeof lengths.kept);
    for (size_t i = 0; i < var->lengths.kept.count; i++) {
        const char *kept = var->lengths.kept.at[i];
        if (strncmp(kept, field, strlen(field)) == 0)
            kept = lower_format(l, "%s%s", frame_of(l, var),
                                kept + strlen(var->fn->names.frame));
        vec_push(l->unit->arena, &lengths.kept, kept);
    }
    return lengths;
}

// An array of variable length lies elsewhere; the frame has its address. A
// pointer to one is in the frame, as void *.
static const char *vm_text(struct lower *l, const struct var *var)
{
    struct lengths lengths = lengths_from(l, var);
    const char *pointer = type_declare_vm(l->unit, var->type, &lengths, "(*)");
    return lower_format(l, "(*(%s)%s%s->%s)", pointer,
                        var->type->is_vla ? "" : "&", frame_of(l, var),
                        var->out);
}

static const char *var_text(struct lower *l, const struct var *var)
{
    if (var->hoisted) return var->hoisted;
    if (var->frame.place == PLACE_RESIDENT && var->type->is_vm)
        return vm_text(l, var);
    if (var->frame.place == PLACE_RESIDENT)
        return lower_format(l, "%s->%s", frame_of(l, var), var->out);
    return var->out == var->name ? NULL : var->out;
}

const char *lower_variable(struct lower *l, const struct var *var)
{
    const char *text = l->plain ? NULL : var_text(l, var);
    return text ? text : var->name;
}

// It stands in what goes to file scope: a local type, a static's initialiser.
static bool leaves_body(const struct fn *fn, const struct ref *ref)
{
    if (!ref->unevaluated || ref->to.var->type->is_vm) return false;
    for (size_t i = 0; i < fn->types.count; i++) {
        const struct local_type *type = fn->types.at[i];
        if (type->hoisted && type->begin <= ref->begin &&
            ref->end <= type->text_end)
            return true;
    }
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->hoisted && var->init && var->init->begin <= ref->begin &&
            ref->end <= var->init->end)
            return true;
    }
    return false;
}

// Whose text it is: the twin keeps the function's own variables.
enum whose { OF_STEP, OF_TWIN };

static const char *
ref_text(struct lower *l, const struct ref *ref, enum whose whose)
{
    const char *text = l->unit->source->text;
    switch (ref->kind) {
    case REF_VAR:
        if (!ref->to.var->hoisted && leaves_body(l->fn, ref))
            return lower_format(
                l, "(*(%s)0)", type_declare(l->unit, ref->to.var->type, "(*)"));
        if (whose == OF_TWIN) return ref->to.var->hoisted;
        return var_text(l, ref->to.var);
    case REF_LOCAL_TYPE:
        if (whose == OF_STEP && ref->to.type->meaning)
            return ref->to.type->meaning;
        return ref->to.type->hoisted;
    case REF_ENUMERATOR:
        if (!ref->to.type->hoisted) return NULL;
        return lower_format(l, "%s__%.*s", ref->to.type->hoisted,
                            (int)(ref->end - ref->begin), text + ref->begin);
    case REF_TEXT: return whose == OF_TWIN ? NULL : ref->to.text;
    case REF_FN:
    case REF_OTHER: return NULL;
    }
    return NULL;
}

// alloca(n): memory that the frame's end gives back.
static void edit_alloca(struct lower *l, const struct ref *ref)
{
    const struct unit *unit = l->unit;
    const char *name = ref->to.fn->name;
    if (strcmp(name, "alloca") != 0 && strcmp(name, "__builtin_alloca") != 0)
        return;
    size_t open = code_skip(unit, ref->end);
    while (unit->source->text[open] == ')') // (alloca)(n)
        open = code_skip(unit, open + 1);
    if (unit->source->text[open] != '(') die("alloca without parentheses");
    edits_add(l->edits, ref->begin, ref->end, "csp_rt_alloca");
    edits_add(l->edits, open, open + 1,
              lower_format(l, "(&%s->csp_allocas, %s, ", l->fn->names.frame,
                           lower_place(l, ref->begin)));
}

// Where a literal is kept: in the frame, or in a variable (lower/plain.c).
static const char *literal_text(struct lower *l, const struct expr *literal)
{
    if (!l->plain)
        return lower_format(l, "%s->%s", l->fn->names.frame, literal->resident);
    return lower_format(l, "(*(%s)%s)",
                        type_declare_object(l->unit, literal->type, "(*)"),
                        literal->resident);
}

// The literal is copied there each time it is evaluated.
static void edit_literal(struct lower *l, const struct expr *literal)
{
    const char *field = literal_text(l, literal);
    edits_add(l->edits, literal->begin, literal->begin,
              lower_format(l, "(*(__typeof__(%s) *)__builtin_memcpy(&%s, &",
                           field, field));
    edits_add(l->edits, literal->end - 1, literal->end,
              lower_format(l, "}, sizeof %s))", field));
}

// -fcsp-stress: behind the callee's definition, C does not take a call that
// does not fit it.
static void edit_misfit(struct expr *expr, void *context)
{
    struct lower *l = context;
    if (expr->kind != EXPR_CALL || !expr->colour.misfits) return;
    edits_add(l->edits, expr->kids[0]->begin, expr->kids[0]->end,
              lower_format(l, "((%s)%s)",
                           type_declare_object(l->unit, expr->type, "(*)()"),
                           expr->fn->name));
}

// Of a type that an expression defines its name is enough there.
static void edit_definition(struct lower *l, const struct local_type *type)
{
    const char *text = l->unit->source->text + type->begin;
    int keyword = 0;
    while (isalpha((unsigned char)text[keyword]))
        keyword++;
    edits_add(l->edits, type->begin, type->end,
              lower_format(l, "%.*s %s", keyword, text, type->hoisted));
}

static bool is_hint(const char *line)
{
    static const char *const hints[] = {
        "GCC unroll",     "GCC ivdep",        "GCC novector", "unroll",
        "unroll_and_jam", "nounroll_and_jam", "nounroll",     "clang loop",
    };
    static const char pragma[] = "#pragma ";
    line += strspn(line, " \t");
    if (strncmp(line, pragma, sizeof pragma - 1) != 0) return false;
    line += sizeof pragma - 1;
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        size_t length = strlen(hints[i]);
        if (strncmp(line, hints[i], length) == 0 &&
            !isalnum((unsigned char)line[length]) && line[length] != '_')
            return true;
    }
    return false;
}

// The pragmas before a loop that say how to unroll it stand where C takes
// nothing but a loop: they go when other text comes there.
static void edit_hints(struct stmt *stmt, void *context)
{
    struct lower *l = context;
    if (stmt->kind != STMT_WHILE && stmt->kind != STMT_DO &&
        stmt->kind != STMT_FOR)
        return;
    if (stmt->verbatim && !stmt->colour.is_stress) return;
    const char *text = l->unit->source->text;
    const struct source_line *line =
        source_line_at(l->unit->source, stmt->begin);
    size_t first = line->begin + strspn(text + line->begin, " \t");
    if (first != stmt->begin) return;
    while (line-- > l->unit->source->lines) {
        size_t length = strcspn(text + line->begin, "\n");
        bool blank = strspn(text + line->begin, " \t") == length;
        if (!line->line || blank) continue;
        if (!is_hint(text + line->begin)) return;
        size_t begin = line->begin + strspn(text + line->begin, " \t");
        edits_add(l->edits, begin, line->begin + length, "");
    }
}

static void edit_refs(struct lower *l, const struct fn *fn, enum whose whose)
{
    for (size_t i = 0; i < fn->refs.count; i++) {
        const struct ref *ref = &fn->refs.at[i];
        if (ref->kind == REF_FN && whose == OF_STEP) edit_alloca(l, ref);
        const char *text = ref_text(l, ref, whose);
        if (!text) continue;
        edits_add(l->edits, ref->begin, ref->end, text);
    }
}

// Declarations that are copied as they are.
static void edit_names(struct lower *l, const struct fn *fn)
{
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->out == var->name || var->storage == STORAGE_PARAM) continue;
        if (var->frame.place != PLACE_PLAIN || var->hoisted) continue;
        edits_add(l->edits, var->name_at, var->name_at + strlen(var->name),
                  var->out);
    }
}

// In a twin the blocks that were taken out stand where they stood.
static void edit_blocks(struct lower *l)
{
    for (size_t i = 0; i < l->unit->fns.count; i++) {
        const struct fn *block = l->unit->fns.at[i];
        if (block->outline.is_branch && block->begin >= l->fn->begin &&
            block->end <= l->fn->end)
            edit_refs(l, block, OF_TWIN);
    }
}

static void edit_literals(struct lower *l)
{
    const struct fn *fn = l->fn;
    for (size_t i = 0; i < fn->scopes.count; i++)
        for (size_t k = 0; k < fn->scopes.at[i]->literals.count; k++)
            edit_literal(l, fn->scopes.at[i]->literals.at[k]);
}

// What both have in another form.
static void edit_rest(struct lower *l)
{
    const struct fn *fn = l->fn;
    for (size_t i = 0; i < fn->types.count; i++) {
        const struct local_type *type = fn->types.at[i];
        if (type->in_expression && type->hoisted) edit_definition(l, type);
        if (type->name || !type->hoisted) continue;
        struct edit edit =
            code_tag_edit(l->unit, type->begin, type->end, type->hoisted);
        vec_push(l->unit->arena, &l->edits->list, edit);
    }
    for (size_t i = 0; i < l->unit->edits.count; i++) {
        const struct edit *edit = &l->unit->edits.at[i];
        if (edit->begin >= fn->begin && edit->begin < fn->end)
            vec_push(l->unit->arena, &l->edits->list, *edit);
    }
    if (l->unit->options->code.inferred)
        tree_each(fn->body, NULL, edit_misfit, l);
    edits_sort(l->edits);
    spelling_put_back(l->edits, fn->begin, fn->end);
}

void lower_edits(struct lower *l)
{
    l->edits->list.count = 0;
    edit_refs(l, l->fn, OF_STEP);
    edit_names(l, l->fn);
    edit_literals(l);
    tree_each(l->fn->body, edit_hints, NULL, l);
    if (l->fn->said.is_variadic)
        tree_each(l->fn->body, NULL, lower_rest_begin, l);
    edit_rest(l);
}

void lower_edits_of_twin(struct lower *l)
{
    l->edits->list.count = 0;
    edit_refs(l, l->fn, OF_TWIN);
    if (l->fn->outline.count) edit_blocks(l);
    if (l->plain) edit_literals(l);
    edit_rest(l);
}
