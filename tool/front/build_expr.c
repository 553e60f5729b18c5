// SPDX-License-Identifier: MIT
// build_expr.c: expressions, from libclang's cursors to the tree: one builder
// for each kind, children first, so that effects and constancy go upwards.
// GNU C has statements in expressions, and types: this file, build_stmt.c and
// build_decl.c call each other, the only ones of the room that do.
#include "front/inside.h"

#include <ctype.h>
#include <string.h>

// -- expressions -------------------------------------------------------------

static struct expr *
new_expr(struct build *b, CXCursor cursor, enum expr_kind kind)
{
    struct expr *expr = ARENA_NEW(b->unit->arena, struct expr);
    expr->kind = kind;
    cursor_extent(b->unit, cursor, &expr->begin, &expr->end);
    expr->type = type_of(b->unit, clang_getCursorType(cursor));
    expr->as = expr->type;
    expr->scope = b->scope;
    return expr;
}

static void
set_kids(struct build *b, struct expr *expr, struct expr **kids, size_t count)
{
    expr->kids = arena_alloc(b->unit->arena, (count + 1) * sizeof *kids);
    if (count) memcpy(expr->kids, kids, count * sizeof *kids);
    expr->kid_count = count;
}

typedef VEC(struct expr *) exprs;

// In the order of the text.
static void add_in_order(struct build *b, exprs *list, struct expr *kid)
{
    size_t place = list->count;
    vec_push(b->unit->arena, list, kid);
    for (; place > 0 && list->at[place - 1]->begin > kid->begin; place--)
        list->at[place] = list->at[place - 1];
    list->at[place] = kid;
}

static bool stands_at(struct build *b, CXCursor cursor, const struct expr *expr)
{
    size_t begin, end;
    return cursor_extent(b->unit, cursor, &begin, &end) &&
           begin == expr->begin && end == expr->end && end > begin;
}

// Builds the children that are expressions, notes mentions of types in the
// others, and puts the expressions in order of the text.
static void build_kids(struct build *b, struct expr *expr, CXCursor cursor)
{
    cursors list = cursor_children(b, cursor);
    struct expr *last = NULL;
    exprs kids = {0};
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (!cursor_is_expr(kind)) continue;
        // The left side of x ?: y is there three times.
        if (!last || !stands_at(b, list.at[i], last))
            last = build_expr(b, list.at[i]);
        add_in_order(b, &kids, last);
    }
    set_kids(b, expr, kids.at, kids.count);
}

static struct expr *build_ref(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_REF);
    CXCursor to = clang_getCursorReferenced(cursor);
    struct ref *ref = build_add_ref(b, expr->begin, expr->end, REF_OTHER);
    switch ((int)clang_getCursorKind(to)) {
    case CXCursor_FunctionDecl:
        expr->fn = build_fn(b, to);
        ref->kind = REF_FN;
        ref->to.fn = expr->fn;
        expr->said.is_constant = true;
        expr->fn->said.mentions++;
        break;
    case CXCursor_EnumConstantDecl: {
        struct local_type *local =
            type_local(b->unit, clang_getCursorSemanticParent(to));
        expr->said.is_constant = true;
        if (!local) break;
        ref->kind = REF_ENUMERATOR;
        ref->to.type = local;
        break;
    }
    default:
        expr->said.is_lvalue = true;
        expr->said.has_effects =
            expr->type->is_volatile || expr->type->is_atomic;
        expr->said.is_thread_local = clang_getCursorTLSKind(to) != CXTLS_None;
        expr->var = build_find_var(b, to);
        if (!expr->var) break;
        ref->kind = REF_VAR;
        ref->to.var = expr->var;
    }
    return expr;
}

// Under casts: (..., (type)csp__spawn()) is what csp_spawn is.
static bool is_call_of(const struct expr *expr, const char *name)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    return expr->kind == EXPR_CALL && expr->fn &&
           strcmp(expr->fn->name, name) == 0;
}

static struct expr *build_binary(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_BINARY);
    build_kids(b, expr, cursor);
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(cursor);
    switch ((int)op) {
    case CXBinaryOperator_LAnd: expr->kind = EXPR_AND; break;
    case CXBinaryOperator_LOr: expr->kind = EXPR_OR; break;
    case CXBinaryOperator_Comma:
        expr->kind = EXPR_COMMA;
        expr->said.is_spawn = is_call_of(expr->kids[1], "csp__spawn");
        break;
    case CXBinaryOperator_Assign:
        expr->kind = EXPR_ASSIGN;
        build_note_write(b, expr->kids[0]);
        build_plain_assignment(b, cursor);
        break;
    default:
        if (op >= CXBinaryOperator_MulAssign &&
            op <= CXBinaryOperator_OrAssign) {
            expr->kind = EXPR_COMPOUND;
            build_note_change(b, expr->kids[0]);
        }
    }
    if (expr->kind == EXPR_ASSIGN || expr->kind == EXPR_COMPOUND)
        expr->said.has_effects = true;
    return expr;
}

static struct expr *build_unary(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_UNARY);
    build_kids(b, expr, cursor);
    switch ((int)clang_getCursorUnaryOperatorKind(cursor)) {
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
        expr->kind = EXPR_STEP;
        expr->said.has_effects = true;
        build_note_change(b, expr->kids[0]);
        break;
    case CXUnaryOperator_AddrOf:
        expr->kind = EXPR_ADDRESS;
        build_note_address(b, expr->kids[0]);
        break;
    case CXUnaryOperator_Deref:
        expr->said.is_deref = true;
        expr->said.is_lvalue = !is_call_of(expr->kids[0], "csp__get");
        expr->said.has_effects =
            expr->type->is_volatile || expr->type->is_atomic;
        break;
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
    case CXUnaryOperator_Extension:
        expr->said.is_lvalue = expr->kids[0]->said.is_lvalue;
        break;
    default: break;
    }
    return expr;
}

static struct expr *build_call(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_CALL);
    cursors list = cursor_children(b, cursor);
    VEC(struct expr *) kids = {0};
    expr->said.has_effects = true;
    for (size_t i = 0; i < list.count; i++) {
        if (!cursor_is_expr(clang_getCursorKind(list.at[i]))) continue;
        struct expr *kid = build_expr(b, list.at[i]);
        vec_push(b->unit->arena, &kids, kid);
    }
    set_kids(b, expr, kids.at, kids.count);
    struct expr *callee =
        expr->kid_count ? build_skip_parens(expr->kids[0]) : NULL;
    while (callee &&
           (callee->kind == EXPR_ADDRESS ||
            (callee->kind == EXPR_UNARY && callee->said.is_lvalue)) &&
           callee->kids[0]->type->class == TYPE_FUNCTION)
        callee = build_skip_parens(callee->kids[0]);
    if (!callee) return expr;
    if (callee->kind == EXPR_REF && callee->fn) {
        expr->fn = callee->fn;
        if (b->unevaluated == 0) expr->fn->said.mentions--;
        build_note_call(b, expr, cursor);
        build_plain_arguments(b, cursor, callee->fn);
    } else if (expr->kid_count == 2 &&
               strcmp(type_canonical(b->unit, expr->kids[1]->type),
                      "struct csp__task *") == 0) {
        expr->op = OP_JOIN;
    } else if (build_leads_to_coroutine(b, list.at[0])) {
        expr->op = OP_POINTER;
    }
    return expr;
}

// kids[0] becomes the chosen arm; the others are not evaluated.
static struct expr *build_generic(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_GENERIC), *control = NULL,
                *chosen = NULL;
    cursors list = cursor_children(b, cursor);
    VEC(struct expr *) all = {0};
    int arm = -1, index = 0;
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (!cursor_is_expr(kind)) continue;
        bool quiet = !control || (arm >= 0 && arm != index);
        b->unevaluated += quiet;
        struct expr *kid = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
        vec_push(b->unit->arena, &all, kid);
        if (!control) {
            control = kid;
            arm = build_chosen_arm(b, expr, control);
            build_note_associations(b, expr, control->end);
            continue;
        }
        if (arm == index++) chosen = kid;
    }
    if (chosen) {
        set_kids(b, expr, &chosen, 1);
        expr->said.is_lvalue = chosen->said.is_lvalue;
        return expr;
    }
    // Any arm may be the one: variables count as read there. check.c looks for
    // coroutines in it.
    expr->kind = EXPR_UNEVALUATED;
    expr->said.is_unsure = true;
    set_kids(b, expr, all.at, all.count);
    return expr;
}

static struct expr *build_statement_expr(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_STATEMENT);
    cursors list = cursor_children(b, cursor);
    expr->said.has_effects = true;
    if (list.count) expr->body = build_stmt(b, list.at[0]);
    return expr;
}

// A block of clang's: its parameters and its body. It belongs to the function
// that it stands in.
static struct expr *build_block(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_OTHER);
    cursors list = cursor_children(b, cursor);
    struct scope *outer = b->scope;
    if (list.count == 1) list = cursor_children(b, list.at[0]); // a declaration
    build_scope(b, expr->begin, expr->end);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_ParmDecl)
            build_new_var(b, list.at[i], STORAGE_AUTO);
        if (kind == CXCursor_CompoundStmt)
            expr->body = build_stmt(b, list.at[i]);
    }
    b->scope = outer;
    expr->said.has_effects = true;
    return expr;
}

static bool is_designator(struct unit *unit, size_t begin)
{
    const char *text = unit->source->text;
    if (text[begin] == '.' || text[begin] == '[') return true;
    if (!isalpha((unsigned char)text[begin]) && text[begin] != '_')
        return false;
    while (isalnum((unsigned char)text[begin]) || text[begin] == '_')
        begin++;
    begin = code_skip(unit, begin);
    return text[begin] == ':' && text[begin + 1] != ':';
}

static enum expr_kind unexposed_kind(struct build *b, struct expr *expr)
{
    if (is_designator(b->unit, expr->begin)) return EXPR_DESIGNATED;
    if (code_at(b->unit, expr->begin, "__builtin_va_arg")) return EXPR_VA_ARG;
    if (code_at(b->unit, expr->begin, "__builtin_offsetof"))
        return EXPR_UNEVALUATED;
    if (code_at(b->unit, expr->begin, "__builtin_types_compatible"))
        return EXPR_UNEVALUATED;
    return EXPR_OTHER;
}

// x ?: y comes as x, x, x, y.
static void fold_elvis(struct expr *expr)
{
    if (expr->kid_count != 4 || expr->kids[0]->begin != expr->kids[2]->begin)
        return;
    expr->kind = EXPR_ELVIS;
    expr->kids[1] = expr->kids[3];
    expr->kid_count = 2;
}

// __func__: a step has another name, so it becomes the string it stands for.
static void
note_function_name(struct build *b, CXCursor cursor, size_t begin, size_t end)
{
    if (!code_at(b->unit, begin, "__func__") &&
        !code_at(b->unit, begin, "__FUNCTION__") &&
        !code_at(b->unit, begin, "__PRETTY_FUNCTION__"))
        return;
    struct ref *ref = build_add_ref(b, begin, end, REF_TEXT);
    ref->to.text = cursor_text(b->unit, clang_getCursorSpelling(cursor));
}

static bool is_decaying(const struct type *type)
{
    return type->class == TYPE_ARRAY || type->class == TYPE_FUNCTION;
}

// Whether an integer constant expression is zero; of __builtin_constant_p
// libclang does not say.
static bool is_true(CXCursor constant, bool *known)
{
    CXEvalResult result = clang_Cursor_Evaluate(constant);
    *known = result && clang_EvalResult_getKind(result) == CXEval_Int;
    bool value = *known && clang_EvalResult_getAsLongLong(result) != 0;
    if (result) clang_EvalResult_dispose(result);
    return value;
}

// __builtin_choose_expr(constant, x, y) is x or y, and only that is evaluated.
static struct expr *build_choice(struct build *b, CXCursor cursor, cursors list)
{
    struct expr *expr = new_expr(b, cursor, EXPR_GENERIC);
    struct expr *kids[3];
    bool known;
    size_t wanted = is_true(list.at[0], &known) ? 1 : 2;
    for (size_t i = 0; i < list.count; i++) {
        bool quiet = i == 0 || (known && i != wanted);
        b->unevaluated += quiet;
        kids[i] = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
    }
    if (!known) {
        expr->kind = EXPR_UNEVALUATED;
        expr->said.is_unsure = true;
    }
    set_kids(b, expr, known ? &kids[wanted] : kids, known ? 1 : list.count);
    expr->said.is_lvalue = known && kids[wanted]->said.is_lvalue;
    return expr;
}

// A pointer becomes one to arrays whose length is a parameter's of a callee, so
// that nothing here can spell it: it waits as what it is, and is converted
// where it is used.
static bool is_of_unknown_length(const struct type *to, const struct type *from)
{
    return to->is_vm && type_is_pointer(to) && !from->is_vm &&
           type_is_pointer(from);
}

static struct expr *build_unexposed(struct build *b, CXCursor cursor)
{
    size_t begin, end, kid_begin, kid_end;
    cursors list = cursor_children(b, cursor);
    cursor_extent(b->unit, cursor, &begin, &end);
    if (list.count == 1 && cursor_is_expr(clang_getCursorKind(list.at[0])) &&
        cursor_extent(b->unit, list.at[0], &kid_begin, &kid_end) &&
        begin == kid_begin && end == kid_end) {
        struct expr *expr = build_expr(b, list.at[0]);
        if (expr->kind == EXPR_LEAF && code_at(b->unit, begin, "__"))
            note_function_name(b, list.at[0], begin, end);
        struct type *as = type_of(b->unit, clang_getCursorType(cursor));
        bool decayed = as->class != expr->as->class && is_decaying(as);
        if (!is_of_unknown_length(as, expr->as))
            expr->as = decayed ? type_decayed(b->unit, as) : as;
        if (expr->type->class == TYPE_ARRAY) build_note_address(b, expr);
        return expr;
    }
    if (code_at(b->unit, begin, "__builtin_choose_expr") && list.count == 3)
        return build_choice(b, cursor, list);
    struct expr *expr = new_expr(b, cursor, EXPR_OTHER);
    expr->kind = unexposed_kind(b, expr);
    bool quiet = expr->kind == EXPR_UNEVALUATED;
    b->unevaluated += quiet;
    build_kids(b, expr, cursor);
    b->unevaluated -= quiet;
    if (code_at(b->unit, expr->begin, "__builtin_convertvector") &&
        expr->kid_count)
        build_note_words(b, expr->kids[0]->end, expr->end);
    if (expr->kind == EXPR_OTHER) fold_elvis(expr);
    if (expr->kind == EXPR_VA_ARG && expr->kid_count)
        build_note_address(b, expr->kids[0]);
    if (!expr->kid_count) expr->kind = EXPR_LEAF;
    expr->said.has_effects =
        expr->kind == EXPR_OTHER || expr->kind == EXPR_VA_ARG;
    return expr;
}

static struct expr *
build_simple(struct build *b, CXCursor cursor, enum expr_kind kind)
{
    struct expr *expr = new_expr(b, cursor, kind);
    build_kids(b, expr, cursor);
    return expr;
}

struct expr *build_operands(struct build *b, CXCursor cursor)
{
    struct expr *expr = build_simple(b, cursor, EXPR_OTHER);
    expr->said.has_effects = true;
    return expr;
}

// C evaluates an operand whose size is known at run time only, and the lengths
// in a type's name.
static bool is_evaluated(struct build *b, CXCursor part)
{
    size_t begin, end;
    CXType type = clang_getCursorType(part);
    return cursor_extent(b->unit, part, &begin, &end) &&
           (type_of(b->unit, type)->is_vla ||
            build_stands_in_brackets(b->unit, begin));
}

// libclang lists the lengths in a sizeof's type twice.
static bool is_listed(struct build *b, const exprs *list, CXCursor part)
{
    size_t begin, end;
    if (!cursor_extent(b->unit, part, &begin, &end)) return false;
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i]->begin == begin && list->at[i]->end == end) return true;
    return false;
}

// The operands of sizeof that are evaluated; the others are just looked at.
static struct expr *build_unevaluated(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_UNEVALUATED);
    bool is_sizeof = code_at(b->unit, expr->begin, "sizeof");
    cursors list = cursor_children(b, cursor);
    exprs all = {0}, evaluated = {0};
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (!cursor_is_expr(kind) || is_listed(b, &all, list.at[i])) continue;
        bool quiet = !is_sizeof || !is_evaluated(b, list.at[i]);
        b->unevaluated += quiet;
        struct expr *kid = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
        vec_push(b->unit->arena, &all, kid);
        if (!quiet && !kid->said.is_constant) add_in_order(b, &evaluated, kid);
    }
    bool counts = evaluated.count > 0;
    if (counts) expr->kind = EXPR_OTHER;
    set_kids(b, expr, counts ? evaluated.at : all.at,
             counts ? evaluated.count : all.count);
    return expr;
}

static struct expr *build_member(struct build *b, CXCursor cursor)
{
    struct expr *expr = build_simple(b, cursor, EXPR_MEMBER);
    expr->said.is_lvalue = expr->kid_count == 0 || // of an unnamed one
                           expr->kids[0]->said.is_lvalue ||
                           type_is_pointer(expr->kids[0]->as);
    expr->said.has_effects = expr->type->is_volatile || expr->type->is_atomic;
    return expr;
}

static struct expr *build_cast(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_CAST);
    exprs kids = {0};
    cursors list = cursor_children(b, cursor);
    build_inner_type(b, expr->begin, expr->end, clang_getCursorType(cursor));
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) build_type_ref(b, list.at[i]);
        if (!cursor_is_expr(kind)) continue;
        bool last = i + 1 == list.count; // the operand
        bool quiet = !last && !is_evaluated(b, list.at[i]);
        b->unevaluated += quiet;
        struct expr *kid = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
        if (last || (!quiet && !kid->said.is_constant))
            add_in_order(b, &kids, kid);
    }
    set_kids(b, expr, kids.at, kids.count);
    if (kids.count > 1) expr->kind = EXPR_OTHER; // lengths, then the operand
    return expr;
}

static struct expr *build_literal(struct build *b, CXCursor cursor)
{
    struct expr *expr = build_cast(b, cursor);
    struct expr *init =
        expr->kid_count ? expr->kids[expr->kid_count - 1] : NULL;
    set_kids(b, expr, &init, init != NULL);
    // A value that becomes a transparent union is no literal in the text.
    if (init && init->begin == expr->begin && init->kid_count == 1)
        return init->kids[0];
    expr->kind = EXPR_LITERAL;
    expr->said.is_lvalue = true;
    cursors list = cursor_children(b, cursor);
    if (!build_leads_to_coroutine(b, cursor))
        build_plain_init(b, clang_getNullCursor(), clang_getCursorType(cursor),
                         list.at[list.count - 1]);
    return expr;
}

static struct expr *build_expr_kind(struct build *b, CXCursor cursor)
{
    switch ((int)clang_getCursorKind(cursor)) { // dispatch
    case CXCursor_UnexposedExpr: return build_unexposed(b, cursor);
    case CXCursor_DeclRefExpr: return build_ref(b, cursor);
    case CXCursor_BinaryOperator:
    case CXCursor_CompoundAssignOperator: return build_binary(b, cursor);
    case CXCursor_UnaryOperator: return build_unary(b, cursor);
    case CXCursor_CallExpr: return build_call(b, cursor);
    case CXCursor_ConditionalOperator:
        return build_simple(b, cursor, EXPR_COND);
    case CXCursor_ParenExpr: {
        struct expr *expr = build_simple(b, cursor, EXPR_PAREN);
        expr->said.is_lvalue = expr->kid_count && expr->kids[0]->said.is_lvalue;
        return expr;
    }
    case CXCursor_CStyleCastExpr:
    case CXCursor_BuiltinBitCastExpr: return build_cast(b, cursor);
    case CXCursor_MemberRefExpr: return build_member(b, cursor);
    case CXCursor_ArraySubscriptExpr: {
        struct expr *expr = build_simple(b, cursor, EXPR_INDEX);
        bool of_vector = expr->kids[0]->as->class == TYPE_RECORD;
        expr->said.is_lvalue = !of_vector || expr->kids[0]->said.is_lvalue;
        expr->said.has_effects =
            expr->type->is_volatile || expr->type->is_atomic;
        return expr;
    }
    case CXCursor_InitListExpr: return build_simple(b, cursor, EXPR_INIT);
    case CXCursor_CompoundLiteralExpr: return build_literal(b, cursor);
    case CXCursor_StmtExpr: return build_statement_expr(b, cursor);
    case CXCursor_BlockExpr: return build_block(b, cursor);
    case CXCursor_GenericSelectionExpr: return build_generic(b, cursor);
    case CXCursor_UnaryExpr: return build_unevaluated(b, cursor);
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_StringLiteral:
    case CXCursor_AddrLabelExpr: {
        struct expr *expr = new_expr(b, cursor, EXPR_LEAF);
        expr->said.is_constant = true;
        return expr;
    }
    default: return build_operands(b, cursor);
    }
}

static bool keeps_constant(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_PAREN:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_CAST:
    case EXPR_COND:
    case EXPR_AND:
    case EXPR_OR: return !expr->said.is_lvalue && expr->kid_count > 0;
    case EXPR_UNEVALUATED: return true;
    default: return false;
    }
}

// An expression of an array's type (or a function's) denotes one: it is not a
// parameter that was written so, nor computed from one.
static bool denotes_array(struct build *b, const struct expr *expr)
{
    const struct expr *kid = expr->kid_count ? expr->kids[0] : NULL;
    switch (expr->kind) {
    case EXPR_REF: return !expr->var || expr->var->storage != STORAGE_PARAM;
    case EXPR_PAREN:
    case EXPR_GENERIC: return kid && is_decaying(kid->type);
    case EXPR_INDEX:
        if (kid->as->class != TYPE_SCALAR || !type_is_pointer(kid->as))
            kid = expr->kids[1];
        return is_decaying(type_element(b->unit, kid->as));
    case EXPR_UNARY:
        if (!expr->said.is_deref) return kid && is_decaying(kid->type);
        return is_decaying(type_element(b->unit, kid->as));
    case EXPR_LEAF:
    case EXPR_MEMBER:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_DESIGNATED:
    case EXPR_VA_ARG:
    case EXPR_UNEVALUATED:
    case EXPR_OTHER: return true;
    default: return false;
    }
}

struct expr *build_expr(struct build *b, CXCursor cursor)
{
    struct expr *expr = build_expr_kind(b, cursor);
    if (is_decaying(expr->type) && expr->as == expr->type &&
        !denotes_array(b, expr))
        expr->type = expr->as = type_decayed(b->unit, expr->type);
    if (expr->kind == EXPR_UNEVALUATED) {
        expr->said.is_constant = !expr->said.is_unsure;
        for (size_t i = 1; expr->said.is_unsure && i < expr->kid_count; i++)
            expr->said.has_effects |= expr->kids[i]->said.has_effects;
        return expr;
    }
    bool constant = keeps_constant(expr);
    for (size_t i = 0; i < expr->kid_count; i++) {
        expr->said.has_effects |= expr->kids[i]->said.has_effects;
        constant &= expr->kids[i]->said.is_constant;
    }
    expr->said.is_constant |= constant;
    return expr;
}
