// SPDX-License-Identifier: MIT
// topology.c: channels that cannot work, as far as the unit shows all that
// is done with them: -Wcsp-one-sided (nobody receives, or nobody sends),
// -Wcsp-self-deadlock (a coroutine waits for itself), -Wcsp-unclosed (a loop
// waits for a close that nobody does), -Wcsp-unused-end and -Wcsp-two-way (what
// a function does with its parameters).
#include "lint/lint.h"

#include <string.h>

enum {
    GIVES = USE_SEND | USE_OFFER,
    TAKES = USE_RECV | USE_ASK,
};

static void note_make(struct lint *lint, const struct lint_node *node)
{
    lint_note(lint, node->var->name_at,
              node->var->name_at + strlen(node->var->name),
              "'%s' is made here, and stays in this file", node->var->name);
}

// What stays in a buffer may be meant to, if the channel is closed or released.
static bool is_unread(const struct lint_node *node)
{
    if ((node->uses & (GIVES | TAKES)) != USE_SEND) return false;
    if (node->is_lossy || (node->uses & USE_LOOK)) return false;
    return node->is_rendezvous || !(node->uses & (USE_SEEN | USE_CLOSE));
}

static bool one_sided(struct lint *lint, const struct lint_node *node)
{
    const char *name = node->var->name;
    const struct expr *at = NULL;
    if (!lint_wants(lint, "csp-one-sided")) return false;
    if (is_unread(node)) {
        at = node->send;
        lint_warn(lint, "csp-one-sided", at->begin, at->begin + 1,
                  "nothing ever receives what is sent to '%s'", name);
    }
    if ((node->uses & (GIVES | TAKES)) == USE_RECV &&
        !(node->uses & USE_CLOSE)) {
        at = node->recv;
        lint_warn(lint, "csp-one-sided", at->begin, at->begin + 1,
                  "nothing ever sends to '%s' or closes it", name);
    }
    if (at) note_make(lint, node);
    return at;
}

// No other task can meet what this coroutine does.
static bool self_deadlock(struct lint *lint, const struct lint_node *node)
{
    bool alone = !node->is_shared && !node->pipes.count &&
                 node->is_rendezvous && node->makes == 1 &&
                 node->var->type->class == TYPE_SCALAR;
    bool both = (node->uses & GIVES) && (node->uses & TAKES);
    if (!lint_wants(lint, "csp-self-deadlock")) return false;
    if (!alone || !both || (node->uses & (USE_CLOSE | USE_LOOK))) return false;
    const struct expr *first = node->send;
    if (!first || (node->recv && node->recv->begin < first->begin))
        first = node->recv;
    if (!first) return false;
    lint_warn(lint, "csp-self-deadlock", first->begin, first->begin + 1,
              "this waits for ever: no other task has '%s', which has no "
              "buffer",
              node->var->name);
    note_make(lint, node);
    return true;
}

static void unclosed(struct lint *lint, const struct lint_node *node)
{
    if (!node->loop || (node->uses & USE_CLOSE)) return;
    if (!lint_wants(lint, "csp-unclosed")) return;
    lint_warn(lint, "csp-unclosed", node->loop->begin, node->loop->begin + 1,
              "this loop ends when '%s' is closed, and nothing closes it",
              node->var->name);
    note_make(lint, node);
}

static void check_channel(struct lint *lint, const struct lint_node *node)
{
    if (!node->makes || (node->uses & USE_ESCAPE)) return;
    if (one_sided(lint, node) || self_deadlock(lint, node)) return;
    unclosed(lint, node);
}

// -- parameters --------------------------------------------------------------

static void unused_end(struct lint *lint, const struct var *var)
{
    bool in = ends_of(var->type) == END_IN;
    lint_warn(lint, "csp-unused-end", var->name_at,
              var->name_at + strlen(var->name),
              in ? "nothing is received from '%s', a chan_in"
                 : "nothing is sent to '%s', a chan_out",
              var->name);
}

static void two_way(struct lint *lint, const struct lint_node *node)
{
    const struct var *var = node->var;
    lint_warn(lint, "csp-two-way", var->name_at,
              var->name_at + strlen(var->name),
              "'%s' is both sent to and received from", var->name);
    lint_note(lint, node->send->begin, node->send->begin + 1, "sent to here");
    lint_note(lint, node->recv->begin, node->recv->begin + 1,
              "received from here; chan_in and chan_out say which end a "
              "function has");
}

static void check_parameter(struct lint *lint, const struct var *var)
{
    const struct lint_node *node = var->node;
    enum end end = ends_of(var->type);
    unsigned uses = node ? node->uses : 0;
    bool wanted = lint_wants(lint, "csp-unused-end");
    if (wanted && (end == END_IN || end == END_OUT) && !uses && var->name[0])
        unused_end(lint, var);
    if (lint_wants(lint, "csp-two-way") && end == END_BOTH && node &&
        node->send && node->recv)
        two_way(lint, node);
}

static void find_scope(struct stmt *stmt, void *context)
{
    if (stmt->kind == STMT_SCOPE) *(bool *)context = true;
}

static void find_cancel(struct expr *expr, void *context)
{
    if (lint_is_call(expr, "csp__task_cancel")) *(bool *)context = true;
}

// Then what waits for ever may be meant to be cancelled.
static bool cancels(const struct unit *unit)
{
    bool found = false;
    for (size_t i = 0; i < unit->fns.count; i++)
        tree_each(unit->fns.at[i]->body, find_scope, find_cancel, &found);
    return found;
}

void lint_topology(struct lint *lint)
{
    const struct unit *unit = lint->unit;
    const struct lint_graph *graph = lint_chan(lint);
    bool waits_end = cancels(unit);
    for (size_t i = 0; !waits_end && i < graph->nodes.count; i++)
        check_channel(lint, graph->nodes.at[i]);
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        // A function whose address is taken has the parameters it must have.
        if (fn->said.is_system || fn->outline.is_branch || fn->said.mentions)
            continue;
        for (size_t k = 0; k < fn->params.count; k++)
            check_parameter(lint, fn->params.at[k]);
    }
}
