// SPDX-License-Identifier: MIT
// build_stmt.c: statements, from libclang's cursors to the tree, with the
// scopes they open. The forms of <csp.h> are recognised here: an `if` or a
// `switch` on a name that only that header has.
#include "front/inside.h"

#include <stdlib.h>
#include <string.h>

// -- statements --------------------------------------------------------------

static struct stmt *
new_stmt(struct build *b, CXCursor cursor, enum stmt_kind kind)
{
    struct stmt *stmt = ARENA_NEW(b->unit->arena, struct stmt);
    stmt->kind = kind;
    cursor_extent(b->unit, cursor, &stmt->begin, &stmt->end);
    return stmt;
}

static void add_kid(struct build *b, struct stmt *stmt, struct stmt *kid)
{
    struct stmt **kids =
        arena_alloc(b->unit->arena, (stmt->kid_count + 2) * sizeof *kids);
    if (stmt->kid_count)
        memcpy(kids, stmt->kids, stmt->kid_count * sizeof *kids);
    kids[stmt->kid_count++] = kid;
    stmt->kids = kids;
}

struct scope *build_scope(struct build *b, size_t begin, size_t end)
{
    struct scope *scope = ARENA_NEW(b->unit->arena, struct scope);
    scope->parent = b->scope;
    scope->begin = begin;
    scope->end = end;
    if (b->scope) vec_push(b->unit->arena, &b->scope->kids, scope);
    vec_push(b->unit->arena, &b->fn->scopes, scope);
    b->scope = scope;
    return scope;
}

static void build_compound(struct build *b, struct stmt *stmt, cursors list)
{
    struct scope *outer = b->scope;
    stmt->scope = build_scope(b, stmt->begin, stmt->end);
    struct stmt **kids =
        arena_alloc(b->unit->arena, (list.count + 1) * sizeof *kids);
    for (size_t i = 0; i < list.count; i++)
        kids[i] = build_stmt(b, list.at[i]);
    stmt->kids = kids;
    stmt->kid_count = list.count;
    b->scope = outer;
}

static struct expr *skip_to_call(struct expr *expr)
{
    while (expr && (expr->kind == EXPR_CAST || expr->kind == EXPR_PAREN))
        expr = expr->kids[0];
    return expr && expr->kind == EXPR_CALL ? expr : NULL;
}

static bool opens_scope(const struct expr *expr)
{
    return expr->kind == EXPR_CALL && expr->fn && expr->fn->form &&
           expr->fn->form->kind == FORM_SCOPE;
}

// if (csp__within(...)) {} else s  is what `within (...) s` expands to.
static void build_if(struct build *b, struct stmt *stmt, cursors list)
{
    stmt->expr = build_expr(b, list.at[0]);
    for (size_t i = 1; i < list.count; i++)
        add_kid(b, stmt, build_stmt(b, list.at[i]));
    if (stmt->kid_count < 2 || !opens_scope(stmt->expr)) return;
    stmt->kind = STMT_SCOPE;
    stmt->kids[0] = stmt->kids[1];
    stmt->kid_count = 1;
}

static void build_select(struct build *b, struct stmt *stmt)
{
    stmt->kind = STMT_SELECT;
    struct stmt *body = stmt->kids[0];
    if (body->kind != STMT_COMPOUND) return;
    for (size_t i = 0; i < body->kid_count; i++) {
        struct stmt *kid = body->kids[i];
        while (kid->kind == STMT_LABEL)
            kid = kid->kids[0];
        if (kid->kind == STMT_DEFAULT) stmt->select.has_default = true;
        if (kid->kind != STMT_CASE) continue;
        struct select_case one = {.label = kid};
        if (kid->kids[0]->kind == STMT_EXPR)
            one.call = skip_to_call(kid->kids[0]->expr);
        if (one.call) kid->kids[0]->is_marker = true;
        if (one.call && tree_operation(one.call) == OP_CANCEL) {
            one.call->colour.is_case = true;
            stmt->cancel = one;
            continue;
        }
        one.value = strtol(b->unit->source->text + kid->expr->begin, NULL, 10);
        vec_push(b->unit->arena, &stmt->select.cases, one);
    }
}

static void start(struct stmt *stmt)
{
    stmt->kind = STMT_GO;
    bool call = stmt->kids[0]->kind == STMT_EXPR;
    stmt->expr = call ? stmt->kids[0]->expr : NULL;
}

// switch (csp__go_in(g)) default: s  is what `go_in (g) s` expands to.
static bool is_go_in(struct stmt *stmt, struct expr *on)
{
    struct stmt *label = stmt->kids[0];
    if (on->kind != EXPR_CALL || !on->fn || !on->fn->form ||
        strcmp(on->fn->form->name, "go_in") != 0 || label->kind != STMT_DEFAULT)
        return false;
    stmt->step = on->kids[1];
    stmt->kids[0] = label->kids[0];
    start(stmt);
    return true;
}

// switch (csp__go) default: s  is what `go s` expands to.
static bool is_form(struct build *b, struct stmt *stmt)
{
    static const struct {
        const char *name;
        enum stmt_kind kind;
    } forms[] = {{"csp__go", STMT_GO},
                 {"csp__par", STMT_PAR},
                 {"csp__blocking", STMT_BLOCKING}};
    struct expr *on = build_skip_parens(stmt->expr);
    struct stmt *label = stmt->kids[0];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!code_at(b->unit, on->begin, forms[i].name)) continue;
        if (label->kind != STMT_DEFAULT) return false;
        stmt->kind = forms[i].kind;
        stmt->kids[0] = label->kids[0];
        stmt->expr = NULL;
        if (stmt->kind == STMT_GO) start(stmt);
        return true;
    }
    return false;
}

static void build_switch(struct build *b, struct stmt *stmt, cursors list)
{
    stmt->expr = build_expr(b, list.at[0]);
    add_kid(b, stmt, build_stmt(b, list.at[1]));
    struct expr *on = build_skip_parens(stmt->expr);
    if (is_go_in(stmt, on)) return;
    if (on->kind != EXPR_REF || on->var || is_form(b, stmt)) return;
    if (!code_at(b->unit, on->begin, "csp__select")) return;
    build_select(b, stmt);
    if (code_at(b->unit, on->begin, "csp__select_ordered"))
        stmt->select.order = "CSP_SELECT_ORDERED";
    if (code_at(b->unit, on->begin, "csp__select_fair"))
        stmt->select.order = "CSP_SELECT_FAIR";
}

// The clauses of a for come without roles: the semicolons tell them apart.
static void build_for(struct build *b, struct stmt *stmt, cursors list)
{
    struct unit *unit = b->unit;
    struct scope *outer = b->scope;
    stmt->scope = build_scope(b, stmt->begin, stmt->end);
    size_t open = code_find(unit, stmt->begin, stmt->end, '(') + 1;
    size_t first = code_find(unit, open, stmt->end, ';');
    size_t second = code_find(unit, first + 1, stmt->end, ';');
    for (size_t i = 0; i < list.count; i++) {
        size_t begin, end;
        cursor_extent(unit, list.at[i], &begin, &end);
        if (i + 1 == list.count) {
            add_kid(b, stmt, build_stmt(b, list.at[i]));
        } else if (begin < first) {
            stmt->init = build_stmt(b, list.at[i]);
        } else if (begin < second) {
            stmt->expr = build_expr(b, list.at[i]);
        } else {
            stmt->step = build_expr(b, list.at[i]);
        }
    }
    b->scope = outer;
}

static void build_case(struct build *b, struct stmt *stmt, cursors list)
{
    b->unevaluated++;
    stmt->expr = build_expr(b, list.at[0]);
    if (list.count > 2) stmt->to = build_expr(b, list.at[1]);
    b->unevaluated--;
    add_kid(b, stmt, build_stmt(b, list.at[list.count - 1]));
}

static void build_all(struct build *b, struct stmt *stmt, cursors list)
{
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (cursor_is_expr(kind) || clang_isStatement(kind))
            add_kid(b, stmt, build_stmt(b, list.at[i]));
    }
}

static struct stmt *
build_labelled(struct build *b, CXCursor cursor, cursors list)
{
    struct stmt *stmt = new_stmt(b, cursor, STMT_LABEL);
    stmt->label = cursor_text(b->unit, clang_getCursorSpelling(cursor));
    for (size_t i = 0; i < list.count; i++)
        if (!clang_isAttribute(clang_getCursorKind(list.at[i])))
            add_kid(b, stmt, build_stmt(b, list.at[i]));
    return stmt;
}

static struct stmt *build_goto(struct build *b, CXCursor cursor, cursors list)
{
    struct stmt *stmt = new_stmt(b, cursor, STMT_GOTO);
    if (list.count)
        stmt->label = cursor_text(b->unit, clang_getCursorSpelling(list.at[0]));
    return stmt;
}

// Outputs of an asm are written: a variable there is as good as assigned.
static struct stmt *build_asm(struct build *b, CXCursor cursor)
{
    struct stmt *stmt = new_stmt(b, cursor, STMT_ASM);
    stmt->expr = build_operands(b, cursor);
    for (size_t i = 0; i < stmt->expr->kid_count; i++) {
        struct expr *expr = stmt->expr->kids[i];
        build_note_change(b, expr);
        if (expr->said.is_lvalue && expr->as == expr->type &&
            code_has(b->unit, stmt->begin, expr->begin, "m\""))
            build_note_address(b, expr);
    }
    if (code_has(b->unit, stmt->begin, stmt->end, "goto"))
        b->fn->said.asm_goto = true;
    return stmt;
}

static struct stmt *build_stmt_kind(struct build *b, CXCursor cursor)
{
    cursors list = cursor_children(b, cursor);
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    struct stmt *stmt;
    switch ((int)kind) { // dispatch
    case CXCursor_CompoundStmt:
        stmt = new_stmt(b, cursor, STMT_COMPOUND);
        build_compound(b, stmt, list);
        return stmt;
    case CXCursor_DeclStmt:
        stmt = new_stmt(b, cursor, STMT_DECL);
        build_declaration(b, stmt, list);
        return stmt;
    case CXCursor_IfStmt:
        stmt = new_stmt(b, cursor, STMT_IF);
        build_if(b, stmt, list);
        return stmt;
    case CXCursor_SwitchStmt:
        stmt = new_stmt(b, cursor, STMT_SWITCH);
        build_switch(b, stmt, list);
        return stmt;
    case CXCursor_WhileStmt:
        stmt = new_stmt(b, cursor, STMT_WHILE);
        stmt->expr = build_expr(b, list.at[0]);
        add_kid(b, stmt, build_stmt(b, list.at[1]));
        return stmt;
    case CXCursor_DoStmt:
        stmt = new_stmt(b, cursor, STMT_DO);
        add_kid(b, stmt, build_stmt(b, list.at[0]));
        stmt->expr = build_expr(b, list.at[1]);
        return stmt;
    case CXCursor_ForStmt:
        stmt = new_stmt(b, cursor, STMT_FOR);
        build_for(b, stmt, list);
        return stmt;
    case CXCursor_CaseStmt:
        stmt = new_stmt(b, cursor, STMT_CASE);
        build_case(b, stmt, list);
        return stmt;
    case CXCursor_DefaultStmt:
        stmt = new_stmt(b, cursor, STMT_DEFAULT);
        add_kid(b, stmt, build_stmt(b, list.at[0]));
        return stmt;
    case CXCursor_LabelStmt: return build_labelled(b, cursor, list);
    case CXCursor_GotoStmt: return build_goto(b, cursor, list);
    case CXCursor_IndirectGotoStmt:
        stmt = new_stmt(b, cursor, STMT_GOTO_ANY);
        stmt->expr = build_expr(b, list.at[0]);
        return stmt;
    case CXCursor_ReturnStmt:
        stmt = new_stmt(b, cursor, STMT_RETURN);
        if (!list.count) return stmt;
        stmt->expr = build_expr(b, list.at[0]);
        build_plain_return(b, list.at[0]);
        return stmt;
    case CXCursor_GCCAsmStmt: return build_asm(b, cursor);
    case CXCursor_BreakStmt: return new_stmt(b, cursor, STMT_BREAK);
    case CXCursor_ContinueStmt: return new_stmt(b, cursor, STMT_CONTINUE);
    case CXCursor_NullStmt: return new_stmt(b, cursor, STMT_NULL);
    default:
        stmt = new_stmt(b, cursor, STMT_OTHER);
        build_all(b, stmt, list);
        if (stmt->kid_count == 1) stmt->kind = STMT_ATTRIBUTED;
        return stmt;
    }
}

static bool ends_with_semicolon(enum stmt_kind kind)
{
    switch (kind) {
    case STMT_EXPR:
    case STMT_DO:
    case STMT_GOTO:
    case STMT_GOTO_ANY:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
    case STMT_ASM: return true;
    default: return false;
    }
}

struct stmt *build_stmt(struct build *b, CXCursor cursor)
{
    struct stmt *stmt;
    if (cursor_is_expr(clang_getCursorKind(cursor))) {
        stmt = new_stmt(b, cursor, STMT_EXPR);
        stmt->expr = build_expr(b, cursor);
    } else {
        stmt = build_stmt_kind(b, cursor);
    }
    struct unit *unit = b->unit;
    if (ends_with_semicolon(stmt->kind) &&
        unit->source->text[stmt->end - 1] != ';')
        stmt->end = code_through_semicolon(unit, stmt->end);
    bool wraps = stmt->kind == STMT_LABEL || stmt->kind == STMT_CASE ||
                 stmt->kind == STMT_DEFAULT || stmt->kind == STMT_WHILE ||
                 stmt->kind == STMT_FOR || stmt->kind == STMT_SWITCH ||
                 stmt->kind == STMT_IF || stmt->kind == STMT_GO ||
                 stmt->kind == STMT_SELECT || stmt->kind == STMT_BLOCKING ||
                 stmt->kind == STMT_PAR || stmt->kind == STMT_ATTRIBUTED ||
                 stmt->kind == STMT_SCOPE;
    if (wraps && stmt->kid_count)
        stmt->end = stmt->kids[stmt->kid_count - 1]->end;
    return stmt;
}
