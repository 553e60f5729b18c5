// SPDX-License-Identifier: MIT
// check.c: rules that a coroutine must keep because it has no stack of its
// own, and forms that are not transformed yet. Each error names the construct
// and a way out; docs/LIMITS.md lists them. Requires colours.
#include "sense/sense.h"

#include <string.h>

struct checker {
    struct unit *unit;
    const struct fn *fn; // at hand
    struct stmt *block;  // inside of which we are
    bool in_branch;      // the function is a go block or a par's branch
    bool stays_plain;    // the function is C, under -fcsp-stress
    bool quiet;          // only ask whether anything is wrong
    bool wrong;
};

__attribute__((format(printf, 4, 5))) static void
refuse(struct checker *c, size_t at, const char *name, const char *format, ...)
{
    c->wrong = true;
    if (c->quiet) return;
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(c->unit->arena, format, args);
    va_end(args);
    diag_report(c->unit->diag, SEVERITY_ERROR, unit_place(c->unit, at, at + 1),
                name, "%s", text);
}

static void way_out(struct checker *c, size_t at, const char *text)
{
    if (c->quiet) return;
    diag_report(c->unit->diag, SEVERITY_NOTE, unit_place(c->unit, at, at + 1),
                NULL, "%s", text);
}

static void refuse_variadic(struct checker *c, size_t at, const struct fn *fn)
{
    refuse(c, at, "csp-variadic",
           "coroutine '%s' is variadic: on this machine its arguments would "
           "lie on a stack that is gone",
           fn->name);
    way_out(c, at, "pass an array or a struct");
}

// An argument without a name that no frame can hand over.
static void check_rest(struct checker *c, const struct expr *call)
{
    const struct expr *misfit = rest_misfit(c->unit, call);
    if (!misfit) return;
    refuse(c, misfit->begin, "csp-variadic",
           "a variadic coroutine cannot be given a value of type '%s'",
           type_words(c->unit, misfit->as, ""));
    way_out(c, misfit->begin, "pass its address");
}

// va_start in a block that runs as a function of its own.
static void check_va_start(struct checker *c, const struct expr *call)
{
    if (!c->fn->outline.is_branch || !rest_starts(call)) return;
    refuse(c, call->begin, "csp-variadic",
           "a block that runs on its own has no arguments for va_start");
    way_out(c, call->begin, "read them before, into variables");
}

// -- expressions -------------------------------------------------------------

static void find_coroutine(struct expr *expr, void *context)
{
    bool *found = context;
    if (expr->kind != EXPR_REF || !expr->fn) return;
    if (expr->fn->said.annotated || expr->fn->colour.is_coroutine ||
        strncmp(expr->fn->name, "csp__", 5) == 0)
        *found = true;
}

static bool may_suspend(struct expr *expr)
{
    bool found = false;
    tree_each_expr(expr, NULL, find_coroutine, &found);
    return found;
}

static void check_generic(struct expr *expr, void *context)
{
    struct checker *c = context;
    if (!expr->said.is_unsure || !may_suspend(expr)) return;
    static const char name[] = "__builtin_choose_expr";
    const char *text = c->unit->source->text + expr->begin;
    bool choice = strncmp(text, name, sizeof name - 1) == 0;
    refuse(c, expr->begin, "csp-generic",
           "cspcc cannot tell which arm of this %s is chosen",
           choice ? name : "_Generic");
    way_out(c, expr->begin,
            choice ? "evaluate the operand into a variable first"
                   : "select a function by _Generic and call it outside");
}

// A task's frame has no room for arguments without names.
static void check_started(struct checker *c, const struct expr *call)
{
    if (call->kind != EXPR_CALL || !type_has_rest(call->kids[0]->as)) return;
    refuse(c, call->begin, "csp-variadic",
           "a task cannot be started as a variadic coroutine");
    way_out(c, call->begin, "call it in a block: go { ... }");
}

static void check_spawn(struct checker *c, struct expr *expr)
{
    const struct expr *call = plan_spawned(expr);
    check_started(c, call);
    if (call->kind == EXPR_CALL &&
        (call->op == OP_COROUTINE || call->op == OP_POINTER))
        return;
    refuse(c, call->begin, "csp-spawn", "spawn needs the call of a coroutine");
    way_out(c, call->begin, "call it in a static function, and spawn that one");
}

// What the runtime would stop at, see its ring_bytes.
static void check_make(struct checker *c, const struct expr *call)
{
    static const char prefix[] = "csp__make";
    static const int64_t most = (int64_t)1 << 47;
    bool is_make = call->kind == EXPR_CALL && call->fn &&
                   strncmp(call->fn->name, prefix, sizeof prefix - 1) == 0;
    if (!is_make || call->kid_count < 3) return;
    const struct expr *element = call->kids[1], *capacity = call->kids[2];
    const char *kind = call->fn->name + sizeof prefix - 1;
    long long bytes = element->said.is_known ? element->said.value : 0,
              n = capacity->said.is_known ? capacity->said.value : 0;
    size_t at = plan_strip(call->kids[2])->begin;
    if (n < 0) {
        refuse(c, at, "csp-capacity", "chan_make%s with a capacity of %lld",
               kind, n);
        way_out(c, at, "with 0 sender and receiver meet");
    } else if (bytes > UINT32_MAX || (n > 0 && bytes > most / n)) {
        refuse(c, at, "csp-capacity",
               "chan_make%s with a capacity of %lld, each of %lld bytes", kind,
               n, bytes);
        way_out(c, at,
                "an element has less than 2^32 bytes, a channel at most 2^47");
    }
}

static void check_expr(struct expr *expr, void *context)
{
    struct checker *c = context;
    check_make(c, expr);
    if (expr->kind == EXPR_CALL && expr->fn &&
        strcmp(expr->fn->name, "__builtin_alloca_with_align") == 0) {
        refuse(c, expr->begin, "csp-alloca",
               "this form of alloca in a coroutine is not supported");
        way_out(c, expr->begin, "use alloca, or malloc and free");
    }
    if (expr->kind == EXPR_CALL &&
        (expr->op == OP_COROUTINE || expr->op == OP_POINTER))
        check_rest(c, expr);
    check_va_start(c, expr);
    check_generic(expr, c);
    if (expr->said.is_spawn) check_spawn(c, expr);
}

// -- statements --------------------------------------------------------------

static void check_variable(struct checker *c, const struct var *var)
{
    if (!var->scope || (!var->scope->suspends && !c->quiet)) return;
    if (var->said.reg) {
        refuse(c, var->name_at, "csp-register",
               "'%s' is bound to a register, which no suspension keeps",
               var->name);
        way_out(c, var->name_at, "declare it in a block that does not suspend");
    }
}

struct case_search {
    struct checker *checker;
    const struct stmt *select;
    const struct expr *call;
};

// Operands are evaluated on entry, where what the braces declare is not yet.
static void check_operand(struct expr *expr, void *context)
{
    const struct case_search *search = context;
    const struct stmt *braces = search->select->kids[0];
    const struct var *var = expr->kind == EXPR_REF ? expr->var : NULL;
    if (!var || var->name_at < braces->begin || var->name_at >= braces->end)
        return;
    if (var->name_at >= search->call->begin && var->name_at < expr->begin)
        return; // a statement expression's own
    refuse(search->checker, expr->begin, "csp-select",
           "'%s' is declared in the select, behind the evaluation of this",
           var->name);
    way_out(search->checker, var->name_at, "declare it before the select");
}

static void check_case(struct checker *c, const struct stmt *stmt,
                       const struct select_case *one)
{
    struct case_search search = {c, stmt, one->call};
    if (one->call)
        tree_each_expr(one->call, NULL, check_operand, &search);
    else
        refuse(c, one->label->begin, "csp-select",
               "only case_recv, case_send, case_after, case_cancel and default "
               "stand in a select");
}

static void check_select(struct checker *c, struct stmt *stmt)
{
    if (stmt->kids[0]->kind != STMT_COMPOUND) {
        refuse(c, stmt->begin, "csp-select",
               "the cases of a select stand in braces");
        return;
    }
    for (size_t i = 0; i < stmt->select.cases.count; i++)
        check_case(c, stmt, &stmt->select.cases.at[i]);
}

static void check_go(struct checker *c, struct stmt *stmt)
{
    struct expr *call = stmt->expr;
    if (!call) return; // a block
    check_started(c, call);
    if (call->kind != EXPR_CALL) {
        refuse(c, call->begin, "csp-go",
               "go needs a function call, as in go f(x);");
    } else if (tree_operation(call) != OP_NONE) {
        refuse(c, call->begin, "csp-go",
               "this operation would read its operands when the task runs");
        way_out(c, call->begin,
                "start a block, which copies the locals that it uses: "
                "go { ... }");
    } else if (call->fn && call->op != OP_COROUTINE) {
        refuse(c, call->begin, "csp-go-plain",
               "go needs a coroutine, '%s' is a plain function",
               call->fn->name);
        way_out(c, call->begin,
                "call it in a static function, and start that one");
    } else if (!call->fn && call->op != OP_POINTER) {
        refuse(c, call->begin, "csp-go-plain",
               "go through a pointer that is not declared 'coroutine'");
        way_out(c, call->begin,
                "declare it so, or by a typedef: typedef coroutine void "
                "handler(int);");
    }
}

static void check_jump(struct checker *c, struct stmt *stmt)
{
    if (c->in_branch) {
        refuse(c, stmt->begin, "csp-branch",
               "a block that runs on its own cannot be left by a jump");
        way_out(c, stmt->begin, "set a variable, or let the block end");
        return;
    }
    if (!c->block) return;
    refuse(c, stmt->begin, "csp-blocking",
           "a blocking statement cannot be left by a jump");
    way_out(c, stmt->begin,
            "set a variable, and jump after the blocking statement");
}

static void refuse_nested(struct checker *c, size_t at)
{
    refuse(c, at, "csp-blocking", "a blocking statement cannot suspend");
    way_out(c, at, "leave in it only the call that blocks");
}

static void check_nested(struct expr *expr, void *context)
{
    if (expr->kind == EXPR_CALL && expr->op != OP_NONE && !expr->colour.is_case)
        refuse_nested(context, expr->begin);
}

static bool goes_inside(struct checker *c, const struct stmt *stmt)
{
    return stmt->kind == STMT_GOTO && tree_label(c->block, stmt->label);
}

static void check_jumps(struct stmt *stmt, void *context)
{
    struct checker *c = context;
    bool jumps = stmt->kind == STMT_RETURN || stmt->kind == STMT_GOTO ||
                 stmt->kind == STMT_GOTO_ANY;
    if (jumps && !goes_inside(c, stmt)) check_jump(c, stmt);
    if (stmt->kind == STMT_SELECT || stmt->kind == STMT_BLOCKING ||
        stmt->kind == STMT_SCOPE)
        refuse_nested(c, stmt->begin);
}

// What is around a statement, within the block: a loop takes both jumps.
enum around { AROUND_NOTHING, AROUND_SWITCH, AROUND_LOOP };

static enum around around_kids(const struct stmt *stmt, enum around around)
{
    switch (stmt->kind) {
    case STMT_WHILE:
    case STMT_DO:
    case STMT_FOR: return AROUND_LOOP;
    case STMT_SWITCH:
    case STMT_SELECT: return around == AROUND_LOOP ? around : AROUND_SWITCH;
    default: return around;
    }
}

static void
loose_jumps(struct checker *c, struct stmt *stmt, enum around around)
{
    if ((stmt->kind == STMT_BREAK && around == AROUND_NOTHING) ||
        (stmt->kind == STMT_CONTINUE && around != AROUND_LOOP))
        check_jump(c, stmt);
    for (size_t i = 0; i < stmt->kid_count; i++)
        loose_jumps(c, stmt->kids[i], around_kids(stmt, around));
}

static void check_leaving(struct stmt *stmt, void *context)
{
    struct checker *c = context;
    bool jumps = (stmt->kind == STMT_RETURN && !stmt->outline.ends_task) ||
                 stmt->kind == STMT_GOTO || stmt->kind == STMT_GOTO_ANY;
    bool ready = stmt->label && strncmp(stmt->label, "csp__ready_", 11) == 0;
    if (jumps && !ready && !goes_inside(c, stmt)) check_jump(c, stmt);
}

// A goto whose label is not in the function any more: it is in a block that has
// been taken out.
static void check_entering(struct stmt *stmt, void *context)
{
    struct checker *c = context;
    if (stmt->kind != STMT_GOTO || goes_inside(c, stmt)) return;
    refuse(c, stmt->begin, "csp-branch",
           "a block that runs on its own cannot be entered by a jump");
    way_out(c, stmt->begin, "set a variable, and test it in the block");
}

static void check_jumps_in(struct checker *c, const struct fn *fn)
{
    c->block = fn->body;
    tree_each(fn->body, check_entering, NULL, c);
    c->block = NULL;
}

// The body of a go block, or a par's branch.
static void check_branch(struct checker *c, const struct fn *fn)
{
    c->in_branch = true;
    c->block = fn->body;
    tree_each(fn->body, check_leaving, NULL, c);
    loose_jumps(c, fn->body, AROUND_NOTHING);
    c->in_branch = false;
    c->block = NULL;
    if (fn->body->kind == STMT_DECL) {
        refuse(c, fn->begin, "csp-par", "a declaration is no branch of a par");
        way_out(c, fn->begin, "declare it before the par");
    }
    for (size_t i = 0; i < fn->params.count; i++) {
        if (!fn->params.at[i]->type->is_vm) continue;
        refuse(c, fn->begin, "csp-vla",
               "a go block cannot have a copy of '%s', whose length varies",
               fn->params.at[i]->name);
        way_out(c, fn->begin,
                "give it an array of fixed size, or memory from malloc");
    }
}

static void check_blocking(struct checker *c, struct stmt *stmt)
{
    struct stmt *outer = c->block;
    c->block = stmt;
    tree_each(stmt->kids[0], check_jumps, check_nested, c);
    loose_jumps(c, stmt->kids[0], AROUND_NOTHING);
    c->block = outer;
}

// A scope is opened where it begins, and left by what stands in it.
static void refuse_entry(struct checker *c, const struct stmt *scope, size_t at)
{
    refuse(c, at, "csp-scope", "a jump into '%s', past its beginning",
           scope->expr->fn->form->name);
    way_out(c, scope->begin,
            "the scope begins here: put it all inside, or out");
}

static void check_cases(struct checker *c, const struct stmt *scope,
                        const struct stmt *stmt)
{
    if (stmt->kind == STMT_SWITCH || stmt->kind == STMT_SELECT) return;
    if (stmt->kind == STMT_CASE || stmt->kind == STMT_DEFAULT)
        refuse_entry(c, scope, stmt->begin);
    for (size_t i = 0; i < stmt->kid_count; i++)
        check_cases(c, scope, stmt->kids[i]);
}

struct entry_search {
    struct checker *checker;
    const struct stmt *scope;
};

static void check_jump_in(struct stmt *stmt, void *context)
{
    const struct entry_search *search = context;
    const struct stmt *scope = search->scope;
    if (stmt->kind == STMT_GOTO_ANY) {
        refuse(search->checker, stmt->begin, "csp-scope",
               "a computed goto in a function with '%s'",
               scope->expr->fn->form->name);
        way_out(search->checker, scope->begin,
                "move what this scope is around into a function");
        return;
    }
    if (stmt->kind != STMT_GOTO) return;
    if (stmt->begin >= scope->begin && stmt->begin < scope->end) return;
    if (tree_label(scope->kids[0], stmt->label))
        refuse_entry(search->checker, scope, stmt->begin);
}

static void check_scope(struct checker *c, struct stmt *stmt)
{
    struct entry_search search = {c, stmt};
    check_cases(c, stmt, stmt->kids[0]);
    tree_each(c->fn->body, check_jump_in, NULL, &search);
}

// case_recv(...) expands to `case n: m; goto csp__ready_n; csp__ready_n`, and
// clang.c marks m where that stands in a select.
static void check_markers(struct checker *c, struct stmt *stmt)
{
    for (size_t i = 0; i + 1 < stmt->kid_count; i++) {
        struct stmt *label = stmt->kids[i], *jump = stmt->kids[i + 1];
        if (label->kind != STMT_CASE || label->kids[0]->kind != STMT_EXPR)
            continue;
        if (jump->kind != STMT_GOTO ||
            strncmp(jump->label, "csp__ready_", 11) != 0)
            continue;
        if (label->kids[0]->is_marker) continue;
        refuse(c, label->begin, "csp-case", "this case stands in no select");
        way_out(c, label->begin, "put it directly into the braces of a select");
    }
}

static void check_stmt(struct stmt *stmt, void *context)
{
    struct checker *c = context;
    switch (stmt->kind) {
    case STMT_COMPOUND: check_markers(c, stmt); break;
    case STMT_SELECT: check_select(c, stmt); break;
    case STMT_GO: check_go(c, stmt); break;
    case STMT_BLOCKING: check_blocking(c, stmt); break;
    case STMT_SCOPE: check_scope(c, stmt); break;
    case STMT_DECL:
        for (size_t i = 0; i < stmt->vars.count; i++)
            check_variable(c, stmt->vars.at[i]);
        break;
    default: break;
    }
}

// The lengths of parameters are evaluated before the body.
static void check_length(struct expr *expr, void *context)
{
    struct checker *c = context;
    if (expr->kind != EXPR_CALL || (!c->quiet && !may_suspend(expr))) return;
    refuse(c, expr->begin, "csp-operand",
           "a suspension in the length of a parameter");
    way_out(c, expr->begin, "evaluate it in the body");
}

// The step's own variables would hide something of the file's. Tags have names
// of their own.
static void check_names(struct checker *c, const struct fn *fn)
{
    static const char *const ours[] = {
        "csp_at", "csp_away", "csp_frame", "csp_result", "csp_worker",
    };
    const char *text = c->unit->source->text;
    for (size_t i = 0; i < fn->refs.count; i++) {
        const struct ref *ref = &fn->refs.at[i];
        if (ref->kind != REF_OTHER && ref->kind != REF_FN) continue;
        if (ref->begin > 7 && !strncmp(text + ref->begin - 7, "struct ", 7))
            continue;
        for (size_t k = 0; k < sizeof ours / sizeof *ours; k++) {
            if (strlen(ours[k]) != ref->end - ref->begin ||
                strncmp(text + ref->begin, ours[k], strlen(ours[k])) != 0)
                continue;
            refuse(c, ref->begin, "csp-name",
                   "'%s' is what a coroutine's own code calls something else",
                   ours[k]);
            way_out(c, ref->begin,
                    "call it otherwise; names that begin with csp_ are taken");
        }
    }
}

// Where the file declares something of that name; (size_t)-1: nowhere.
static size_t declared_at(const struct unit *unit, const char *name)
{
    const union map_value *found = map_get(&unit->variables, map_key(name));
    if (found) return found->number;
    for (size_t i = 0; i < unit->declared.count; i++)
        if (unit->declared.at[i]->name == name)
            return unit->declared.at[i]->begin;
    return (size_t)-1;
}

// The descriptor of a coroutine that other files know is a symbol.
static void check_symbol(struct checker *c, const struct fn *fn)
{
    if (fn->said.is_static || fn->outline.is_branch) return;
    if (!fn->said.annotated && !fn->colour.is_coroutine) return;
    const char *name = arena_printf(c->unit->arena, "%s__co", fn->name);
    size_t at = declared_at(c->unit, intern_s(c->unit->intern, name));
    if (at == (size_t)-1) return;
    refuse(c, at, "csp-name",
           "'%s' is the symbol by which other files find coroutine '%s'", name,
           fn->name);
    way_out(c, at, "call it otherwise, or make the coroutine static");
}

static void check_operation(struct checker *c, const struct fn *fn)
{
    const struct type *type = fn->result;
    if (!fn->said.is_operation || type_is_signed(c->unit, type) ||
        type_is_pointer(type) ||
        strcmp(type_canonical(c->unit, type), "_Bool") == 0)
        return;
    refuse(c, fn->name_at, "csp-operation",
           "csp_operation '%s' has no result that says that it has failed",
           fn->name);
    way_out(c, fn->name_at,
            "let it return a bool, a signed integer (failed: "
            "below 0) or a pointer");
}

static void check_function(struct checker *c, const struct fn *fn)
{
    check_operation(c, fn);
    tree_each_parameter(fn, check_length, c);
    check_names(c, fn);
    if (fn->said.bad_attribute) {
        refuse(c, fn->said.bad_attribute_at, "csp-attribute",
               "a coroutine cannot be '%s': its code is in a function of ours",
               fn->said.bad_attribute);
        way_out(c, fn->said.bad_attribute_at,
                "put what needs it into a plain function that does not "
                "suspend");
    }
    if (fn->said.is_variadic && !rest_is_known(c->unit))
        refuse_variadic(c, fn->name_at, fn);
}

static void check_plain_stmt(struct stmt *stmt, void *context)
{
    if (stmt->kind == STMT_GO) check_go(context, stmt);
}

// Functions that call what they are given on the thread at hand, which may be a
// worker, or in a signal.
static bool calls_at_once(const char *name)
{
    static const char *const names[] = {
        "qsort",         "qsort_r", "bsearch",    "lfind",
        "lsearch",       "twalk",   "tsearch",    "tfind",
        "tdelete",       "ftw",     "nftw",       "scandir",
        "pthread_once",  "signal",  "call_once",  "atexit",
        "at_quick_exit", "on_exit", "bsd_signal", "csp__on_drop"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

// Where a plain entry is what is wanted: on a new thread, or, as the word on
// the function tells that its writer knows, in a library.
static bool takes_entry(const struct plain_use *use)
{
    const char *name = use->taker->name;
    if (strcmp(name, "pthread_create") == 0) return true;
    if (strcmp(name, "thrd_create") == 0) return true;
    return use->fn->said.annotated && !use->taker->body && !calls_at_once(name);
}

static void check_plain_use(struct checker *c, const struct plain_use *use)
{
    const char *name = use->fn->name;
    if (!use->fn->colour.is_coroutine && !use->fn->said.annotated) return;
    if (use->taker && takes_entry(use)) return;
    if (use->taker && calls_at_once(use->taker->name)) {
        bool drops = strcmp(use->taker->name, "csp__on_drop") == 0;
        refuse(c, use->begin, "csp-plain-pointer",
               "%s calls '%s' as a plain function, but it is a coroutine",
               drops ? "chan_on_drop" : use->taker->name, name);
        way_out(c, use->begin, "give it a function that does not suspend");
        return;
    }
    refuse(c, use->begin, "csp-plain-pointer",
           "the pointer that gets '%s', a coroutine, is not declared "
           "'coroutine'",
           name);
    way_out(c, use->begin,
            "declare it so, or by a typedef; where its plain entry is meant, "
            "for threads that are no workers, a cast says so");
}

static void check_plain_expr(struct expr *expr, void *context)
{
    struct checker *c = context;
    check_make(c, expr);
    check_va_start(c, expr);
    if (!c->stays_plain) check_generic(expr, context);
}

bool check_unit(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        struct checker checker = {.unit = unit, .fn = fn};
        if (fn->outline.is_branch)
            check_branch(&checker, fn);
        else if (fn->outline.count)
            check_jumps_in(&checker, fn);
        check_bound(unit, fn);
        if (fn->colour.is_coroutine) {
            check_function(&checker, fn);
            tree_each(fn->body, check_stmt, check_expr, &checker);
        } else {
            checker.stays_plain = fn->colour.stays_plain;
            tree_each(fn->body, check_plain_stmt, check_plain_expr, &checker);
        }
    }
    struct checker checker = {.unit = unit};
    for (size_t i = 0; i < unit->declared.count; i++)
        check_symbol(&checker, unit->declared.at[i]);
    check_blocks_of_file(unit);
    for (size_t i = 0;
         !unit->options->code.inferred && i < unit->plain_uses.count; i++)
        check_plain_use(&checker, &unit->plain_uses.at[i]);
    return unit->diag->errors == 0;
}

static void mark_other(struct expr *expr, void *context)
{
    struct checker *c = context;
    bool vm_value = expr->kind == EXPR_STATEMENT && expr->type->is_vm;
    if (expr->said.is_unsure || vm_value) c->wrong = true;
}

// frame.c would refuse it.
static bool has_unknown_length(struct unit *unit, const struct var *var)
{
    struct lengths lengths = {0};
    if (var->taken.from) return false;
    for (size_t i = 0; i < var->lengths.exprs.count; i++)
        vec_push(unit->arena, &lengths.kept, "1");
    return type_lacks_length(unit, var->type, &lengths);
}

bool check_stays_plain(struct unit *unit, const struct fn *fn)
{
    struct checker checker = {.unit = unit, .fn = fn, .quiet = true};
    for (size_t i = 0; i < fn->vars.count; i++)
        if (fn->vars.at[i]->type->is_vm &&
            has_unknown_length(unit, fn->vars.at[i]))
            return true;
    check_function(&checker, fn);
    tree_each(fn->body, check_stmt, check_expr, &checker);
    tree_each(fn->body, NULL, mark_other, &checker);
    return checker.wrong || check_has_bound(unit, fn);
}
