// SPDX-License-Identifier: MIT
// operands.c: operands of csp.h's forms that C takes and csp.h does not want:
// any pointer for a channel, a double for a time, no value at all. What the C
// compiler refuses is mistakes.c's. Requires the tree; looks into plain
// functions too.
#include "said/said.h"
#include "sense/sense.h"

#include <string.h>

static const char *name_of(struct unit *unit, const struct type *type)
{
    const char *name = type_canonical(unit, type);
    name = said_types(unit->arena, arena_printf(unit->arena, "'%s'", name));
    const char *article = strchr("aeio", name[1]) ? "an" : "a";
    return arena_printf(unit->arena, "%s %s", article, name);
}

static void refuse(struct unit *unit, const struct expr *operand,
                   const char *form, const char *wanted)
{
    diag_report(unit->diag, SEVERITY_ERROR,
                unit_place(unit, operand->begin, operand->end), "csp-type",
                "%s wants %s, and got %s", form, wanted,
                name_of(unit, operand->type));
}

static bool ends_in(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

// A pointer that is no pointer to void, or an array.
static bool is_other_pointer(struct unit *unit, const struct type *type)
{
    const char *name = type_canonical(unit, type);
    if (type->class == TYPE_ARRAY || type->class == TYPE_FUNCTION) return true;
    return strpbrk(name, "*(") && !ends_in(name, "void *");
}

static bool is_floating(struct unit *unit, const struct type *type)
{
    const char *name = type_canonical(unit, type);
    return type->class == TYPE_SCALAR && !strpbrk(name, "*(") &&
           (strstr(name, "float") || strstr(name, "double") ||
            strstr(name, "Float"));
}

static bool is_task(struct unit *unit, const struct type *type)
{
    return strstr(type_canonical(unit, type), "csp__task *") != NULL;
}

// The elements themselves: `const int (*)[]`, but not `const int *(*)[]`.
static bool is_qualified(struct unit *unit, const struct type *channel)
{
    const char *name = type_canonical(unit, channel), *end = strstr(name, "(*");
    if (ends_of(channel) == END_NONE || !end) return false;
    const char *element =
        arena_strndup(unit->arena, name, (size_t)(end - name));
    bool begins =
        strncmp(name, "const ", 6) == 0 || strncmp(name, "volatile ", 9) == 0;
    return (begins && !strchr(element, '*')) || ends_in(element, "*const ") ||
           ends_in(element, "*volatile ");
}

static void
check_time(struct unit *unit, const struct expr *operand, const char *form)
{
    if (!is_floating(unit, operand->type)) return;
    refuse(unit, operand, form, "nanoseconds, an integer");
    diag_report(unit->diag, SEVERITY_NOTE,
                unit_place(unit, operand->begin, operand->end), NULL,
                "CSP_S, CSP_MS and CSP_US are the units, as in 1500 * CSP_MS");
}

static void say_braces(struct unit *unit, const struct expr *value)
{
    diag_report(unit->diag, SEVERITY_NOTE,
                unit_place(unit, value->begin, value->end), NULL,
                "the values of its members stand in braces");
}

// case_send(c, 1, 2, &ok): the last one is the answer, or one more member. Of
// what has no members, or with an answer of another type, C only warns.
static void check_answer(struct unit *unit, const struct expr *list,
                         const struct type *element, const char *form)
{
    const struct expr *last = list->kids[list->kid_count - 1];
    const char *type = type_canonical(unit, last->type);
    bool is_answer =
        strcmp(type, "_Bool *") == 0 || strcmp(type, "bool *") == 0;
    if (list->kid_count < 2 || strcmp(form, "case_send") != 0 ||
        (element->class != TYPE_SCALAR && !is_answer))
        return;
    diag_report(unit->diag, SEVERITY_ERROR,
                unit_place(unit, list->kids[0]->begin, last->end), "csp-form",
                "%s takes one value, and where its answer goes, a 'bool *'",
                form);
    if (element->class != TYPE_SCALAR) say_braces(unit, list->kids[0]);
}

// What is between the braces of (T[1]){...}.
static void
check_value(struct unit *unit, const struct expr *call, const char *form)
{
    const struct expr *literal = plan_strip(call->kids[2]);
    if (literal->kind != EXPR_LITERAL || !literal->kid_count) return;
    const struct expr *list = literal->kids[0];
    if (list->kind != EXPR_INIT) return;
    if (list->kid_count == 0) {
        diag_report(unit->diag, SEVERITY_ERROR,
                    unit_place(unit, literal->begin, literal->end), "csp-form",
                    "a value is missing: %s(c, v)", form);
        return;
    }
    struct expr *value = plan_strip(list->kids[0]);
    const struct type *chan = plan_strip(call->kids[1])->type;
    const struct type *element = type_element(unit, type_element(unit, chan));
    check_answer(unit, list, element, form);
    if (list->kid_count > 1) return;
    if (element->class != TYPE_RECORD || value->type->class != TYPE_SCALAR ||
        value->kind == EXPR_INIT || value->kind == EXPR_DESIGNATED)
        return;
    refuse(
        unit, value, form,
        arena_printf(unit->arena, "%s for its value", name_of(unit, element)));
    say_braces(unit, value);
}

static void check_operand(struct unit *unit, const struct expr *call, size_t i,
                          enum operand kind, const char *form)
{
    struct expr *operand = call->kids[i];
    const struct expr *bare = plan_strip(operand);
    if (kind == OPERAND_TASK && bare->kind == EXPR_CAST)
        bare = plan_strip(bare->kids[0]); // to void *, the form's own
    if (kind == OPERAND_CHAN && ends_of(bare->type) == END_NONE &&
        is_other_pointer(unit, bare->type))
        refuse(unit, bare, form, "a channel");
    if (kind == OPERAND_CHAN && is_qualified(unit, bare->type))
        refuse(unit, bare, form,
               "a channel of what is not const or volatile itself");
    if (kind == OPERAND_TASK && !is_task(unit, bare->type) &&
        !ends_in(type_canonical(unit, bare->type), "void *"))
        refuse(unit, bare, form, "a task, which spawn gives");
    if (kind == OPERAND_INTEGER && is_floating(unit, bare->type))
        refuse(unit, bare, form, "an integer");
    if (kind == OPERAND_TIME) check_time(unit, bare, form);
    if (kind == OPERAND_VALUE) check_value(unit, call, form);
}

// As its writer called it.
static const char *form_name(struct unit *unit, const struct expr *call)
{
    const struct form *form = call->fn->form;
    if (call->colour.is_case && call->op == OP_RECV) return "case_recv";
    return arena_printf(unit->arena, "%s%s", form->is_long ? "csp_" : "",
                        form->name);
}

static void check_call(struct expr *call, void *context)
{
    if (call->kind != EXPR_CALL || !call->fn || !call->fn->form) return;
    const struct form *form = call->fn->form;
    const char *name = form_name(context, call);
    for (size_t i = 0; i < OPERANDS_MOST && i + 1 < call->kid_count; i++)
        check_operand(context, call, i + 1, form->operands[i], name);
}

void operands_check(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++)
        if (!unit->fns.at[i]->said.is_system)
            tree_each(unit->fns.at[i]->body, NULL, check_call, unit);
}
