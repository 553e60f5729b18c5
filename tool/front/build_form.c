// SPDX-License-Identifier: MIT
// build_form.c: calls of csp.h's functions, which its forms become, and of
// those that say something of their caller: what is in their arguments besides
// values.
#include "front/inside.h"

#include <string.h>

// csp__recv(c, _Generic((&v), ...), (&ok)): v and ok are written, but the
// address does not leave: gives the variable back its freedom to live in a
// register, if nothing before has taken the address.
static void forget_receive_target(struct expr *argument)
{
    struct expr *expr = argument;
    for (;;) {
        if (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
            expr = expr->kids[0];
        else if (expr->kind == EXPR_GENERIC)
            expr = expr->kids[0];
        else
            break;
    }
    if (expr->kind != EXPR_ADDRESS) return;
    struct expr *target = build_skip_parens(expr->kids[0]);
    struct var *var = target->kind == EXPR_REF ? target->var : NULL;
    if (var && var->type->class == TYPE_SCALAR &&
        var->said.address_at >= argument->begin)
        var->said.address_taken = false;
}

static void note_callee(struct build *b, const char *name)
{
    struct fn *fn = b->fn;
    if (strcmp(name, "alloca") == 0 || strcmp(name, "__builtin_alloca") == 0)
        fn->said.calls_alloca = true;
}

// va_start and its kin change their lists, which some machines have in a
// scalar.
static void note_va_lists(struct build *b, struct expr *call)
{
    static const char prefix[] = "__builtin_va_";
    if (strncmp(call->fn->name, prefix, sizeof prefix - 1) != 0) return;
    bool copies = strcmp(call->fn->name, "__builtin_va_copy") == 0;
    for (size_t i = 1; i < call->kid_count && i <= 1u + copies; i++)
        build_note_address(b, call->kids[i]);
}

static void note_value(struct expr *expr, CXCursor cursor)
{
    CXEvalResult result = clang_Cursor_Evaluate(cursor);
    if (!result) return;
    expr->said.is_known = clang_EvalResult_getKind(result) == CXEval_Int;
    if (expr->said.is_known)
        expr->said.value = clang_EvalResult_getAsLongLong(result);
    clang_EvalResult_dispose(result);
}

// The size and the capacity of a channel.
static void note_values(struct build *b, struct expr *call, CXCursor cursor)
{
    int count = clang_Cursor_getNumArguments(cursor);
    if (!code_at(b->unit, call->begin, "csp__make")) return;
    for (int i = 0; i < count && i < 2; i++)
        note_value(call->kids[i + 1],
                   clang_Cursor_getArgument(cursor, (unsigned)i));
}

static bool is_answer(struct build *b, const struct expr *expr)
{
    const char *name = type_canonical(b->unit, expr->type);
    return strcmp(name, "_Bool *") == 0 || strcmp(name, "bool *") == 0;
}

// case_send's (struct { T value; bool *ok; }[1]){{.value = v, &ok}} becomes
// what chan_send has, {v} but for the braces, and the pointer a third operand,
// as in a receive. Where v is no whole value, C alone knows which member &ok is
// for: operands.c.
static void part_offer(struct build *b, struct expr *call)
{
    struct expr *literal = build_skip_parens(call->kids[2]);
    if (literal->kind != EXPR_LITERAL || !literal->kid_count) return;
    struct expr *both = literal->kids[0];
    if (both->kid_count != 1 || both->kids[0]->kind != EXPR_INIT) return;
    literal->kids[0] = both = both->kids[0];
    if (!both->kid_count || both->kids[0]->kind != EXPR_DESIGNATED) return;
    both->kids[0] = both->kids[0]->kids[both->kids[0]->kid_count - 1];
    both->begin = both->kids[0]->begin;
    both->end = both->kids[both->kid_count - 1]->end;
    if (both->kid_count != 2) return;
    struct expr *answer = both->kids[1];
    if (!is_answer(b, answer) && !answer->said.is_constant) return;
    struct type *value = type_element(b->unit, call->kids[1]->type);
    value = type_element(b->unit, value);
    bool parts = value->class == TYPE_RECORD || value->class == TYPE_ARRAY;
    if (parts && both->kids[0]->kind != EXPR_INIT &&
        both->kids[0]->type->class == TYPE_SCALAR)
        return;
    both->kid_count = 1;
    both->end = both->kids[0]->end;
    struct expr **kids = arena_alloc(b->unit->arena, 5 * sizeof *kids);
    memcpy(kids, call->kids, 3 * sizeof *kids);
    kids[3] = answer;
    call->kids = kids;
    call->kid_count = 4;
    forget_receive_target(answer);
}

void build_note_call(struct build *b, struct expr *call, CXCursor cursor)
{
    const char *name = call->fn->name;
    note_callee(b, name);
    note_va_lists(b, call);
    note_values(b, call, cursor);
    if (strcmp(name, "csp__offer") == 0 && call->kid_count == 3)
        part_offer(b, call);
    if (strcmp(name, "csp__recv") == 0 && call->kid_count == 4) {
        forget_receive_target(call->kids[2]);
        forget_receive_target(call->kids[3]);
    }
}
