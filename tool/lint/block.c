// SPDX-License-Identifier: MIT
// block.c: -Wcsp-blocking: a call that blocks the thread inside a
// coroutine, be it its own or one that a plain function of the unit makes for
// it. The search goes from the calls that block to their callers, level by
// level, so each function knows its shortest way to one; it is linear in the
// number of calls.
#include "lint/lint.h"

#include <errno.h>
#include <string.h>

// -- which functions block ---------------------------------------------------

enum condition {
    ALWAYS,
    UNLESS_ZERO, // the argument, a time, is 0: it only looks
    IF_ZERO,     // the argument, flags, is 0: none says not to wait
    IF_STDIN,    // the argument is stdin
};
// What to do instead.
enum cure { CURE_BLOCKING, CURE_SLEEP, CURE_LOCK, CURE_CHAN };
// Names of libc, told from a program's own by the number of parameters, which
// is -1 where the list of the user's names it. docs/LANGUAGE.md has this list.
struct blocker {
    const char *name;
    int params;
    enum condition when;
    size_t argument; // from 0
    enum cure cure;
    const char *shown;
    const char *better; // what csp_io.h has for it; NULL: nothing
};
static const struct blocker blockers[] = {
    // Sleeping.
    {"sleep", 1, ALWAYS, 0, CURE_SLEEP, NULL, NULL},
    {"usleep", 1, ALWAYS, 0, CURE_SLEEP, NULL, NULL},
    {"nanosleep", 2, ALWAYS, 0, CURE_SLEEP, NULL, NULL},
    {"clock_nanosleep", 4, ALWAYS, 0, CURE_SLEEP, NULL, NULL},
    {"thrd_sleep", 2, ALWAYS, 0, CURE_SLEEP, NULL, NULL},
    {"pause", 0, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"sigsuspend", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"sigwait", 2, ALWAYS, 0, CURE_BLOCKING, NULL, "csp_signal"},
    {"sigwaitinfo", 2, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    // Descriptors.
    {"read", 3, ALWAYS, 0, CURE_BLOCKING, NULL, "csp_read"},
    {"readv", 3, ALWAYS, 0, CURE_BLOCKING, NULL, "csp_readv"},
    {"accept", 3, ALWAYS, 0, CURE_BLOCKING, NULL, "csp_accept"},
    {"accept4", 4, ALWAYS, 0, CURE_BLOCKING, NULL, "csp_accept"},
    {"connect", 3, ALWAYS, 0, CURE_BLOCKING, NULL, "csp_connect"},
    {"recv", 4, IF_ZERO, 3, CURE_BLOCKING, NULL, "csp_read"},
    {"recvfrom", 6, IF_ZERO, 3, CURE_BLOCKING, NULL, "csp_recv_from"},
    {"recvmsg", 3, IF_ZERO, 2, CURE_BLOCKING, NULL, "csp_recv_msg"},
    {"poll", 3, UNLESS_ZERO, 2, CURE_BLOCKING, NULL, "select with case_fd"},
    {"ppoll", 4, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"select", 5, ALWAYS, 0, CURE_BLOCKING, NULL, "select with case_fd"},
    {"pselect", 6, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"epoll_wait", 4, UNLESS_ZERO, 3, CURE_BLOCKING, NULL, NULL},
    {"epoll_pwait", 5, UNLESS_ZERO, 3, CURE_BLOCKING, NULL, NULL},
    {"flock", 2, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"lockf", 3, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    // Threads.
    {"pthread_mutex_lock", 1, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"pthread_rwlock_rdlock", 1, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"pthread_rwlock_wrlock", 1, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"pthread_cond_wait", 2, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"pthread_cond_timedwait", 3, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"pthread_join", 2, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"pthread_barrier_wait", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"sem_wait", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"sem_timedwait", 2, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"mtx_lock", 1, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"cnd_wait", 2, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"cnd_timedwait", 3, ALWAYS, 0, CURE_LOCK, NULL, NULL},
    {"thrd_join", 2, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"csp__send_thread", 4, ALWAYS, 0, CURE_CHAN, "chan_send_thread", NULL},
    {"csp__recv_thread", 4, ALWAYS, 0, CURE_CHAN, "chan_recv_thread", NULL},
    // Processes.
    {"system", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"wait", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"waitpid", 3, IF_ZERO, 2, CURE_BLOCKING, NULL, "csp_waitpid"},
    {"wait3", 3, IF_ZERO, 1, CURE_BLOCKING, NULL, NULL},
    {"wait4", 4, IF_ZERO, 2, CURE_BLOCKING, NULL, NULL},
    {"pclose", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    // Names of hosts.
    {"getaddrinfo", 4, ALWAYS, 0, CURE_BLOCKING, NULL, "csp_resolve"},
    {"getnameinfo", 7, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"gethostbyname", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"gethostbyaddr", 3, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    // Standard input.
    {"getchar", 0, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"scanf", -1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"fgets", 3, IF_STDIN, 2, CURE_BLOCKING, NULL, NULL},
    {"fgetc", 1, IF_STDIN, 0, CURE_BLOCKING, NULL, NULL},
    {"getc", 1, IF_STDIN, 0, CURE_BLOCKING, NULL, NULL},
    {"fread", 4, IF_STDIN, 3, CURE_BLOCKING, NULL, NULL},
    {"fscanf", -1, IF_STDIN, 0, CURE_BLOCKING, NULL, NULL},
    {"getline", 3, IF_STDIN, 2, CURE_BLOCKING, NULL, NULL},
    {"getdelim", 4, IF_STDIN, 3, CURE_BLOCKING, NULL, NULL},
    // To the disk itself.
    {"fsync", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
    {"fdatasync", 1, ALWAYS, 0, CURE_BLOCKING, NULL, NULL},
};

// Those of them that do not block where the descriptor is O_NONBLOCK: it is
// their first argument.
static const char *const on_descriptors[] = {
    "read",    "readv", "accept",   "accept4",
    "connect", "recv",  "recvfrom", "recvmsg",
};

// What is known of a plain function that leads to a call that blocks.
struct lint_lead {
    const struct expr *call;       // its first call on the shortest way
    const struct blocker *blocker; // what that calls, or ..
    const struct fn *next;         // .. a plain function that leads further
};

struct search {
    struct lint *lint;
    VEC(struct blocker) added; // by -fcsp-blocking-list=, in order
    VEC(struct fn *) queue;
};

static const char *shown(const struct blocker *blocker)
{
    return blocker->shown ? blocker->shown : blocker->name;
}

static bool
says(const struct unit *unit, const struct expr *expr, const char *text)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    return strcmp(unit_excerpt(unit, expr->begin, expr->end, 20), text) == 0;
}

static bool holds(const struct unit *unit, const struct blocker *blocker,
                  const struct expr *call)
{
    if (blocker->when == ALWAYS) return true;
    if (call->kid_count <= blocker->argument + 1) return false;
    const struct expr *argument = call->kids[blocker->argument + 1];
    switch (blocker->when) {
    case UNLESS_ZERO: return !says(unit, argument, "0");
    case IF_ZERO: return says(unit, argument, "0");
    case IF_STDIN: return says(unit, argument, "stdin");
    case ALWAYS: break;
    }
    return true;
}

// The last word of the user's about a name counts.
static const struct blocker *
added(const struct search *s, const char *name, bool *removed)
{
    for (size_t i = s->added.count; i > 0; i--) {
        const struct blocker *one = &s->added.at[i - 1];
        *removed = one->name[0] == '-';
        if (strcmp(one->name + *removed, name) == 0)
            return *removed ? NULL : one;
    }
    *removed = false;
    return NULL;
}

static bool spares(const struct lint_call *call)
{
    size_t count = sizeof on_descriptors / sizeof *on_descriptors;
    for (size_t i = 0; call->is_nonblock && i < count; i++)
        if (lint_is_call(call->expr, on_descriptors[i])) return true;
    return false;
}

static const struct blocker *
blocker_of(const struct search *s, const struct lint_call *at)
{
    const struct expr *call = at->expr;
    const struct fn *fn = call->fn;
    struct unit *unit = s->lint->unit;
    bool removed;
    const struct blocker *own = added(s, fn->name, &removed);
    if (own || removed) return own;
    if ((fn->body && !fn->said.is_system) || spares(at)) return NULL;
    for (size_t i = 0; i < sizeof blockers / sizeof *blockers; i++) {
        const struct blocker *one = &blockers[i];
        if (strcmp(one->name, fn->name) != 0) continue;
        // -fcsp-io: another thread runs the worker meanwhile.
        if (fn->replaced.by_plain) return NULL;
        int params = (int)type_param_count(fn->type);
        if (one->params >= 0 && one->params != params) return NULL;
        return holds(unit, one, call) ? one : NULL;
    }
    return NULL;
}

// -- the list of the user's --------------------------------------------------

static void read_list(struct search *s, const char *path)
{
    struct unit *unit = s->lint->unit;
    size_t size;
    char *at = read_file(unit->arena, path, &size);
    if (!at) {
        diag_error(unit->diag, "cannot read '%s': %s", path, strerror(errno));
        return;
    }
    while (*at) {
        size_t length = strcspn(at, "\n");
        char *line = arena_strndup(unit->arena, at, length);
        at += length + (at[length] == '\n');
        line += strspn(line, " \t\r");
        line[strcspn(line, " \t\r#")] = '\0';
        struct blocker one = {.name = line, .params = -1};
        if (*line) vec_push(unit->arena, &s->added, one);
    }
}

// -- the search --------------------------------------------------------------

static void reach(struct search *s, struct fn *fn, struct lint_lead lead)
{
    struct lint_lead *kept = ARENA_NEW(s->lint->unit->arena, struct lint_lead);
    *kept = lead;
    fn->lint->lead = kept;
    vec_push(s->lint->unit->arena, &s->queue, fn);
}

static void find_direct(struct search *s, struct fn *fn)
{
    if (fn->said.is_system || fn->colour.is_coroutine) return;
    for (size_t i = 0; i < fn->lint->calls.count; i++) {
        const struct lint_call *call = &fn->lint->calls.at[i];
        const struct blocker *blocker = blocker_of(s, call);
        if (!blocker) continue;
        reach(s, fn, (struct lint_lead){call->expr, blocker, NULL});
        return;
    }
}

static void find_callers(struct search *s)
{
    for (size_t next = 0; next < s->queue.count; next++) {
        const struct fn *fn = s->queue.at[next];
        for (size_t i = 0; i < fn->lint->callers.count; i++) {
            struct lint_caller caller = fn->lint->callers.at[i];
            if (caller.fn->lint->lead) continue;
            if (caller.fn->colour.is_coroutine) continue;
            reach(s, caller.fn, (struct lint_lead){caller.expr, NULL, fn});
        }
    }
}

// -- reports -----------------------------------------------------------------

static void note_better(struct search *s, const struct expr *call)
{
    for (size_t i = 0; i < sizeof blockers / sizeof *blockers; i++)
        if (blockers[i].better && strcmp(blockers[i].name, call->fn->name) == 0)
            lint_note(s->lint, call->begin, call->begin + 1,
                      "%s of <csp_io.h> suspends this coroutine alone",
                      blockers[i].better);
}

static void
note_way_out(struct search *s, const struct lint_call *call, enum cure cure)
{
    static const char *const texts[] = {
        [CURE_BLOCKING] = "run it in a blocking statement: a thread of a pool "
                          "waits instead",
        [CURE_SLEEP] = "csp_sleep suspends this coroutine alone",
        [CURE_LOCK] = "the locks of <csp_sync.h> suspend this coroutine alone",
        [CURE_CHAN] = "that is for other threads; chan_send and chan_recv "
                      "suspend instead",
    };
    const struct stmt *stmt = call->stmt;
    if (s->lint->unit->options->code.io) return; // it is C, to be left alone
    bool whole = cure == CURE_BLOCKING && stmt && !stmt->colour.suspends;
    size_t begin = whole ? stmt->begin : call->expr->begin;
    if (cure == CURE_BLOCKING && call->expr->fn) note_better(s, call->expr);
    lint_note(s->lint, begin, begin + 1, "%s", texts[cure]);
    if (whole) lint_fixit(s->lint, begin, "blocking ");
}

static void report_path(struct search *s, const struct fn *fn)
{
    const struct lint_lead *lead = fn->lint->lead;
    for (; lead->next; fn = lead->next, lead = fn->lint->lead)
        lint_note(s->lint, lead->call->begin, lead->call->end,
                  "'%s' calls '%s' here", fn->name, lead->next->name);
    lint_note(s->lint, lead->call->begin, lead->call->end,
              "'%s' calls '%s' here", fn->name, shown(lead->blocker));
}

static const struct blocker *end_of_path(const struct fn *fn)
{
    while (fn->lint->lead->next)
        fn = fn->lint->lead->next;
    return fn->lint->lead->blocker;
}

static void check_call(struct search *s, const struct lint_call *call)
{
    const struct expr *expr = call->expr;
    if (call->is_blocking || expr->op != OP_NONE) return;
    const struct blocker *blocker = blocker_of(s, call);
    if (blocker) {
        lint_warn(s->lint, "csp-blocking", expr->begin, expr->end,
                  "'%s' blocks the thread, with all coroutines that it runs",
                  shown(blocker));
        note_way_out(s, call, blocker->cure);
    } else if (expr->fn->lint->lead) {
        lint_warn(s->lint, "csp-blocking", expr->begin, expr->end,
                  "'%s' blocks the thread, with all coroutines that it runs, "
                  "in '%s'",
                  expr->fn->name, shown(end_of_path(expr->fn)));
        report_path(s, expr->fn);
        note_way_out(s, call, CURE_BLOCKING);
    }
}

void lint_block(struct lint *lint)
{
    struct unit *unit = lint->unit;
    struct search search = {.lint = lint};
    if (!lint_wants(lint, "csp-blocking")) return;
    lint_nonblock(lint);
    for (size_t i = 0; i < unit->options->warnings.blocking_lists.count; i++)
        read_list(&search, unit->options->warnings.blocking_lists.at[i]);
    for (size_t i = 0; i < unit->fns.count; i++)
        find_direct(&search, unit->fns.at[i]);
    find_callers(&search);
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        if (fn->said.is_system || !fn->colour.is_coroutine) continue;
        for (size_t k = 0; k < fn->lint->calls.count; k++)
            check_call(&search, &fn->lint->calls.at[k]);
    }
}
