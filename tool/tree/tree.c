// SPDX-License-Identifier: MIT
// tree.c: walks over the tree, places of its nodes, and its dump.
#include "tree/tree.h"

#include <ctype.h>
#include <string.h>

struct place unit_place(const struct unit *unit, size_t begin, size_t end)
{
    return source_place(unit->source, begin, end > begin ? end - begin : 0);
}

const char *
unit_excerpt(const struct unit *unit, size_t begin, size_t end, size_t most)
{
    struct text text = {.arena = unit->arena};
    const char *from = unit->source->text;
    bool blank = false;
    for (size_t i = begin; i < end; i++) {
        if (from[i] == '#' && i > 0 && from[i - 1] == '\n') {
            while (i < end && from[i] != '\n')
                i++;
            continue;
        }
        if (isspace((unsigned char)from[i])) {
            blank = text.count > 0;
            continue;
        }
        if (blank) text_puts(&text, " ");
        blank = false;
        text_add(&text, from + i, 1);
        if (text.count >= most) {
            text_puts(&text, "...");
            break;
        }
    }
    return text.at ? text.at : "";
}

enum op tree_operation(const struct expr *call)
{
    return call->fn && call->fn->form ? call->fn->form->op : OP_NONE;
}

bool tree_is_literal(const struct expr *expr)
{
    return expr->kind == EXPR_LEAF && expr->said.is_constant;
}

void tree_each_expr(struct expr *expr, visit_stmt *on_stmt, visit_expr *on_expr,
                    void *context)
{
    if (!expr) return;
    if (on_expr) on_expr(expr, context);
    for (size_t i = 0; i < expr->kid_count; i++)
        tree_each_expr(expr->kids[i], on_stmt, on_expr, context);
    if (expr->body) tree_each(expr->body, on_stmt, on_expr, context);
}

static void each_length(const struct lengths *lengths, visit_stmt *on_stmt,
                        visit_expr *on_expr, void *context)
{
    for (size_t i = 0; i < lengths->exprs.count; i++)
        tree_each_expr(lengths->exprs.at[i], on_stmt, on_expr, context);
}

void tree_each_parameter(const struct fn *fn, visit_expr *on_expr,
                         void *context)
{
    for (size_t i = 0; i < fn->params.count; i++) {
        tree_each_expr(fn->params.at[i]->first_length, NULL, on_expr, context);
        each_length(&fn->params.at[i]->lengths, NULL, on_expr, context);
    }
}

void tree_each(struct stmt *stmt, visit_stmt *on_stmt, visit_expr *on_expr,
               void *context)
{
    if (!stmt) return;
    if (on_stmt) on_stmt(stmt, context);
    tree_each(stmt->init, on_stmt, on_expr, context);
    if (stmt->kind == STMT_GO)
        tree_each_expr(stmt->step, on_stmt, on_expr, context);
    if (stmt->kind == STMT_GO &&
        stmt->expr) { // the call itself is not made here
        for (size_t i = 0; i < stmt->expr->kid_count; i++)
            tree_each_expr(stmt->expr->kids[i], on_stmt, on_expr, context);
        return;
    }
    if (stmt->kind != STMT_CASE)
        tree_each_expr(stmt->expr, on_stmt, on_expr, context);
    if (stmt->kind != STMT_GO)
        tree_each_expr(stmt->step, on_stmt, on_expr, context);
    for (size_t i = 0; i < stmt->types.count; i++)
        each_length(&stmt->types.at[i]->lengths, on_stmt, on_expr, context);
    for (size_t i = 0; i < stmt->vars.count; i++) {
        each_length(&stmt->vars.at[i]->lengths, on_stmt, on_expr, context);
        tree_each_expr(stmt->vars.at[i]->init, on_stmt, on_expr, context);
    }
    for (size_t i = 0; i < stmt->kid_count; i++)
        tree_each(stmt->kids[i], on_stmt, on_expr, context);
}

bool tree_is_quiet(const struct expr **last, const struct expr *expr)
{
    const struct expr *quiet = *last;
    if (quiet && quiet->begin <= expr->begin && expr->begin < quiet->end)
        return true;
    if (expr->kind == EXPR_UNEVALUATED) *last = expr;
    return false;
}

struct label_search {
    const char *name; // interned
    const struct stmt *found;
};

static void find_label(struct stmt *stmt, void *context)
{
    struct label_search *search = context;
    if (stmt->kind == STMT_LABEL && stmt->label == search->name)
        search->found = stmt;
}

const struct stmt *tree_label(struct stmt *stmt, const char *name)
{
    struct label_search search = {.name = name};
    tree_each(stmt, find_label, NULL, &search);
    return search.found;
}

bool tree_is_group(const struct stmt *stmt)
{
    return stmt->kind == STMT_SCOPE &&
           strcmp(stmt->expr->fn->form->name, "group") == 0;
}

// -- dump --------------------------------------------------------------------

static const char *const expr_names[] = {
    "leaf",    "ref",   "paren",      "unary",   "address",   "step",
    "binary",  "and",   "or",         "comma",   "assign",    "compound",
    "cond",    "elvis", "member",     "index",   "cast",      "call",
    "literal", "init",  "designated", "generic", "statement", "unevaluated",
    "va_arg",  "other",
};

static const char *const stmt_names[] = {
    "compound", "decl",   "expr",    "if",    "while",      "do",    "for",
    "switch",   "case",   "default", "label", "goto",       "goto*", "break",
    "continue", "return", "null",    "asm",   "attributed", "go",    "par",
    "blocking", "scope",  "select",  "other",
};

struct dump {
    const struct unit *unit;
    FILE *out;
    int depth;
};

static void dump_expr(struct dump *dump, const struct expr *expr);

static void dump_stmt(struct dump *dump, const struct stmt *stmt)
{
    if (!stmt) return;
    fprintf(dump->out, "%*s%s `%s`%s\n", dump->depth * 2, "",
            stmt_names[stmt->kind],
            unit_excerpt(dump->unit, stmt->begin, stmt->end, 40),
            stmt->colour.suspends ? " suspends" : "");
    dump->depth++;
    dump_stmt(dump, stmt->init);
    if (stmt->expr) dump_expr(dump, stmt->expr);
    if (stmt->step) dump_expr(dump, stmt->step);
    for (size_t i = 0; i < stmt->vars.count; i++) {
        const struct var *var = stmt->vars.at[i];
        fprintf(dump->out, "%*svar %s%s\n", dump->depth * 2, "", var->name,
                var->said.address_taken ? " address-taken" : "");
        if (var->init) dump_expr(dump, var->init);
    }
    if (stmt->kind != STMT_GO)
        for (size_t i = 0; i < stmt->kid_count; i++)
            dump_stmt(dump, stmt->kids[i]);
    dump->depth--;
}

static void dump_expr(struct dump *dump, const struct expr *expr)
{
    fprintf(dump->out, "%*s%s `%s`%s%s\n", dump->depth * 2, "",
            expr_names[expr->kind],
            unit_excerpt(dump->unit, expr->begin, expr->end, 40),
            expr->colour.suspends ? " suspends" : "",
            expr->plan.saved ? " saved" : "");
    dump->depth++;
    for (size_t i = 0; i < expr->kid_count; i++)
        dump_expr(dump, expr->kids[i]);
    if (expr->body) dump_stmt(dump, expr->body);
    dump->depth--;
}

static bool dump_wanted(const struct unit *unit, const struct fn *fn)
{
    const char *only = unit->options->show.dump_fn;
    return only ? strcmp(only, fn->name) == 0 : !fn->said.is_system;
}

void tree_dump(const struct unit *unit, FILE *out)
{
    struct dump dump = {unit, out, 1};
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        if (!dump_wanted(unit, fn)) continue;
        fprintf(out, "function %s\n", fn->name);
        dump_stmt(&dump, fn->body);
    }
}
