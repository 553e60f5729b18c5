// SPDX-License-Identifier: MIT
// leak.c: -Wcsp-unwind-leak: what is cancelled at a suspension unwinds, and
// nobody gives back what a plain variable holds: memory, a file, a lock. A
// variable holds what it got from the call that gives it until it is mentioned
// in a way by which somebody else may know of it: given to a function that is
// not known to look only, assigned, stored, returned, its address taken. A lock
// goes by the text of its argument until something may unlock it. Off unless
// asked for: where nothing is ever cancelled, it is right and idle.
#include "lint/lint.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Functions that give what has to be given back.
static const char *const givers[] = {"malloc",
                                     "calloc",
                                     "realloc",
                                     "reallocarray",
                                     "aligned_alloc",
                                     "strdup",
                                     "strndup",
                                     "fopen",
                                     "fdopen",
                                     "tmpfile",
                                     "popen",
                                     "opendir",
                                     "open",
                                     "openat",
                                     "creat",
                                     "socket",
                                     "accept",
                                     "accept4",
                                     "dup",
                                     "epoll_create1",
                                     "eventfd",
                                     "memfd_create",
                                     "timerfd_create",
                                     "csp_listen",
                                     "csp_listen_at",
                                     "csp_accept_dl",
                                     "csp_connect_dl",
                                     "csp_connect_from_dl",
                                     "csp_dial_dl",
                                     NULL};
// Functions that look at what they are given, and do not keep it.
static const char *const lookers[] = {
    "memcpy",  "memmove", "memset",  "memcmp", "strcpy",   "strncpy", "strcat",
    "strcmp",  "strncmp", "strlen",  "strchr", "snprintf", "sprintf", "printf",
    "fprintf", "fputs",   "puts",    "fgets",  "fread",    "fwrite",  "fflush",
    "fgetc",   "fputc",   "read",    "write",  "pread",    "pwrite",  "recv",
    "send",    "lseek",   "fseek",   "ftell",  "rewind",   "feof",    "ferror",
    "fileno",  "fstat",   "readdir", "bind",   "listen",   "connect", NULL};
// ... and those of csp_io.h.
static const char *const io_lookers[] = {
    "csp_accept_dl",    "csp_ready_dl",    "csp_read_dl",
    "csp_read_full_dl", "csp_write_dl",    "csp_readv_dl",
    "csp_writev_dl",    "csp_sendfile_dl", "csp_copy_dl",
    "csp_recv_from_dl", "csp_send_to_dl",  "csp_recv_msg_dl",
    "csp_send_msg_dl",  "csp_pread",       "csp_pwrite",
    "csp_addr_here",    "csp_addr_there",  NULL};
static const char *const locks[] = {"csp_rwlock_rdlock",
                                    "csp_rwlock_wrlock",
                                    "pthread_mutex_lock",
                                    "pthread_rwlock_rdlock",
                                    "pthread_rwlock_wrlock",
                                    "pthread_spin_lock",
                                    "mtx_lock",
                                    NULL};

static const char *const unlocks[] = {"csp__gate_unlock",
                                      "csp__gate_post",
                                      "csp_rwlock_unlock",
                                      "pthread_mutex_unlock",
                                      "pthread_rwlock_unlock",
                                      "pthread_spin_unlock",
                                      "mtx_unlock",
                                      NULL};

static bool is_one_of(const struct fn *fn, const char *const *names)
{
    for (; fn && *names; names++)
        if (strcmp(fn->name, *names) == 0) return true;
    return false;
}

// -- what happens where ------------------------------------------------------

enum what {
    GETS,  // a variable gets it from `call`, or `call` locks
    GIVES, // the variable's is known elsewhere, or something may unlock
    READS, // a suspension that does not unwind: its result is read
};
struct act {
    size_t at;
    enum what what;
    const void *who; // the variable, or the name of the lock
    const struct expr *call;
    const char *name;
    size_t bit;
    bool is_lock, reported;
};
// Here the variable holds nothing: `if (!p)`.
struct empty {
    const struct var *var;
    size_t begin, end;
};
// What unwinds in it is left at its end; or, in a shield, not at all.
struct range {
    size_t begin, end;
    bool is_shield;
};
struct walk {
    struct lint *lint;
    const struct fn *fn;
    VEC(struct act) acts; // in the order of the text
    VEC(struct empty) empty;
    VEC(struct range) scopes; // in the order of their beginnings
    const struct expr *unread;
    size_t bits;
};

static void add(struct walk *w, struct act act)
{
    if (act.what == GETS) act.bit = w->bits++;
    vec_push(w->lint->unit->arena, &w->acts, act);
}

static struct expr *bare(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    return expr;
}

// A local that nobody else can see, and that ends with nothing being called.
static const struct var *plain_var(const struct walk *w, struct expr *expr)
{
    const struct var *var = bare(expr)->var;
    bool is_plain = var && var->fn == w->fn && var->storage == STORAGE_AUTO &&
                    !var->said.cleanup && !var->said.address_taken;
    return bare(expr)->kind == EXPR_REF && is_plain ? var : NULL;
}

static bool is_given(struct expr *value)
{
    const struct expr *call = bare(value);
    return call->kind == EXPR_CALL && is_one_of(call->fn, givers);
}

static void
get(struct walk *w, const struct var *var, size_t at, struct expr *value)
{
    if (var && is_given(value))
        add(w, (struct act){.at = at,
                            .what = GETS,
                            .who = var,
                            .call = bare(value),
                            .name = var->name});
}

// The value of the variable leaves, if it is part of this one.
static void give(struct walk *w, struct expr *expr)
{
    expr = bare(expr);
    const struct var *var = plain_var(w, expr);
    if (var) add(w, (struct act){.at = expr->begin, .what = GIVES, .who = var});
    if (expr->kind == EXPR_BINARY || expr->kind == EXPR_INIT ||
        expr->kind == EXPR_DESIGNATED || expr->kind == EXPR_LITERAL ||
        expr->kind == EXPR_COMMA || expr->kind == EXPR_COND)
        for (size_t i = 0; i < expr->kid_count; i++)
            give(w, expr->kids[i]);
}

// csp_mutex and csp_semaphore are macros: what is passed or given back is
// `&(m)->csp_gate` in their text. NULL: none of them.
static const char *gate_name(struct unit *unit, const struct expr *call)
{
    const char *text = unit->source->text;
    const char *from = text + call->begin, *end = text + call->end;
    const char *gate = memmem(from, call->end - call->begin, ")->csp_gate", 11);
    const char *open =
        gate ? memmem(from, (size_t)(gate - from), "&(", 2) : NULL;
    if (!open || gate > end) return NULL;
    open += open[2] == '&' ? 3 : 2;
    return intern_s(unit->intern, unit_excerpt(unit, (size_t)(open - text),
                                               (size_t)(gate - text), 60));
}

static const char *lock_name(struct unit *unit, const struct expr *call)
{
    const char *gate = gate_name(unit, call);
    struct expr *argument = bare(call->kids[1]);
    if (argument->kind == EXPR_ADDRESS) argument = bare(argument->kids[0]);
    return gate ? gate
                : intern_s(unit->intern, unit_excerpt(unit, argument->begin,
                                                      argument->end, 60));
}

static bool passes_gate(const struct walk *w, const struct expr *call)
{
    return call->op == OP_RECV && gate_name(w->lint->unit, call);
}

static void see_lock(struct walk *w, const struct expr *call)
{
    bool locks_it = is_one_of(call->fn, locks) || passes_gate(w, call);
    if (!call->fn || call->kid_count < 2) return;
    if (!locks_it && !is_one_of(call->fn, unlocks)) return;
    const char *lock = lock_name(w->lint->unit, call);
    add(w, (struct act){.at = call->begin,
                        .what = locks_it ? GETS : GIVES,
                        .who = lock,
                        .call = call,
                        .name = lock,
                        .is_lock = true});
}

// An event is waited for as a mutex is taken: what is never given back in this
// function was no lock.
static bool is_lock_after_all(const struct walk *w, const struct act *act)
{
    if (act->call->op != OP_RECV) return true;
    for (size_t i = 0; i < w->acts.count; i++)
        if (w->acts.at[i].what == GIVES && w->acts.at[i].who == act->who)
            return true;
    return false;
}

// -- the walk ----------------------------------------------------------------

static bool reports(const struct walk *w, const struct expr *call)
{
    if (call == w->unread) return false;
    switch (call->op) {
    case OP_SEND:
    case OP_RECV:
    case OP_SLEEP:
    case OP_YIELD:
    case OP_SELECT: return true;
    default: return call->fn && call->fn->said.is_operation;
    }
}

static void see_call(struct walk *w, struct expr *call)
{
    see_lock(w, call);
    if (reports(w, call))
        add(w, (struct act){.at = call->begin, .what = READS});
    if (call->op == OP_NONE && is_one_of(call->fn, lookers)) return;
    if (is_one_of(call->fn, io_lookers)) return;
    for (size_t i = 1; i < call->kid_count; i++)
        give(w, call->kids[i]);
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    if (expr->kind == EXPR_CALL) see_call(w, expr);
    if (expr->kind == EXPR_ASSIGN) {
        const struct expr *to = bare(expr->kids[0]);
        get(w, plain_var(w, expr->kids[0]), to->begin, expr->kids[1]);
        give(w, expr->kids[1]);
    }
}

// if (!p), if (p == NULL), if (fd < 0)
static void see_if(struct walk *w, const struct stmt *stmt)
{
    struct expr *asked = bare(stmt->expr);
    const char *text = w->lint->unit->source->text;
    const struct var *var = NULL;
    if (asked->kind == EXPR_UNARY && text[asked->begin] == '!')
        var = plain_var(w, asked->kids[0]);
    if (asked->kind == EXPR_BINARY) {
        const char *op = text + asked->kids[0]->end;
        op += strspn(op, " \t\n)");
        if (*op == '<' || *op == '=') var = plain_var(w, asked->kids[0]);
    }
    struct empty empty = {var, stmt->kids[0]->begin, stmt->kids[0]->end};
    if (var) vec_push(w->lint->unit->arena, &w->empty, empty);
}

static void see_scope(struct walk *w, const struct stmt *stmt)
{
    struct range range = {stmt->begin, stmt->end,
                          lint_is_call(stmt->expr, "csp__shield")};
    vec_push(w->lint->unit->arena, &w->scopes, range);
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (stmt->kind == STMT_SCOPE) see_scope(w, stmt);
    if (stmt->kind == STMT_EXPR) w->unread = bare(stmt->expr);
    if (stmt->kind == STMT_IF) see_if(w, stmt);
    if (stmt->kind == STMT_RETURN && stmt->expr) give(w, stmt->expr);
    if (stmt->kind == STMT_SELECT && stmt->cancel.call)
        add(w, (struct act){.at = stmt->begin, .what = READS});
    if (stmt->kind == STMT_GO && stmt->expr)
        for (size_t i = 0; i < stmt->expr->kid_count; i++)
            give(w, stmt->expr->kids[i]);
    for (size_t i = 0; i < stmt->vars.count; i++) {
        struct var *var = stmt->vars.at[i];
        if (!var->init) continue;
        bool plain = var->storage == STORAGE_AUTO && !var->said.cleanup &&
                     !var->said.address_taken;
        get(w, plain ? var : NULL, var->name_at, var->init);
        give(w, var->init);
    }
}

static int compare(const void *left, const void *right)
{
    const struct act *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

// -- the flow ----------------------------------------------------------------

static bool is_empty(const struct walk *w, const struct act *act, size_t at)
{
    for (size_t i = 0; i < w->empty.count; i++)
        if (w->empty.at[i].var == act->who && w->empty.at[i].begin <= at &&
            at < w->empty.at[i].end)
            return true;
    return false;
}

// What is cancelled here leaves the outermost scope in the innermost shield, or
// the function. Nothing cancels a main.
static struct range left_from(const struct walk *w, size_t at)
{
    static const struct range nothing = {0}, all = {0, SIZE_MAX, false};
    struct range left = w->fn->said.is_main ? nothing : all;
    for (size_t i = 0; i < w->scopes.count; i++) {
        const struct range *s = &w->scopes.at[i];
        if (at < s->begin || at >= s->end) continue;
        if (s->is_shield)
            left = nothing;
        else if (!left.end)
            left = *s;
    }
    return left;
}

static void report(struct lint_flow *flow, size_t at)
{
    struct walk *w = flow->context;
    struct range left = left_from(w, at);
    for (size_t i = 0; i < w->acts.count; i++) {
        struct act *act = &w->acts.at[i];
        if (act->what != GETS || act->reported || !lint_has(flow, act->bit) ||
            act->at < left.begin || act->at >= left.end || is_empty(w, act, at))
            continue;
        bool is_lock = act->is_lock;
        if (is_lock && !is_lock_after_all(w, act)) continue;
        act->reported = true;
        lint_warn(flow->lint, "csp-unwind-leak", at, at + 1,
                  is_lock ? "'%s' stays locked if this is cancelled and unwinds"
                          : "what '%s' holds is lost if this is cancelled and "
                            "unwinds",
                  act->name);
        lint_note(flow->lint, act->call->begin, act->call->end,
                  is_lock ? "locked here; unlock it in a cleanup, or read the "
                            "result of what may be cancelled"
                          : "got here; give the variable a cleanup, or read "
                            "the result of what may be cancelled");
    }
}

static void forget(struct lint_flow *flow, const void *who)
{
    const struct walk *w = flow->context;
    for (size_t i = 0; i < w->acts.count; i++)
        if (w->acts.at[i].what == GETS && w->acts.at[i].who == who)
            lint_clear(flow, w->acts.at[i].bit);
}

// The acts at this place that are about the variable, NULL: about locks.
static void
happen(struct lint_flow *flow, size_t at, const struct var *var, bool gets)
{
    const struct walk *w = flow->context;
    if (var && gets) forget(flow, var);
    for (size_t i = vec_before(&w->acts, at, at);
         i < w->acts.count && w->acts.at[i].at == at; i++) {
        const struct act *act = &w->acts.at[i];
        if (act->is_lock != !var || (var && act->who != var)) continue;
        if (act->what == GIVES) forget(flow, act->who);
        if (act->what == GETS && gets) lint_set(flow, act->bit);
    }
}

static bool is_read(const struct walk *w, size_t at)
{
    for (size_t i = vec_before(&w->acts, at, at);
         i < w->acts.count && w->acts.at[i].at == at; i++)
        if (w->acts.at[i].what == READS) return true;
    return false;
}

static void step(struct lint_flow *flow, const struct event *event)
{
    switch (event->kind) {
    case EVENT_DEF:
    case EVENT_WRITE: happen(flow, event->at, event->var, true); return;
    case EVENT_USE:
    case EVENT_MENTION: happen(flow, event->at, event->var, false); return;
    case EVENT_NAME: happen(flow, event->at, NULL, true); return;
    case EVENT_SUSPEND:
        if (flow->is_final && !is_read(flow->context, event->at))
            report(flow, event->at);
        happen(flow, event->at, NULL, true);
        return;
    case EVENT_END:
    case EVENT_FALL: return;
    }
}

void lint_leak(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint, .fn = fn};
    if (!lint_wants(lint, "csp-unwind-leak")) return;
    tree_each(fn->body, see_stmt, see_expr, &walk);
    if (!walk.bits) return;
    qsort(walk.acts.at, walk.acts.count, sizeof *walk.acts.at, compare);
    struct lint_flow flow = {.lint = lint, .fn = fn, .bits = walk.bits};
    flow.step = step;
    flow.context = &walk;
    flow.state = bits_new(lint->unit->arena, walk.bits);
    lint_flow(&flow);
}
