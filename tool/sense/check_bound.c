// SPDX-License-Identifier: MIT
// check_bound.c: what is bound to a stack or to a thread, and cannot be in a
// coroutine, which has neither: jumps between frames, calls that end or change
// the thread, closures over locals, regions of OpenMP, operands of asm. Each
// error names the construct and a way out; docs/LIMITS.md lists them. Called by
// check.c; requires colours.
#include "sense/sense.h"

#include <string.h>

struct bound {
    struct unit *unit;
    const struct fn *fn;
    bool quiet; // only ask whether anything is wrong
    bool wrong;
};

__attribute__((format(printf, 5, 6))) static void
refuse(struct bound *b, size_t at, const char *name, const char *way_out,
       const char *format, ...)
{
    b->wrong = true;
    if (b->quiet) return;
    struct place place = unit_place(b->unit, at, at + 1);
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(b->unit->arena, format, args);
    va_end(args);
    diag_report(b->unit->diag, SEVERITY_ERROR, place, name, "%s", text);
    diag_report(b->unit->diag, SEVERITY_NOTE, place, NULL, "%s", way_out);
}

// -- calls -------------------------------------------------------------------

enum bond { BOND_STACK, BOND_THREAD };

static const struct {
    const char *name;
    enum bond bond;
} bound_calls[] = {
    {"setjmp", BOND_STACK},
    {"_setjmp", BOND_STACK},
    {"sigsetjmp", BOND_STACK},
    {"__sigsetjmp", BOND_STACK},
    {"__sigsetjmp_cancel", BOND_STACK}, // of pthread_cleanup_push
    {"savectx", BOND_STACK},
    {"__builtin_setjmp", BOND_STACK},
    {"longjmp", BOND_STACK},
    {"_longjmp", BOND_STACK},
    {"siglongjmp", BOND_STACK},
    {"__builtin_longjmp", BOND_STACK},
    {"vfork", BOND_STACK},
    {"getcontext", BOND_STACK},
    {"setcontext", BOND_STACK},
    {"swapcontext", BOND_STACK},
    {"makecontext", BOND_STACK},
    {"__builtin_return_address", BOND_STACK},
    {"__builtin_frame_address", BOND_STACK},
    {"__builtin_dwarf_cfa", BOND_STACK},
    {"__builtin_apply_args", BOND_STACK},
    {"__builtin_apply", BOND_STACK},
    {"__builtin_unwind_init", BOND_STACK},
    {"__builtin_eh_return", BOND_STACK},
    {"_Unwind_RaiseException", BOND_STACK},
    {"_Unwind_ForcedUnwind", BOND_STACK},
    {"_Unwind_Resume", BOND_STACK},
    {"pthread_exit", BOND_THREAD},
    {"pthread_testcancel", BOND_THREAD},
    {"pthread_setcancelstate", BOND_THREAD},
    {"pthread_setcanceltype", BOND_THREAD},
    {"thrd_exit", BOND_THREAD},
};

// A plain main runs on the first thread; the workers are still there when that
// has ended.
static void check_end_of_main(struct bound *b, const struct expr *call)
{
    refuse(b, call->begin, "csp-thread",
           "return from main, when what it waits for has ended",
           "'%s' in main: the program would go on for ever, as the workers do",
           call->fn->name);
}

static void check_call(struct bound *b, const struct expr *call)
{
    const char *name = call->fn->name;
    size_t i = 0, count = sizeof bound_calls / sizeof *bound_calls;
    while (i < count && strcmp(bound_calls[i].name, name) != 0)
        i++;
    if (i == count || call->fn->replaced.by) return;
    if (bound_calls[i].bond == BOND_THREAD)
        refuse(b, call->begin, "csp-thread",
               "return from the coroutine, or do that in a plain function "
               "that a thread of your own runs",
               "'%s' in coroutine '%s' would act on the worker thread, which "
               "runs other tasks too",
               name, b->fn->name);
    else
        refuse(b, call->begin, "csp-setjmp",
               "move that into a plain function that does not suspend",
               "'%s' in coroutine '%s': there is no stack to come back to",
               name, b->fn->name);
}

// -- closures, operands of asm, cleanups, tail calls -------------------------

static bool is_block_literal(const struct bound *b, const struct expr *expr)
{
    return expr->kind == EXPR_OTHER &&
           b->unit->source->text[expr->begin] == '^';
}

static void refuse_suspending_block(struct bound *b, size_t at)
{
    refuse(b, at, "csp-closure",
           "leave the suspension to a coroutine that the block's result "
           "tells what to do",
           "a block (^) cannot suspend");
}

static void check_block_literal(struct bound *b, const struct expr *expr)
{
    if (expr->body && expr->body->colour.suspends)
        refuse_suspending_block(b, expr->begin);
    else
        refuse(b, expr->begin, "csp-closure",
               "write a function, and give it what it needs",
               "a block (^) in coroutine '%s' would capture variables of a "
               "stack that is gone",
               b->fn->name);
}

static bool suspends(const struct fn *fn)
{
    if (fn->form && fn->form->op != OP_NONE) return true;
    return (fn->said.annotated || fn->colour.is_coroutine) &&
           !fn->colour.keep_plain;
}

void check_blocks_of_file(struct unit *unit)
{
    struct bound bound = {.unit = unit};
    for (size_t i = 0; i < unit->block_calls.count; i++)
        if (suspends(unit->block_calls.at[i].fn))
            refuse_suspending_block(&bound, unit->block_calls.at[i].begin);
}

static void find_call(struct expr *expr, void *context)
{
    *(bool *)context |= expr->kind == EXPR_CALL || expr->body;
}

// Under -fcsp-stress each call suspends.
static bool may_suspend(const struct bound *b, struct expr *operand)
{
    bool found = false;
    if (b->quiet) tree_each_expr(operand, NULL, find_call, &found);
    return found || operand->colour.suspends;
}

// clang's m[i][j] of a matrix, which is one expression and has no address.
static bool is_matrix_element(const struct bound *b, const struct expr *expr)
{
    const char *text = b->unit->source->text;
    if (expr->kind != EXPR_OTHER || expr->kid_count != 3) return false;
    size_t between = strspn(text + expr->kids[0]->end, " \t\n");
    return expr->kids[0]->type->class == TYPE_RECORD &&
           text[expr->kids[0]->end + between] == '[';
}

static void check_matrix_element(struct bound *b, const struct expr *expr)
{
    for (size_t i = 0; i < expr->kid_count; i++)
        if (may_suspend(b, expr->kids[i]))
            refuse(b, expr->kids[i]->begin, "csp-operand",
                   "evaluate the operand into a variable first",
                   "an operand of a matrix's element cannot suspend");
}

static void check_expr(struct expr *expr, void *context)
{
    struct bound *b = context;
    if (expr->kind == EXPR_CALL && expr->fn) check_call(b, expr);
    if (is_block_literal(b, expr)) check_block_literal(b, expr);
    if (is_matrix_element(b, expr)) check_matrix_element(b, expr);
}

static void check_asm(struct bound *b, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->expr->kid_count; i++)
        if (may_suspend(b, stmt->expr->kids[i]))
            refuse(b, stmt->expr->kids[i]->begin, "csp-operand",
                   "evaluate the operand into a variable first",
                   "an operand of asm cannot suspend, nor be left by a jump");
}

static const struct fn *fn_named(const struct unit *unit, const char *name)
{
    for (size_t i = 0; i < unit->declared.count; i++)
        if (strcmp(unit->declared.at[i]->name, name) == 0)
            return unit->declared.at[i];
    return NULL;
}

static void check_cleanup(struct bound *b, const struct var *var)
{
    if (!var->said.cleanup) return;
    const struct fn *fn = fn_named(b->unit, var->said.cleanup);
    if (!fn || !suspends(fn)) return;
    refuse(b, var->name_at, "csp-cleanup",
           "call it before the scope ends, or `go` it in a plain function "
           "that cleans up",
           "'%s' is cleaned up by coroutine '%s': the end of a scope cannot "
           "suspend",
           var->name, fn->name);
}

static void check_tail_call(struct bound *b, const struct stmt *stmt)
{
    size_t length = stmt->kids[0]->begin - stmt->begin;
    const char *text = b->unit->source->text + stmt->begin;
    if (stmt->kids[0]->kind != STMT_RETURN ||
        !memmem(text, length, "musttail", strlen("musttail")))
        return;
    refuse(b, stmt->begin, "csp-musttail", "leave the attribute out",
           "a coroutine makes no tail calls: it has no stack to save");
}

static void check_stmt(struct stmt *stmt, void *context)
{
    struct bound *b = context;
    if (stmt->kind == STMT_ASM && stmt->expr) check_asm(b, stmt);
    if (stmt->kind == STMT_ATTRIBUTED) check_tail_call(b, stmt);
}

static void check_main(struct expr *expr, void *context)
{
    if (expr->kind != EXPR_CALL || !expr->fn) return;
    if (expr->fn->replaced.by) return;
    if (strcmp(expr->fn->name, "pthread_exit") == 0 ||
        strcmp(expr->fn->name, "thrd_exit") == 0)
        check_end_of_main(context, expr);
}

static void check_plain_stmt(struct stmt *stmt, void *context)
{
    struct bound *b = context;
    for (size_t i = 0; i < stmt->vars.count; i++)
        check_cleanup(b, stmt->vars.at[i]);
}

// -- OpenMP ------------------------------------------------------------------

static bool uses_openmp(const struct options *options)
{
    bool on = false;
    for (size_t i = 0; i < options->args.front.count; i++) {
        const char *arg = options->args.front.at[i];
        if (strncmp(arg, "-fopenmp", 8) == 0) on = true;
        if (strcmp(arg, "-fno-openmp") == 0) on = false;
    }
    return on;
}

static void check_openmp(struct bound *b)
{
    const struct source *source = b->unit->source;
    const struct stmt *body = b->fn->body;
    if (!uses_openmp(b->unit->options)) return;
    for (size_t i = 0; i < source->line_count; i++) {
        size_t at = source->lines[i].begin;
        if (at < body->begin || at >= body->end) continue;
        if (!source_openmp(source->text + at)) continue;
        refuse(b, at + strspn(source->text + at, " \t"), "csp-openmp",
               "move the region into a plain function that does not suspend",
               "OpenMP in coroutine '%s': its variables are no locals of one "
               "stack",
               b->fn->name);
    }
}

// -- functions ---------------------------------------------------------------

// A block that was taken out of a coroutine stands in that one's text.
static bool stands_in_coroutine(const struct unit *unit, const struct fn *fn)
{
    for (size_t i = 0; fn->outline.is_branch && i < unit->fns.count; i++) {
        const struct fn *outer = unit->fns.at[i];
        if (outer != fn && outer->colour.is_coroutine &&
            outer->begin <= fn->begin && fn->end <= outer->end)
            return true;
    }
    return false;
}

void check_bound(struct unit *unit, const struct fn *fn)
{
    struct bound bound = {.unit = unit, .fn = fn};
    tree_each(fn->body, check_plain_stmt, NULL, &bound);
    if (!fn->colour.is_coroutine) {
        if (fn->said.is_main) tree_each(fn->body, NULL, check_main, &bound);
        return;
    }
    tree_each(fn->body, check_stmt, check_expr, &bound);
    if (!stands_in_coroutine(unit, fn)) check_openmp(&bound);
}

bool check_has_bound(struct unit *unit, const struct fn *fn)
{
    struct bound bound = {.unit = unit, .fn = fn, .quiet = true};
    tree_each(fn->body, check_stmt, check_expr, &bound);
    check_openmp(&bound);
    return bound.wrong;
}
