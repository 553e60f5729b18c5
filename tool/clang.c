// SPDX-License-Identifier: MIT
// clang.c: from libclang's cursors to the tree. It parses the preprocessed
// text, so that every cursor has one place in it, and builds for each function
// its statements, expressions, variables and mentions of names. What libclang
// does not say (which clause of a for is there, where a declarator begins) is
// read from the text. Called once per unit; leaves unit->fns in source order.
#include "clang.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef VEC(CXCursor) cursors;

// What the walk of one function body carries down.
struct build {
    struct unit *unit;
    struct clang *clang;
    struct fn *fn;
    struct scope *scope;
    int unevaluated;
};

static struct expr *build_expr(struct build *b, CXCursor cursor);
static struct stmt *build_stmt(struct build *b, CXCursor cursor);

// -- cursors and text --------------------------------------------------------

size_t clang_offset(struct unit *unit, CXSourceLocation location)
{
    struct clang *clang = unit->clang;
    CXFile file;
    unsigned offset;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    if (!file || offset < clang->prelude) return (size_t)-1;
    return offset - clang->prelude;
}

bool clang_extent(struct unit *unit, CXCursor cursor, size_t *begin,
                  size_t *end)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    *begin = clang_offset(unit, clang_getRangeStart(range));
    *end = clang_offset(unit, clang_getRangeEnd(range));
    return *begin != (size_t)-1 && *end != (size_t)-1;
}

const char *clang_text(struct unit *unit, CXString string)
{
    const char *text = clang_getCString(string);
    text = intern_s(unit->intern, text ? text : "");
    clang_disposeString(string);
    return text;
}

struct note_search {
    const char *note;
    bool found;
};

static enum CXChildVisitResult
find_note(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct note_search *search = data;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    CXString string = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(string);
    if (text && strcmp(text, search->note) == 0) search->found = true;
    clang_disposeString(string);
    return search->found ? CXChildVisit_Break : CXChildVisit_Continue;
}

bool clang_annotated(CXCursor cursor, const char *note)
{
    if (!clang_Cursor_hasAttrs(cursor)) return false;
    struct note_search search = {.note = note};
    clang_visitChildren(cursor, find_note, &search);
    return search.found;
}

struct collection {
    struct arena *arena;
    cursors *list;
};

static enum CXChildVisitResult
collect_one(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collection *collection = data;
    vec_push(collection->arena, collection->list, cursor);
    return CXChildVisit_Continue;
}

static cursors children_of(struct build *b, CXCursor cursor)
{
    cursors list = {0};
    struct collection collection = {b->unit->arena, &list};
    clang_visitChildren(cursor, collect_one, &collection);
    return list;
}

// The next byte at or after `at` that is code: past blanks, comments and line
// markers.
static size_t skip_blanks(const struct unit *unit, size_t at)
{
    const char *text = unit->source->text;
    for (;;) {
        while (isspace((unsigned char)text[at]))
            at++;
        if (text[at] == '/' && text[at + 1] == '*') {
            const char *end = strstr(text + at + 2, "*/");
            at = end ? (size_t)(end - text) + 2 : unit->source->size;
        } else if ((text[at] == '/' && text[at + 1] == '/') ||
                   (text[at] == '#' && at > 0 && text[at - 1] == '\n')) {
            while (text[at] && text[at] != '\n')
                at++;
        } else {
            return at;
        }
    }
}

static size_t skip_literal(const char *text, size_t at)
{
    char quote = text[at++];
    while (text[at] && text[at] != quote)
        at += text[at] == '\\' ? 2 : 1;
    return at + 1;
}

// The offset of byte `wanted` outside brackets, from `at` up to `end`; `end`
// if there is none.
static size_t
find_outside(const struct unit *unit, size_t at, size_t end, char wanted)
{
    const char *text = unit->source->text;
    int depth = 0;
    while ((at = skip_blanks(unit, at)) < end) {
        char c = text[at];
        if (c == wanted && depth == 0) return at;
        if (c == '"' || c == '\'') {
            at = skip_literal(text, at);
            continue;
        }
        if (strchr("([{", c)) depth++;
        if (strchr(")]}", c) && depth > 0) depth--;
        at++;
    }
    return end;
}

static size_t through_semicolon(const struct unit *unit, size_t end)
{
    size_t at = skip_blanks(unit, end);
    return unit->source->text[at] == ';' ? at + 1 : end;
}

static bool text_at(const struct unit *unit, size_t at, const char *word)
{
    return strncmp(unit->source->text + at, word, strlen(word)) == 0;
}

static bool
has_word(const struct unit *unit, size_t begin, size_t end, const char *word)
{
    size_t length = strlen(word);
    const char *text = unit->source->text;
    for (size_t i = begin; i + length <= end; i++)
        if (memcmp(text + i, word, length) == 0) return true;
    return false;
}

// -- functions and variables -------------------------------------------------

static struct fn *find_fn(struct unit *unit, const char *name)
{
    for (size_t i = 0; i < unit->declared.count; i++)
        if (unit->declared.at[i]->name == name) return unit->declared.at[i];
    return NULL;
}

static struct fn *fn_of(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    const char *name = clang_text(unit, clang_getCursorSpelling(cursor));
    struct fn *fn = find_fn(unit, name);
    if (fn) return fn;
    fn = ARENA_NEW(unit->arena, struct fn);
    fn->name = name;
    fn->unit = unit;
    fn->type = type_of(unit, clang_getCursorType(cursor));
    fn->result = type_of(unit, clang_getCursorResultType(cursor));
    fn->is_variadic =
        clang_isFunctionTypeVariadic(clang_getCursorType(cursor)) &&
        clang_getCursorType(cursor).kind == CXType_FunctionProto;
    fn->is_main = strcmp(name, "main") == 0;
    vec_push(unit->arena, &unit->declared, fn);
    return fn;
}

static struct var *find_var(struct build *b, CXCursor declaration)
{
    if (!b->fn) return NULL;
    size_t at = clang_offset(b->unit, clang_getCursorLocation(declaration));
    for (size_t i = b->fn->vars.count; i > 0; i--)
        if (b->fn->vars.at[i - 1]->name_at == at) return b->fn->vars.at[i - 1];
    return NULL;
}

// The text in the brackets of `word(...)` between two offsets, or NULL.
static const char *
argument_of(struct unit *unit, size_t begin, size_t end, const char *word)
{
    const char *text = unit->source->text;
    for (size_t at = begin; at + strlen(word) < end; at++) {
        if (!text_at(unit, at, word)) continue;
        size_t before = at;
        for (int i = 0; i < 2 && before > 0 && text[before - 1] == '_'; i++)
            before--;
        if (before > 0 && (isalnum((unsigned char)text[before - 1]) ||
                           text[before - 1] == '_'))
            continue;
        size_t open = skip_blanks(unit, at + strlen(word));
        while (text[open] == '_' && open < end)
            open++;
        if (text[open] != '(') continue;
        size_t close = find_outside(unit, open + 1, end, ')');
        return intern_n(unit->intern, text + open + 1, close - open - 1);
    }
    return NULL;
}

// The alignment that a declaration asks for, as an attribute; NULL for none.
static const char *alignment_of(struct unit *unit, size_t begin, size_t end)
{
    const char *bytes = argument_of(unit, begin, end, "_Alignas");
    if (!bytes) bytes = argument_of(unit, begin, end, "aligned");
    if (!bytes && has_word(unit, begin, end, "aligned"))
        bytes = "__BIGGEST_ALIGNMENT__";
    if (!bytes) return NULL;
    return arena_printf(unit->arena, " __attribute__((aligned(%s)))", bytes);
}

static struct var *
new_var(struct build *b, CXCursor cursor, enum storage storage)
{
    struct unit *unit = b->unit;
    struct var *var = ARENA_NEW(unit->arena, struct var);
    var->name = clang_text(unit, clang_getCursorSpelling(cursor));
    var->out = var->name;
    var->type = type_of(unit, clang_getCursorType(cursor));
    var->storage = storage;
    var->scope = b->scope;
    var->fn = b->fn;
    var->live = -1;
    clang_extent(unit, cursor, &var->begin, &var->end);
    var->name_at = clang_offset(unit, clang_getCursorLocation(cursor));
    var->is_coroutine =
        clang_annotated(cursor, "csp.coroutine") || var->type->is_coroutine;
    vec_push(unit->arena, &b->fn->vars, var);
    if (b->scope) vec_push(unit->arena, &b->scope->vars, var);
    return var;
}

static enum storage storage_of(CXCursor cursor)
{
    switch (clang_Cursor_getStorageClass(cursor)) {
    case CX_SC_Static: return STORAGE_STATIC;
    case CX_SC_Extern: return STORAGE_EXTERN;
    default: return STORAGE_AUTO;
    }
}

// -- mentions of names -------------------------------------------------------

static struct ref *
add_ref(struct build *b, size_t begin, size_t end, enum ref_kind kind)
{
    struct ref ref = {.begin = begin, .end = end, .kind = kind, .reads = true};
    ref.unevaluated = b->unevaluated > 0;
    vec_push(b->unit->arena, &b->fn->refs, ref);
    return &b->fn->refs.at[b->fn->refs.count - 1];
}

static struct ref *last_ref_at(struct fn *fn, size_t begin)
{
    for (size_t i = fn->refs.count; i > 0; i--)
        if (fn->refs.at[i - 1].begin == begin) return &fn->refs.at[i - 1];
    return NULL;
}

static void note_type_ref(struct build *b, CXCursor cursor)
{
    CXCursor to = clang_getCursorReferenced(cursor);
    struct local_type *local = type_local(b->unit, to);
    size_t begin, end;
    if (!clang_extent(b->unit, cursor, &begin, &end)) return;
    struct ref *ref =
        add_ref(b, begin, end, local ? REF_LOCAL_TYPE : REF_OTHER);
    if (local) ref->to.type = local;
}

static struct expr *skip_parens(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN)
        expr = expr->kids[0];
    return expr;
}

// The variable that an lvalue is a part of, NULL through a pointer.
static struct var *root_var(struct expr *expr)
{
    expr = skip_parens(expr);
    if (expr->kind == EXPR_REF) return expr->var;
    if (expr->kind == EXPR_MEMBER && expr->kids[0]->type &&
        expr->kids[0]->type->class == TYPE_RECORD)
        return root_var(expr->kids[0]);
    if (expr->kind == EXPR_UNARY && expr->is_lvalue && !expr->is_deref)
        return root_var(expr->kids[0]);
    if (expr->kind == EXPR_INDEX && expr->kids[0]->type &&
        expr->kids[0]->type->class != TYPE_SCALAR)
        return root_var(expr->kids[0]);
    return NULL;
}

static void note_write(struct build *b, struct expr *target, bool also_reads)
{
    struct expr *bare = skip_parens(target);
    if (bare->kind != EXPR_REF || !bare->var) return;
    struct ref *ref = last_ref_at(b->fn, bare->begin);
    if (!ref) return;
    ref->writes = true;
    ref->reads = also_reads;
}

static void note_address(struct build *b, struct expr *target)
{
    struct var *var = root_var(target);
    if (!var || b->unevaluated > 0) return;
    var->address_taken = true;
    struct ref *ref = last_ref_at(b->fn, skip_parens(target)->begin);
    if (ref) ref->address = true;
}

// -- expressions -------------------------------------------------------------

static struct expr *
new_expr(struct build *b, CXCursor cursor, enum expr_kind kind)
{
    struct expr *expr = ARENA_NEW(b->unit->arena, struct expr);
    expr->kind = kind;
    clang_extent(b->unit, cursor, &expr->begin, &expr->end);
    expr->type = type_of(b->unit, clang_getCursorType(cursor));
    expr->as = expr->type;
    expr->scope = b->scope;
    return expr;
}

static void
set_kids(struct build *b, struct expr *expr, struct expr **kids, size_t count)
{
    expr->kids = arena_alloc(b->unit->arena, (count + 1) * sizeof *kids);
    memcpy(expr->kids, kids, count * sizeof *kids);
    expr->kid_count = count;
}

// Builds the children that are expressions, notes mentions of types in the
// others, and puts the expressions in order of the text.
static void build_kids(struct build *b, struct expr *expr, CXCursor cursor)
{
    cursors list = children_of(b, cursor);
    VEC(struct expr *) kids = {0};
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) note_type_ref(b, list.at[i]);
        if (!clang_isExpression(kind)) continue;
        struct expr *kid = build_expr(b, list.at[i]);
        size_t place = kids.count;
        vec_push(b->unit->arena, &kids, kid);
        for (; place > 0 && kids.at[place - 1]->begin > kid->begin; place--)
            kids.at[place] = kids.at[place - 1];
        kids.at[place] = kid;
    }
    set_kids(b, expr, kids.at, kids.count);
}

static struct expr *build_ref(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_REF);
    CXCursor to = clang_getCursorReferenced(cursor);
    struct ref *ref = add_ref(b, expr->begin, expr->end, REF_OTHER);
    switch ((int)clang_getCursorKind(to)) {
    case CXCursor_FunctionDecl:
        expr->fn = fn_of(b, to);
        ref->kind = REF_FN;
        ref->to.fn = expr->fn;
        expr->is_constant = true;
        expr->fn->mentions++;
        break;
    case CXCursor_EnumConstantDecl: {
        struct local_type *local =
            type_local(b->unit, clang_getCursorSemanticParent(to));
        expr->is_constant = true;
        if (!local) break;
        ref->kind = REF_ENUMERATOR;
        ref->to.type = local;
        break;
    }
    default:
        expr->is_lvalue = true;
        expr->has_effects = expr->type->is_volatile || expr->type->is_atomic;
        expr->var = find_var(b, to);
        if (!expr->var) break;
        ref->kind = REF_VAR;
        ref->to.var = expr->var;
    }
    return expr;
}

// (..., (type)csp__spawn()): what csp_spawn is.
static bool is_spawn(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    return expr->kind == EXPR_CALL && expr->fn &&
           strcmp(expr->fn->name, "csp__spawn") == 0;
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
        expr->is_spawn = is_spawn(expr->kids[1]);
        break;
    case CXBinaryOperator_Assign:
        expr->kind = EXPR_ASSIGN;
        note_write(b, expr->kids[0], false);
        break;
    default:
        if (op >= CXBinaryOperator_MulAssign &&
            op <= CXBinaryOperator_OrAssign) {
            expr->kind = EXPR_COMPOUND;
            note_write(b, expr->kids[0], true);
        }
    }
    if (expr->kind == EXPR_ASSIGN || expr->kind == EXPR_COMPOUND)
        expr->has_effects = true;
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
        expr->has_effects = true;
        note_write(b, expr->kids[0], true);
        break;
    case CXUnaryOperator_AddrOf:
        expr->kind = EXPR_ADDRESS;
        note_address(b, expr->kids[0]);
        break;
    case CXUnaryOperator_Deref:
        expr->is_lvalue = expr->is_deref = true;
        expr->has_effects = expr->type->is_volatile || expr->type->is_atomic;
        break;
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
    case CXUnaryOperator_Extension:
        expr->is_lvalue = expr->kids[0]->is_lvalue;
        break;
    default: break;
    }
    return expr;
}

// csp__recv(c, _Generic((&v), ...), (&ok)): v and ok are written, but the
// address does not leave: gives the variable back its freedom to live in a
// register.
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
    struct expr *target = skip_parens(expr->kids[0]);
    if (target->kind == EXPR_REF && target->var &&
        target->var->type->class == TYPE_SCALAR)
        target->var->address_taken = false;
}

static bool is_coroutine_callee(struct build *b, CXCursor cursor)
{
    for (;;) {
        CXCursor to = clang_getCursorReferenced(cursor);
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        if (kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr) {
            if (clang_annotated(to, "csp.coroutine")) return true;
            return type_of(b->unit, clang_getCursorType(to))->is_coroutine;
        }
        if (kind != CXCursor_UnexposedExpr && kind != CXCursor_ParenExpr &&
            kind != CXCursor_UnaryOperator &&
            kind != CXCursor_ArraySubscriptExpr)
            return type_of(b->unit, clang_getCursorType(cursor))->is_coroutine;
        cursors kids = children_of(b, cursor);
        if (!kids.count) return false;
        cursor = kids.at[0];
    }
}

static const char *const setjmp_names[] = {
    "setjmp",
    "_setjmp",
    "sigsetjmp",
    "__sigsetjmp",
    "savectx",
    "__builtin_setjmp",
    "vfork",
    "getcontext",
    "longjmp",
    "__builtin_longjmp",
    "__builtin_return_address",
    "__builtin_frame_address",
    "__builtin_apply_args",
    "__builtin_apply",
};

static void note_callee(struct build *b, const char *name)
{
    struct fn *fn = b->fn;
    for (size_t i = 0; i < sizeof setjmp_names / sizeof *setjmp_names; i++)
        if (strcmp(name, setjmp_names[i]) == 0) fn->calls_setjmp = true;
    if (strcmp(name, "__builtin_va_start") == 0) fn->calls_va_start = true;
    if (strcmp(name, "alloca") == 0 || strcmp(name, "__builtin_alloca") == 0)
        fn->calls_alloca = true;
}

static struct expr *build_call(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_CALL);
    cursors list = children_of(b, cursor);
    VEC(struct expr *) kids = {0};
    expr->has_effects = true;
    for (size_t i = 0; i < list.count; i++) {
        if (!clang_isExpression(clang_getCursorKind(list.at[i]))) continue;
        struct expr *kid = build_expr(b, list.at[i]);
        vec_push(b->unit->arena, &kids, kid);
    }
    set_kids(b, expr, kids.at, kids.count);
    struct expr *callee = expr->kid_count ? skip_parens(expr->kids[0]) : NULL;
    while (callee &&
           (callee->kind == EXPR_ADDRESS ||
            (callee->kind == EXPR_UNARY && callee->is_lvalue)) &&
           callee->kids[0]->type->class == TYPE_FUNCTION)
        callee = skip_parens(callee->kids[0]);
    if (!callee) return expr;
    if (callee->kind == EXPR_REF && callee->fn) {
        expr->fn = callee->fn;
        if (b->unevaluated == 0) expr->fn->mentions--;
        note_callee(b, callee->fn->name);
        if (strcmp(callee->fn->name, "csp__recv") == 0 &&
            expr->kid_count == 4) {
            forget_receive_target(expr->kids[2]);
            forget_receive_target(expr->kids[3]);
        }
    } else if (expr->kid_count == 2 &&
               strcmp(type_canonical(b->unit, expr->kids[1]->type),
                      "struct csp__task *") == 0) {
        expr->op = OP_JOIN;
    } else if (is_coroutine_callee(b, list.at[0])) {
        expr->op = OP_POINTER;
    }
    return expr;
}

// -- _Generic: libclang does not tell which arm was chosen --------------------

// The words of a type's name in an order of their own, so that `long unsigned`
// is `unsigned long`; NULL if it has words that are not C's own.
static const char *builtin_type_name(struct unit *unit, const char *name)
{
    static const char *const words[] = {
        "const", "volatile", "unsigned", "signed", "short", "long", "_Complex",
        "char",  "double",   "float",    "_Bool",  "bool",  "void"};
    unsigned seen[sizeof words / sizeof *words] = {0};
    struct text text = {.arena = unit->arena};
    const char *rest = name;
    while (*rest && *rest != '*' && *rest != '(' && *rest != '[') {
        size_t length = strcspn(rest, " *([");
        size_t k = 0, count = sizeof words / sizeof *words;
        while (k < count &&
               (strlen(words[k]) != length || strncmp(words[k], rest, length)))
            k++;
        bool is_int = length == 3 && strncmp(rest, "int", 3) == 0;
        if (k == count && length && !is_int) return NULL;
        if (k < count) seen[k]++;
        rest += length;
        while (*rest == ' ')
            rest++;
    }
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        for (unsigned n = 0; n < seen[k]; n++)
            text_printf(&text, "%s ", words[k]);
    text_puts(&text, "|");
    for (; *rest; rest++)
        if (*rest != ' ') text_add(&text, rest, 1);
    return text.at;
}

static bool same_type_name(struct unit *unit, const struct type *type,
                           const char *name, bool *unsure)
{
    const char *plain = type_declare(unit, type, "", true);
    const char *canonical = type_canonical(unit, type);
    if (strcmp(plain, name) == 0 || strcmp(canonical, name) == 0) return true;
    const char *left = builtin_type_name(unit, canonical);
    const char *right = builtin_type_name(unit, name);
    if (!right) *unsure = true;
    return left && right && strcmp(left, right) == 0;
}

// Every arm is the controlling expression again: which one is no matter.
static bool arms_are_same(struct unit *unit, const struct expr *expr,
                          const struct expr *control)
{
    const char *wanted = unit_excerpt(unit, control->begin, control->end, 4000);
    size_t end = expr->end - 1,
           at = find_outside(unit, control->end, end, ',') + 1;
    while (at < end) {
        size_t colon = find_outside(unit, at, end, ':');
        size_t comma = find_outside(unit, colon + 1, end, ',');
        if (strcmp(unit_excerpt(unit, colon + 1, comma, 4000), wanted))
            return false;
        at = comma + 1;
    }
    return true;
}

// The index of the association that is chosen, from the text; -1: not known.
static int
chosen_arm(struct build *b, const struct expr *expr, const struct expr *control)
{
    struct unit *unit = b->unit;
    size_t end = expr->end - 1;
    size_t at = find_outside(unit, control->end, end, ',') + 1;
    int otherwise = -1;
    bool unsure = false;
    if (arms_are_same(unit, expr, control)) return 0;
    for (int arm = 0; at < end; arm++) {
        size_t colon = find_outside(unit, at, end, ':');
        const char *name = unit_excerpt(unit, at, colon, 200);
        if (strcmp(name, "default") == 0)
            otherwise = arm;
        else if (same_type_name(unit, control->as, name, &unsure))
            return arm;
        at = find_outside(unit, colon + 1, end, ',') + 1;
    }
    return unsure ? -1 : otherwise;
}

// kids[0] becomes the chosen arm; the others are not evaluated.
static struct expr *build_generic(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_GENERIC), *control = NULL,
                *chosen = NULL;
    cursors list = children_of(b, cursor);
    VEC(struct expr *) all = {0};
    int arm = -1, index = 0;
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) note_type_ref(b, list.at[i]);
        if (!clang_isExpression(kind)) continue;
        bool quiet = !control || arm != index;
        b->unevaluated += quiet;
        struct expr *kid = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
        vec_push(b->unit->arena, &all, kid);
        if (!control) {
            control = kid;
            arm = chosen_arm(b, expr, control);
            continue;
        }
        if (arm == index++) chosen = kid;
    }
    if (chosen) {
        set_kids(b, expr, &chosen, 1);
        return expr;
    }
    expr->kind = EXPR_UNEVALUATED; // and check.c looks for coroutines in it
    expr->is_unsure = true;
    set_kids(b, expr, all.at, all.count);
    return expr;
}

static struct expr *build_statement_expr(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_STATEMENT);
    cursors list = children_of(b, cursor);
    expr->has_effects = true;
    if (list.count) expr->body = build_stmt(b, list.at[0]);
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
    begin = skip_blanks(unit, begin);
    return text[begin] == ':' && text[begin + 1] != ':';
}

static enum expr_kind unexposed_kind(struct build *b, struct expr *expr)
{
    if (is_designator(b->unit, expr->begin)) return EXPR_DESIGNATED;
    if (text_at(b->unit, expr->begin, "__builtin_va_arg")) return EXPR_VA_ARG;
    if (text_at(b->unit, expr->begin, "__builtin_offsetof"))
        return EXPR_UNEVALUATED;
    if (text_at(b->unit, expr->begin, "__builtin_types_compatible"))
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
    if (!text_at(b->unit, begin, "__func__") &&
        !text_at(b->unit, begin, "__FUNCTION__") &&
        !text_at(b->unit, begin, "__PRETTY_FUNCTION__"))
        return;
    struct ref *ref = add_ref(b, begin, end, REF_TEXT);
    ref->to.text = clang_text(b->unit, clang_getCursorSpelling(cursor));
}

static struct expr *build_unexposed(struct build *b, CXCursor cursor)
{
    size_t begin, end, kid_begin, kid_end;
    cursors list = children_of(b, cursor);
    clang_extent(b->unit, cursor, &begin, &end);
    if (list.count == 1 &&
        clang_isExpression(clang_getCursorKind(list.at[0])) &&
        clang_extent(b->unit, list.at[0], &kid_begin, &kid_end) &&
        begin == kid_begin && end == kid_end) {
        struct expr *expr = build_expr(b, list.at[0]);
        if (expr->kind == EXPR_LEAF && text_at(b->unit, begin, "__"))
            note_function_name(b, list.at[0], begin, end);
        expr->as = type_of(b->unit, clang_getCursorType(cursor));
        if (expr->type->class == TYPE_ARRAY) note_address(b, expr);
        return expr;
    }
    struct expr *expr = new_expr(b, cursor, EXPR_OTHER);
    expr->kind = unexposed_kind(b, expr);
    bool quiet = expr->kind == EXPR_UNEVALUATED;
    b->unevaluated += quiet;
    build_kids(b, expr, cursor);
    b->unevaluated -= quiet;
    if (expr->kind == EXPR_OTHER) fold_elvis(expr);
    if (!expr->kid_count) expr->kind = EXPR_LEAF;
    expr->has_effects = expr->kind == EXPR_OTHER || expr->kind == EXPR_VA_ARG;
    return expr;
}

static struct expr *
build_simple(struct build *b, CXCursor cursor, enum expr_kind kind)
{
    struct expr *expr = new_expr(b, cursor, kind);
    build_kids(b, expr, cursor);
    return expr;
}

static struct expr *build_unevaluated(struct build *b, CXCursor cursor)
{
    b->unevaluated++;
    struct expr *expr = build_simple(b, cursor, EXPR_UNEVALUATED);
    b->unevaluated--;
    return expr;
}

static struct expr *build_member(struct build *b, CXCursor cursor)
{
    struct expr *expr = build_simple(b, cursor, EXPR_MEMBER);
    expr->is_lvalue = true;
    expr->has_effects = expr->type->is_volatile || expr->type->is_atomic;
    return expr;
}

static struct expr *build_cast(struct build *b, CXCursor cursor)
{
    struct expr *expr = new_expr(b, cursor, EXPR_CAST), *kid = NULL;
    cursors list = children_of(b, cursor);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) note_type_ref(b, list.at[i]);
        if (!clang_isExpression(kind)) continue;
        bool quiet = i + 1 < list.count; // a typeof's: the operand comes last
        b->unevaluated += quiet;
        kid = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
    }
    set_kids(b, expr, &kid, kid != NULL);
    return expr;
}

static struct expr *build_literal(struct build *b, CXCursor cursor)
{
    struct expr *expr = build_cast(b, cursor);
    expr->kind = EXPR_LITERAL;
    expr->is_lvalue = true;
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
        expr->is_lvalue = expr->kid_count && expr->kids[0]->is_lvalue;
        return expr;
    }
    case CXCursor_CStyleCastExpr: return build_cast(b, cursor);
    case CXCursor_MemberRefExpr: return build_member(b, cursor);
    case CXCursor_ArraySubscriptExpr: {
        struct expr *expr = build_simple(b, cursor, EXPR_INDEX);
        expr->is_lvalue = true;
        expr->has_effects = expr->type->is_volatile || expr->type->is_atomic;
        return expr;
    }
    case CXCursor_InitListExpr: return build_simple(b, cursor, EXPR_INIT);
    case CXCursor_CompoundLiteralExpr: return build_literal(b, cursor);
    case CXCursor_StmtExpr: return build_statement_expr(b, cursor);
    case CXCursor_GenericSelectionExpr: return build_generic(b, cursor);
    case CXCursor_UnaryExpr: return build_unevaluated(b, cursor);
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_StringLiteral:
    case CXCursor_AddrLabelExpr: {
        struct expr *expr = new_expr(b, cursor, EXPR_LEAF);
        expr->is_constant = true;
        return expr;
    }
    default: {
        struct expr *expr = build_simple(b, cursor, EXPR_OTHER);
        expr->has_effects = true;
        return expr;
    }
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
    case EXPR_OR: return !expr->is_lvalue && expr->kid_count > 0;
    case EXPR_UNEVALUATED: return true;
    default: return false;
    }
}

static struct expr *build_expr(struct build *b, CXCursor cursor)
{
    struct expr *expr = build_expr_kind(b, cursor);
    if (expr->kind == EXPR_UNEVALUATED) {
        expr->is_constant = !expr->is_unsure;
        return expr;
    }
    bool constant = keeps_constant(expr);
    for (size_t i = 0; i < expr->kid_count; i++) {
        expr->has_effects |= expr->kids[i]->has_effects;
        constant &= expr->kids[i]->is_constant;
    }
    expr->is_constant |= constant;
    return expr;
}

// -- statements --------------------------------------------------------------

static struct stmt *
new_stmt(struct build *b, CXCursor cursor, enum stmt_kind kind)
{
    struct stmt *stmt = ARENA_NEW(b->unit->arena, struct stmt);
    stmt->kind = kind;
    clang_extent(b->unit, cursor, &stmt->begin, &stmt->end);
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

static struct scope *enter_scope(struct build *b, size_t begin, size_t end)
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
    stmt->scope = enter_scope(b, stmt->begin, stmt->end);
    struct stmt **kids =
        arena_alloc(b->unit->arena, (list.count + 1) * sizeof *kids);
    for (size_t i = 0; i < list.count; i++)
        kids[i] = build_stmt(b, list.at[i]);
    stmt->kids = kids;
    stmt->kid_count = list.count;
    b->scope = outer;
}

// An array's length, and not a typeof's operand.
static bool stands_in_brackets(const struct unit *unit, size_t at)
{
    const char *text = unit->source->text;
    static const char *const words[] = {"static", "const", "restrict",
                                        "volatile"};
    while (at > 0 && text[at - 1] != '[') {
        size_t before = at;
        while (at > 0 && isspace((unsigned char)text[at - 1]))
            at--;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t length = strlen(words[i]);
            if (at >= length && text_at(unit, at - length, words[i]))
                at -= length;
        }
        if (at == before) return false;
    }
    return at > 0;
}

// Behind `__attribute__((...))`s that follow a struct's braces.
static size_t through_attributes(const struct unit *unit, size_t end)
{
    for (;;) {
        size_t at = skip_blanks(unit, end);
        if (!text_at(unit, at, "__attribute__")) return end;
        size_t open = skip_blanks(unit, at + strlen("__attribute__"));
        end = find_outside(unit, open + 1, unit->source->size, ')') + 1;
    }
}

// libclang lists the lengths from the innermost array outwards.
static void build_lengths(struct build *b, struct lengths *lengths,
                          CXCursor cursor, bool has_init)
{
    cursors list = children_of(b, cursor);
    size_t count = list.count - (has_init && list.count);
    for (size_t i = count; i > 0; i--) {
        if (!clang_isExpression(clang_getCursorKind(list.at[i - 1]))) continue;
        struct expr *expr = build_expr(b, list.at[i - 1]);
        if (stands_in_brackets(b->unit, expr->begin))
            vec_push(b->unit->arena, &lengths->exprs, expr);
    }
}

static struct local_type *
note_local_type(struct build *b, struct stmt *stmt, CXCursor cursor)
{
    struct unit *unit = b->unit;
    struct local_type *local = ARENA_NEW(unit->arena, struct local_type);
    if (!clang_extent(unit, cursor, &local->begin, &local->end)) return NULL;
    for (size_t i = 0; i < b->fn->types.count; i++)
        if (b->fn->types.at[i]->begin == local->begin &&
            b->fn->types.at[i]->end == local->end)
            return b->fn->types.at[i];
    local->is_typedef = clang_getCursorKind(cursor) == CXCursor_TypedefDecl;
    local->is_definition =
        local->is_typedef || clang_isCursorDefinition(cursor);
    // An unnamed struct in a typedef goes by the typedef's name in libclang.
    const char *name = clang_text(unit, clang_getCursorSpelling(cursor));
    size_t at = clang_offset(unit, clang_getCursorLocation(cursor));
    local->name = *name && text_at(unit, at, name) ? name : NULL;
    if (local->is_typedef) {
        CXType under = clang_getTypedefDeclUnderlyingType(cursor);
        local->type = type_of(unit, under);
        local->uses_vm = local->type->is_vm;
        local->scope = b->scope;
        if (local->uses_vm) build_lengths(b, &local->lengths, cursor, false);
    }
    local->text_end = through_attributes(unit, local->end);
    local->brace = local->begin;
    while (local->brace < local->end && unit->source->text[local->brace] != '{')
        local->brace++;
    if (local->is_typedef) local->brace = local->end;
    vec_push(unit->arena, &b->fn->types, local);
    vec_push(unit->arena, &b->clang->local_types, local);
    vec_push(unit->arena, &stmt->types, local);
    if (local->name)
        add_ref(b, at, at + strlen(local->name), REF_LOCAL_TYPE)->to.type =
            local;
    return local;
}

static bool is_tag(enum CXCursorKind kind)
{
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl ||
           kind == CXCursor_EnumDecl;
}

// The types that a declaration defines, with those inside them, and what the
// definitions mention.
static void build_types_in(struct build *b, struct stmt *stmt, CXCursor cursor)
{
    cursors list = children_of(b, cursor);
    struct local_type *local = type_local(b->unit, cursor);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) note_type_ref(b, list.at[i]);
        if (kind == CXCursor_EnumConstantDecl && local) {
            size_t at =
                clang_offset(b->unit, clang_getCursorLocation(list.at[i]));
            const char *name =
                clang_text(b->unit, clang_getCursorSpelling(list.at[i]));
            add_ref(b, at, at + strlen(name), REF_ENUMERATOR)->to.type = local;
        }
        if (is_tag(kind)) {
            note_local_type(b, stmt, list.at[i]);
            build_types_in(b, stmt, list.at[i]);
        } else if (kind == CXCursor_FieldDecl ||
                   kind == CXCursor_EnumConstantDecl) {
            build_types_in(b, stmt, list.at[i]);
        } else if (clang_isExpression(kind)) {
            b->unevaluated++;
            build_expr(b, list.at[i]);
            b->unevaluated--;
        }
    }
}

static bool has_initialiser(struct build *b, const struct var *var)
{
    size_t from = var->name_at + strlen(var->name);
    return find_outside(b->unit, from, var->end, '=') < var->end;
}

static struct var *build_var(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    struct var *var = new_var(b, cursor, storage_of(cursor));
    cursors list = children_of(b, cursor);
    bool has_init = has_initialiser(b, var);
    if (var->type->is_vm) build_lengths(b, &var->lengths, cursor, has_init);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (kind == CXCursor_TypeRef) note_type_ref(b, list.at[i]);
        if (!clang_isExpression(kind)) continue;
        bool is_init = has_init && i + 1 == list.count;
        if (!is_init && var->type->is_vm) continue;
        bool quiet = !is_init || var->storage == STORAGE_STATIC;
        b->unevaluated += quiet;
        struct expr *expr = build_expr(b, list.at[i]);
        b->unevaluated -= quiet;
        if (is_init) var->init = expr;
    }
    if (var->storage == STORAGE_STATIC && var->init)
        var->has_local_label = has_word(unit, var->init->begin, var->end, "&&");
    return var;
}

static void build_declaration(struct build *b, struct stmt *stmt, cursors list)
{
    struct unit *unit = b->unit;
    for (size_t i = 0; i < list.count; i++) {
        CXCursor cursor = list.at[i];
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        if (is_tag(kind) || kind == CXCursor_TypedefDecl) {
            struct local_type *local = note_local_type(b, stmt, cursor);
            if (!local || !local->uses_vm) build_types_in(b, stmt, cursor);
        } else if (kind == CXCursor_VarDecl) {
            struct var *var = build_var(b, cursor);
            vec_push(unit->arena, &stmt->vars, var);
        } else if (kind == CXCursor_FunctionDecl) {
            fn_of(b, cursor);
        } else if (kind == CXCursor_StaticAssert) {
            build_types_in(b, stmt, cursor);
        }
    }
    for (size_t i = 0; i < stmt->vars.count; i++) {
        struct var *var = stmt->vars.at[i];
        size_t end =
            i + 1 < stmt->vars.count ? stmt->vars.at[i + 1]->begin : stmt->end;
        if (var->init) end = var->init->begin;
        var->cleanup = argument_of(unit, stmt->begin, end, "cleanup");
        var->align = alignment_of(unit, i ? var->begin : stmt->begin, end);
        size_t after = var->name_at + strlen(var->name);
        size_t asm_at = skip_blanks(unit, after);
        if (text_at(unit, asm_at, "asm") || text_at(unit, asm_at, "__asm"))
            var->reg = "asm";
    }
}

static bool condition_says(struct build *b, struct expr *expr, const char *word)
{
    return expr->kind == EXPR_AND && expr->kids[1]->kind == EXPR_REF &&
           text_at(b->unit, expr->kids[1]->begin, word) &&
           expr->kids[1]->end - expr->kids[1]->begin == strlen(word);
}

static void build_if(struct build *b, struct stmt *stmt, cursors list)
{
    stmt->expr = build_expr(b, list.at[0]);
    for (size_t i = 1; i < list.count; i++)
        add_kid(b, stmt, build_stmt(b, list.at[i]));
    if (stmt->kid_count < 2) return;
    if (condition_says(b, stmt->expr, "csp__go")) {
        stmt->kind = STMT_GO;
        stmt->kids[0] = stmt->kids[1];
        stmt->kid_count = 1;
        if (stmt->kids[0]->kind == STMT_EXPR)
            stmt->expr = stmt->kids[0]->expr;
        else
            stmt->expr = NULL;
    } else if (condition_says(b, stmt->expr, "csp__par")) {
        stmt->kind = STMT_PAR;
        stmt->kids[0] = stmt->kids[1];
        stmt->kid_count = 1;
        stmt->expr = NULL;
    } else if (condition_says(b, stmt->expr, "csp__blocking")) {
        stmt->kind = STMT_BLOCKING;
        stmt->kids[0] = stmt->kids[1];
        stmt->kid_count = 1;
        stmt->expr = NULL;
    }
}

static struct expr *skip_to_call(struct expr *expr)
{
    while (expr && (expr->kind == EXPR_CAST || expr->kind == EXPR_PAREN))
        expr = expr->kids[0];
    return expr && expr->kind == EXPR_CALL ? expr : NULL;
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
        if (kid->kind == STMT_DEFAULT) stmt->has_default = true;
        if (kid->kind != STMT_CASE) continue;
        struct select_case one = {.label = kid};
        if (kid->kids[0]->kind == STMT_EXPR)
            one.call = skip_to_call(kid->kids[0]->expr);
        if (one.call) kid->kids[0]->is_marker = true;
        one.value = strtol(b->unit->source->text + kid->expr->begin, NULL, 10);
        vec_push(b->unit->arena, &stmt->cases, one);
    }
}

static void build_switch(struct build *b, struct stmt *stmt, cursors list)
{
    stmt->expr = build_expr(b, list.at[0]);
    add_kid(b, stmt, build_stmt(b, list.at[1]));
    struct expr *on = skip_parens(stmt->expr);
    if (on->kind != EXPR_REF || on->var ||
        !text_at(b->unit, on->begin, "csp__select"))
        return;
    build_select(b, stmt);
    if (text_at(b->unit, on->begin, "csp__select_ordered"))
        stmt->order = "CSP_SELECT_ORDERED";
    if (text_at(b->unit, on->begin, "csp__select_fair"))
        stmt->order = "CSP_SELECT_FAIR";
}

// The clauses of a for come without roles: the semicolons tell them apart.
static void build_for(struct build *b, struct stmt *stmt, cursors list)
{
    struct unit *unit = b->unit;
    struct scope *outer = b->scope;
    stmt->scope = enter_scope(b, stmt->begin, stmt->end);
    size_t open = find_outside(unit, stmt->begin, stmt->end, '(') + 1;
    size_t first = find_outside(unit, open, stmt->end, ';');
    size_t second = find_outside(unit, first + 1, stmt->end, ';');
    for (size_t i = 0; i < list.count; i++) {
        size_t begin, end;
        clang_extent(unit, list.at[i], &begin, &end);
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
        if (kind == CXCursor_TypeRef) note_type_ref(b, list.at[i]);
        if (clang_isExpression(kind))
            build_expr(b, list.at[i]);
        else if (clang_isStatement(kind))
            add_kid(b, stmt, build_stmt(b, list.at[i]));
    }
}

static struct stmt *
build_labelled(struct build *b, CXCursor cursor, cursors list)
{
    struct stmt *stmt = new_stmt(b, cursor, STMT_LABEL);
    stmt->label = clang_text(b->unit, clang_getCursorSpelling(cursor));
    for (size_t i = 0; i < list.count; i++)
        if (!clang_isAttribute(clang_getCursorKind(list.at[i])))
            add_kid(b, stmt, build_stmt(b, list.at[i]));
    return stmt;
}

static struct stmt *build_goto(struct build *b, CXCursor cursor, cursors list)
{
    struct stmt *stmt = new_stmt(b, cursor, STMT_GOTO);
    if (list.count)
        stmt->label = clang_text(b->unit, clang_getCursorSpelling(list.at[0]));
    return stmt;
}

// Outputs of an asm are written: a variable there is as good as assigned.
static struct stmt *build_asm(struct build *b, CXCursor cursor, cursors list)
{
    struct stmt *stmt = new_stmt(b, cursor, STMT_ASM);
    for (size_t i = 0; i < list.count; i++) {
        if (!clang_isExpression(clang_getCursorKind(list.at[i]))) continue;
        struct expr *expr = build_expr(b, list.at[i]);
        note_write(b, expr, true);
        if (expr->is_lvalue && expr->as == expr->type &&
            has_word(b->unit, stmt->begin, expr->begin, "m\""))
            note_address(b, expr);
    }
    if (has_word(b->unit, stmt->begin, stmt->end, "goto"))
        b->fn->asm_goto = true;
    return stmt;
}

static struct stmt *build_stmt_kind(struct build *b, CXCursor cursor)
{
    cursors list = children_of(b, cursor);
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
        if (list.count) stmt->expr = build_expr(b, list.at[0]);
        return stmt;
    case CXCursor_GCCAsmStmt: return build_asm(b, cursor, list);
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

static struct stmt *build_stmt(struct build *b, CXCursor cursor)
{
    struct stmt *stmt;
    if (clang_isExpression(clang_getCursorKind(cursor))) {
        stmt = new_stmt(b, cursor, STMT_EXPR);
        stmt->expr = build_expr(b, cursor);
    } else {
        stmt = build_stmt_kind(b, cursor);
    }
    struct unit *unit = b->unit;
    if (ends_with_semicolon(stmt->kind) &&
        unit->source->text[stmt->end - 1] != ';')
        stmt->end = through_semicolon(unit, stmt->end);
    bool wraps = stmt->kind == STMT_LABEL || stmt->kind == STMT_CASE ||
                 stmt->kind == STMT_DEFAULT || stmt->kind == STMT_WHILE ||
                 stmt->kind == STMT_FOR || stmt->kind == STMT_SWITCH ||
                 stmt->kind == STMT_IF || stmt->kind == STMT_GO ||
                 stmt->kind == STMT_SELECT || stmt->kind == STMT_BLOCKING ||
                 stmt->kind == STMT_PAR || stmt->kind == STMT_ATTRIBUTED;
    if (wraps && stmt->kid_count)
        stmt->end = stmt->kids[stmt->kid_count - 1]->end;
    return stmt;
}

// -- functions ---------------------------------------------------------------

// Mentions come in the order of the walk; later passes want that of the text.
static int compare_refs(const void *left, const void *right)
{
    const struct ref *a = left, *b = right;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static void sort_refs(struct fn *fn)
{
    if (!fn->refs.count) return;
    qsort(fn->refs.at, fn->refs.count, sizeof *fn->refs.at, compare_refs);
    size_t kept = 1;
    for (size_t i = 1; i < fn->refs.count; i++) {
        struct ref *last = &fn->refs.at[kept - 1], *next = &fn->refs.at[i];
        if (next->begin != last->begin) {
            fn->refs.at[kept++] = *next;
        } else {
            last->reads |= next->reads;
            last->writes |= next->writes;
        }
    }
    fn->refs.count = kept;
}

static void note_words(struct build *b, struct fn *fn)
{
    const char *text = b->unit->source->text;
    size_t at = fn->begin;
    while ((at = skip_blanks(b->unit, at)) < fn->end) {
        if (text[at] == '"' || text[at] == '\'') {
            at = skip_literal(text, at);
        } else if (isalpha((unsigned char)text[at]) || text[at] == '_') {
            size_t end = at;
            while (isalnum((unsigned char)text[end]) || text[end] == '_')
                end++;
            const char *word = intern_n(b->unit->intern, text + at, end - at);
            vec_push(b->unit->arena, &fn->words, word);
            at = end;
        } else if (isdigit((unsigned char)text[at])) {
            while (isalnum((unsigned char)text[at]) || text[at] == '.')
                at++;
        } else {
            at++;
        }
    }
}

// A parameter declared as an array is a pointer: the first length is dropped.
static void
build_param_lengths(struct build *b, struct var *var, CXCursor cursor)
{
    build_lengths(b, &var->lengths, cursor, false);
    struct type *declared = type_of(b->unit, clang_getCursorType(cursor));
    if (declared->class != TYPE_ARRAY || !var->lengths.exprs.count) return;
    if (clang_getCursorType(cursor).kind == CXType_IncompleteArray) return;
    var->first_length = var->lengths.exprs.at[0];
    var->lengths.exprs.at++;
    var->lengths.exprs.count--;
    var->lengths.exprs.room--;
}

static void build_body(struct build *b, struct fn *fn, CXCursor cursor)
{
    cursors list = children_of(b, cursor);
    b->fn = fn;
    b->scope = NULL;
    clang_extent(b->unit, cursor, &fn->begin, &fn->end);
    fn->name_at = clang_offset(b->unit, clang_getCursorLocation(cursor));
    enter_scope(b, fn->begin, fn->end);
    int params = clang_Cursor_getNumArguments(cursor);
    for (int i = 0; i < params; i++) {
        struct var *var = new_var(
            b, clang_Cursor_getArgument(cursor, (unsigned)i), STORAGE_PARAM);
        if (var->type->is_vm)
            build_param_lengths(b, var,
                                clang_Cursor_getArgument(cursor, (unsigned)i));
        if (var->type->class == TYPE_ARRAY || var->type->class == TYPE_FUNCTION)
            var->type = type_param(b->unit, fn->type, fn->params.count);
        vec_push(b->unit->arena, &fn->params, var);
    }
    for (size_t i = 0; i < list.count; i++)
        if (clang_getCursorKind(list.at[i]) == CXCursor_CompoundStmt)
            fn->body = build_stmt(b, list.at[i]);
    sort_refs(fn);
    note_words(b, fn);
    b->fn = NULL;
}

static bool declared_knr(struct unit *unit, const struct fn *fn)
{
    if (!fn->body) return false;
    size_t open = find_outside(unit, fn->name_at, fn->body->begin, '(');
    size_t close = find_outside(unit, open + 1, fn->body->begin, ')');
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct var *param = fn->params.at[i];
        if (param->name_at > close || param->begin == param->name_at)
            return true;
    }
    return false;
}

static void build_function(struct build *b, CXCursor cursor)
{
    struct unit *unit = b->unit;
    struct fn *fn = fn_of(b, cursor);
    size_t begin, end;
    if (!clang_extent(unit, cursor, &begin, &end)) return;
    struct fn_decl range = {begin, end,
                            clang_annotated(cursor, "csp.coroutine")};
    vec_push(unit->arena, &fn->decls, range);
    fn->annotated |= range.annotated;
    fn->is_static |= clang_Cursor_getStorageClass(cursor) == CX_SC_Static;
    fn->is_inline |= clang_Cursor_isFunctionInlined(cursor) != 0;
    if (!clang_isCursorDefinition(cursor)) {
        if (!fn->body) fn->begin = begin, fn->end = end;
        return;
    }
    fn->annotated_def = range.annotated;
    fn->type = type_of(unit, clang_getCursorType(cursor));
    fn->result = type_of(unit, clang_getCursorResultType(cursor));
    fn->is_system =
        clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)) != 0;
    build_body(b, fn, cursor);
    if (!fn->body) return;
    fn->is_knr = declared_knr(unit, fn);
    fn->is_constructor =
        has_word(unit, begin, fn->body->begin, "constructor") ||
        has_word(unit, begin, fn->body->begin, "destructor");
    vec_push(unit->arena, &unit->fns, fn);
}

// A file-scope variable: only the functions whose addresses it holds matter.
static enum CXChildVisitResult
note_addresses(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct build *b = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_UnaryExpr) return CXChildVisit_Continue;
    if (kind == CXCursor_DeclRefExpr) {
        CXCursor to = clang_getCursorReferenced(cursor);
        if (clang_getCursorKind(to) == CXCursor_FunctionDecl)
            fn_of(b, to)->mentions++;
    }
    return CXChildVisit_Recurse;
}

static enum CXChildVisitResult
top_level(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct build *b = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_FunctionDecl) build_function(b, cursor);
    if (kind == CXCursor_VarDecl)
        clang_visitChildren(cursor, note_addresses, b);
    return CXChildVisit_Continue;
}

// -- the parse ---------------------------------------------------------------

// gcc's names for types that clang spells otherwise or knows no name for.
static const char gcc_prelude[] =
    "typedef float _Float32; typedef double _Float64; typedef double _Float32x;"
    " typedef long double _Float64x; typedef __float128 _Float128;";

static const char *const parse_options[] = {
    "-std=",           "-ansi",          "-m",          "--target",
    "-target",         "-fsigned-",      "-funsigned-", "-fshort-",
    "-fms-extensions", "-fgnu89-inline", "-fcommon",    "-fno-common",
    "-fno-builtin",    "-fopenmp",       "-fwrapv",     "-fblocks",
    "-fno-signed",     "-fno-unsigned",  "-ftrapv",     "-fpack-struct",
};

static void push_parse_args(struct unit *unit, strings *args)
{
    const strings *given = &unit->options->front_args;
    for (size_t i = 0; i < given->count; i++)
        for (size_t k = 0; k < sizeof parse_options / sizeof *parse_options;
             k++)
            if (strncmp(given->at[i], parse_options[k],
                        strlen(parse_options[k])) == 0) {
                vec_push(unit->arena, args, given->at[i]);
                break;
            }
    static const char *const lenient[] = {
        "-w",
        "-ferror-limit=0",
        "-Wno-implicit-function-declaration",
        "-Wno-implicit-int",
        "-Wno-int-conversion",
        "-Wno-return-type",
        "-Wno-incompatible-function-pointer-types",
        "-Wno-return-mismatch",
        "-Wno-incompatible-pointer-types",
    };
    for (size_t i = 0; i < sizeof lenient / sizeof *lenient; i++)
        vec_push(unit->arena, args, lenient[i]);
}

// gcc's own headers use attributes that clang takes for errors; gcc has
// accepted them, and a declaration in a header is all that could be lost.
static bool is_forgiven(struct unit *unit, size_t at)
{
    if (unit->options->cc_is_clang || at == (size_t)-1) return false;
    const struct source *source = unit->source;
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (source->lines[middle].begin <= at)
            low = middle;
        else
            high = middle;
    }
    return source->line_count && source->lines[low].system;
}

static bool report_errors(struct unit *unit)
{
    struct clang *clang = unit->clang;
    bool clean = true;
    unsigned count = clang_getNumDiagnostics(clang->tu);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diag = clang_getDiagnostic(clang->tu, i);
        size_t at = clang_offset(unit, clang_getDiagnosticLocation(diag));
        if (clang_getDiagnosticSeverity(diag) >= CXDiagnostic_Error &&
            !is_forgiven(unit, at)) {
            struct place place = {0};
            if (at != (size_t)-1) place = source_place(unit->source, at, 1);
            diag_report(unit->diag, SEVERITY_ERROR, place, "csp-parse", "%s",
                        clang_text(unit, clang_getDiagnosticSpelling(diag)));
            clean = false;
        }
        clang_disposeDiagnostic(diag);
    }
    return clean;
}

bool clang_parse(struct unit *unit)
{
    struct clang *clang = ARENA_NEW(unit->arena, struct clang);
    unit->clang = clang;
    bool gcc = has_word(unit, 0, unit->source->size, "_Float32");
    struct text text = {.arena = unit->arena};
    if (gcc) text_puts(&text, gcc_prelude);
    if (gcc && has_word(unit, 0, unit->source->size, "typedef float _Float32"))
        text.count = 0;
    clang->prelude = text.count;
    text_add(&text, unit->source->text, unit->source->size);
    strings args = {0};
    static const char *const language[] = {"-x", "cpp-output"};
    vec_push(unit->arena, &args, language[0]);
    vec_push(unit->arena, &args, language[1]);
    push_parse_args(unit, &args);
    struct CXUnsavedFile file = {"csp-preprocessed.i", text.at, text.count};
    clang->index = clang_createIndex(0, 0);
    enum CXErrorCode error = clang_parseTranslationUnit2(
        clang->index, file.Filename, args.at, (int)args.count, &file, 1,
        CXTranslationUnit_KeepGoing, &clang->tu);
    if (error != CXError_Success) {
        diag_error(unit->diag, "libclang cannot parse %s (error %d)",
                   unit->source->main_file, (int)error);
        return false;
    }
    if (!report_errors(unit)) return false;
    struct build build = {.unit = unit, .clang = clang};
    clang_visitChildren(clang_getTranslationUnitCursor(clang->tu), top_level,
                        &build);
    return true;
}

void clang_end(struct unit *unit)
{
    struct clang *clang = unit->clang;
    if (!clang) return;
    if (clang->tu) clang_disposeTranslationUnit(clang->tu);
    if (clang->index) clang_disposeIndex(clang->index);
    unit->clang = NULL;
}
