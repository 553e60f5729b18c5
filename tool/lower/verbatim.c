// SPDX-License-Identifier: MIT
// verbatim.c: which statements can be copied as they are. Called by lower/*.c.
#include "lower/lower.h"

#include <string.h>

bool lower_is_ready_label(const char *label)
{
    return label && strncmp(label, "csp__ready_", 11) == 0;
}

static bool declaration_stays(const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->types.count; i++)
        if (!stmt->types.at[i]->uses_vm || stmt->types.at[i]->meaning)
            return false;
    for (size_t i = 0; i < stmt->vars.count; i++)
        if (stmt->vars.at[i]->frame.place != PLACE_PLAIN ||
            stmt->vars.at[i]->hoisted)
            return false;
    return true;
}

static void find_rewritten_expr(struct expr *expr, void *context)
{
    bool *found = context;
    if (expr->body && !expr->body->verbatim) *found = true;
}

bool lower_expr_stays(struct expr *expr)
{
    bool found = false;
    tree_each_expr(expr, NULL, find_rewritten_expr, &found);
    return !found;
}

// Each statement expression once.
static bool mark_expr(struct expr *expr, bool has_cleanup)
{
    bool stays = true;
    if (!expr) return true;
    for (size_t i = 0; i < expr->kid_count; i++)
        stays &= mark_expr(expr->kids[i], has_cleanup);
    if (expr->body) stays &= lower_mark_verbatim(expr->body, has_cleanup);
    return stays;
}

bool lower_mark_verbatim(struct stmt *stmt, bool has_cleanup)
{
    if (!stmt) return true;
    bool stays = !stmt->colour.suspends;
    stays &= lower_mark_verbatim(stmt->init, has_cleanup);
    for (size_t i = 0; i < stmt->kid_count; i++)
        stays &= lower_mark_verbatim(stmt->kids[i], has_cleanup);
    if (stmt->kind != STMT_CASE && stmt->kind != STMT_GO) {
        stays &= mark_expr(stmt->expr, has_cleanup);
        stays &= mark_expr(stmt->step, has_cleanup);
    }
    switch (stmt->kind) {
    case STMT_DECL:
        for (size_t i = 0; i < stmt->vars.count; i++)
            stays &= mark_expr(stmt->vars.at[i]->init, has_cleanup);
        stays &= declaration_stays(stmt);
        break;
    case STMT_BREAK:
    case STMT_GOTO_ANY: stays &= !has_cleanup; break;
    case STMT_GOTO:
        stays &= !has_cleanup && !lower_is_ready_label(stmt->label);
        break;
    case STMT_LABEL: stays &= !lower_is_ready_label(stmt->label); break;
    case STMT_CASE: stays &= !stmt->kids[0]->is_marker; break;
    case STMT_RETURN:
    case STMT_CONTINUE:
    case STMT_GO:
    case STMT_PAR:
    case STMT_SELECT:
    case STMT_SCOPE:
    case STMT_BLOCKING: stays = false; break;
    default: break;
    }
    stmt->verbatim = stays;
    return stays;
}

bool lower_is_left(const struct stmt *stmt)
{
    while (stmt->kid_count &&
           (stmt->kind == STMT_COMPOUND || stmt->kind == STMT_LABEL))
        stmt = stmt->kids[stmt->kid_count - 1];
    return stmt->kind == STMT_RETURN || stmt->kind == STMT_BREAK ||
           stmt->kind == STMT_CONTINUE || stmt->kind == STMT_GOTO;
}
