// SPDX-License-Identifier: MIT
// wait.c: what a task may wait for: a row for each kind of suspension, and one
// for each operation that is nothing but a call of the runtime. A new operation
// of that sort is a row here, a row in forms.c, and the runtime's function.
#include "tree/wait.h"
#include "tree/field.h"
#include "../../include/csp_abi.h"

#define KIND(kind, word, waits_for) [kind] = {#kind, word, waits_for}
static const struct wait_kind kinds[] = {
    KIND(CSP_POINT_CALL, "call", "%s to return"),
    KIND(CSP_POINT_SEND, "chan_send", "room in %s"),
    KIND(CSP_POINT_RECV, "chan_recv", "a value from %s"),
    KIND(CSP_POINT_SELECT, "select", "one of the cases of a select"),
    KIND(CSP_POINT_SLEEP, "csp_sleep", "a time"),
    KIND(CSP_POINT_YIELD, "yield", "its next turn"),
    KIND(CSP_POINT_BLOCKING, "blocking", "a thread that blocks"),
    KIND(CSP_POINT_JOIN, "join", "the end of a task"),
    KIND(CSP_POINT_PAR, "par", "the branches of a par"),
    KIND(CSP_POINT_GROUP, "group", "the children of a group"),
};

static const struct wait_simple simple[] = {
    {OP_SLEEP, CSP_POINT_SLEEP, "csp_rt_sleep", "SLEEP", "sleep",
     "struct csp_timer", FIELD_LIKE(struct csp_timer)},
    {OP_YIELD, CSP_POINT_YIELD, "csp_rt_yield", "YIELD", NULL, NULL, 0, 0},
};

const struct wait_kind *wait_kind(int point_kind)
{
    return &kinds[point_kind];
}

const struct wait_simple *wait_simple(enum op op)
{
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
        if (simple[i].op == op) return &simple[i];
    return NULL;
}
