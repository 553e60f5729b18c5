// SPDX-License-Identifier: MIT
// forms.c: every word of csp.h, and all that the tool knows of it: one row for
// each. csp.h is the other place; names_on.h and typing.h list the words, too.
#include "tree/forms.h"

#include <stdbool.h>
#include <string.h>

#define CHAN OPERAND_CHAN
#define VALUE OPERAND_VALUE
#define TARGET OPERAND_TARGET
#define TASK OPERAND_TASK
#define OTHER OPERAND_OTHER
#define INTEGER OPERAND_INTEGER
#define TIME OPERAND_TIME
#define SET OPERAND_SET
#define DESTROY OPERAND_DESTROY

#define LIST(...) __VA_ARGS__
#define FORM(which, text, form_kind, from, to, list, ...)                      \
    {.name = which,                                                            \
     .shape = text,                                                            \
     .kind = form_kind,                                                        \
     .least = from,                                                            \
     .most = to,                                                               \
     .operands = {LIST list},                                                  \
     __VA_ARGS__}
#define WORD(which, kind, text) FORM(which, text, kind, 0, 0, (OTHER))
#define TYPE(which) FORM(which, which "(int)", FORM_TYPE, 1, 1, (OTHER))
#define CALL(which, written, count, ...)                                       \
    FORM(which, which written, FORM_CALL, count, count, __VA_ARGS__)
#define LONG(which, written, count, ...)                                       \
    FORM(which, "csp_" which written, FORM_CALL, count, count, __VA_ARGS__,    \
         .is_long = true)
#define MAKE(which, ...)                                                       \
    CALL(which, "(int, 1)", 2, (OTHER, INTEGER), __VA_ARGS__)
#define SEND(which, written, kind, ...)                                        \
    FORM(which, which written, kind, 2, OPERANDS_ANY, (CHAN, VALUE),           \
         __VA_ARGS__)
#define RECV(which, written, kind, ...)                                        \
    FORM(which, which written, kind, 2, 3, (CHAN, TARGET, OPERAND_OK),         \
         __VA_ARGS__)
#define SCOPE(which, written, from, to, ...)                                   \
    FORM(which, written, FORM_SCOPE, from, to, __VA_ARGS__)
#define BY(what) .function = what
#define SENDS(how) .use = how, .refused = END_IN, .act = "sent to"
#define RECVS(how) .use = how, .refused = END_OUT, .act = "received from"

const struct form forms_all[] = {
    WORD("coroutine", FORM_WORD, "coroutine int f(int n);"),
    WORD("go", FORM_STATEMENT, "go f(x);"),
    WORD("par", FORM_STATEMENT, "par { f(x); g(y); }"),
    WORD("blocking", FORM_STATEMENT, "blocking n = read(fd, p, size);"),
    SCOPE("within", "within (10 * CSP_MS) f(x);", 1, 2, (TIME, OTHER),
          BY("csp__within")),
    SCOPE("until", "until (t) f(x);", 1, 2, (TIME, OTHER), BY("csp__until")),
    SCOPE("group", "group () { go f(x); go g(y); }", 0, 1, (OTHER),
          BY("csp__group")),
    SCOPE("shield", "shield () f(x);", 0, 0, (OTHER), BY("csp__shield")),
    SCOPE("go_in", "go_in (g) f(x);", 1, 1, (OTHER), BY("csp__go_in")),
    WORD("select", FORM_SELECT, "select { case_recv(c, &v): ... }"),
    WORD("select_ordered", FORM_SELECT, "select_ordered { ... }"),
    WORD("select_fair", FORM_SELECT, "select_fair { ... }"),
    TYPE("task"),
    TYPE("chan"),
    TYPE("chan_in"),
    TYPE("chan_out"),
    TYPE("auto_chan"),
    CALL("yield", "()", 0, (OTHER), BY("csp_yield"), .op = OP_YIELD),
    CALL("spawn", "(f(x))", 1, (OTHER)),
    CALL("join", "(t)", 1, (TASK)),
    CALL("task_drop", "(t)", 1, (TASK), BY("csp__task_drop")),
    CALL("task_cancel", "(t)", 1, (TASK), BY("csp__task_cancel")),
    MAKE("chan_make", BY("csp__make")),
    MAKE("chan_make_drop", BY("csp__make_drop")),
    MAKE("chan_make_slide", BY("csp__make_slide")),
    CALL("chan_after", "(10 * CSP_MS)", 1, (TIME), BY("csp__chan_after")),
    CALL("chan_tick", "(10 * CSP_MS)", 1, (TIME), BY("csp__chan_tick")),
    LONG("timer_start", "(10 * CSP_MS)", 1, (TIME), BY("csp__timer_start")),
    LONG("timer_stop", "(t)", 1, (CHAN), BY("csp__timer_stop")),
    LONG("timer_reset", "(t, 10 * CSP_MS)", 2, (CHAN, TIME),
         BY("csp__timer_reset")),
    CALL("chan_retain", "(c)", 1, (CHAN), BY("csp__retain")),
    CALL("chan_release", "(c)", 1, (CHAN), BY("csp__release"), .use = USE_SEEN),
    SEND("chan_send", "(c, v)", FORM_CALL, BY("csp__send"), SENDS(USE_SEND),
         .op = OP_SEND),
    RECV("chan_recv", "(c, &v)", FORM_CALL, BY("csp__recv"), RECVS(USE_RECV),
         .op = OP_RECV),
    CALL("chan_get", "(c)", 1, (CHAN), BY("csp__get"), RECVS(USE_RECV),
         .op = OP_GET),
    SEND("chan_try_send", "(c, v)", FORM_CALL, BY("csp__try_send"),
         SENDS(USE_OFFER)),
    CALL("chan_try_recv", "(c, &v)", 2, (CHAN, TARGET), BY("csp__try_recv"),
         RECVS(USE_ASK)),
    SEND("chan_send_thread", "(c, v)", FORM_CALL, BY("csp__send_thread"),
         SENDS(USE_SEND)),
    CALL("chan_recv_thread", "(c, &v)", 2, (CHAN, TARGET),
         BY("csp__recv_thread"), RECVS(USE_RECV)),
    CALL("chan_close", "(c)", 1, (CHAN), BY("csp__close"), .use = USE_CLOSE,
         .refused = END_IN, .act = "closed"),
    CALL("chan_fail", "(c, error)", 2, (CHAN, INTEGER), BY("csp__fail"),
         .use = USE_CLOSE),
    CALL("chan_error", "(c)", 1, (CHAN), BY("csp__error"), .use = USE_LOOK),
    CALL("chan_writers", "(c, n)", 2, (CHAN, INTEGER), BY("csp__writers"),
         .use = USE_SEEN, .refused = END_IN, .act = "given writers"),
    CALL("chan_retire", "(c)", 1, (CHAN), BY("csp__retire"), .use = USE_CLOSE,
         .refused = END_IN, .act = "retired from"),
    CALL("chan_on_drop", "(c, f)", 2, (CHAN, DESTROY), BY("csp__on_drop"),
         .use = USE_LOOK),
    CALL("moved", "(p)", 1, (OTHER)),
    CALL("chan_len", "(c)", 1, (CHAN), BY("csp__len"), .use = USE_LOOK),
    CALL("chan_cap", "(c)", 1, (CHAN), BY("csp__cap"), .use = USE_LOOK),
    RECV("case_recv", "(c, &v):", FORM_CASE, .op = OP_RECV),
    FORM("case_send", "case_send(c, v):", FORM_CASE, 2, 3,
         (CHAN, VALUE, OPERAND_OK), BY("csp__offer"), SENDS(USE_OFFER),
         .op = OP_SEND),
    FORM("case_after", "case_after(10 * CSP_MS):", FORM_CASE, 1, 1, (TIME),
         BY("csp__after"), .op = OP_AFTER),
    FORM("case_cancel", "case_cancel():", FORM_CASE, 0, 0, (OTHER),
         BY("csp__cancel"), .op = OP_CANCEL),
    CALL("choice_recv", "(c, &v)", 2, (CHAN, TARGET), BY("csp__choice_recv"),
         RECVS(USE_ASK)),
    CALL("choice_send", "(c, &v)", 2, (CHAN, TARGET), BY("csp__choice_send"),
         SENDS(USE_OFFER)),
    CALL("choice_after", "(10 * CSP_MS)", 1, (TIME), BY("csp_choice_after")),
    CALL("select_set", "(set, n, CSP_CHOOSE_ANY)", 3, (SET, INTEGER, INTEGER),
         BY("csp_select_set"), .op = OP_SELECT),
    LONG("sleep", "(10 * CSP_MS)", 1, (TIME), BY("csp_sleep"), .op = OP_SLEEP),
    LONG("chan_info", "(c)", 1, (CHAN), BY("csp__chan_info"), .use = USE_LOOK),
    LONG("now", "()", 0, (OTHER)),
    LONG("live", "()", 0, (OTHER)),
    LONG("why", "()", 0, (OTHER)),
    LONG("cancelled", "()", 0, (OTHER)),
    LONG("cancel_point", "()", 0, (OTHER)),
    LONG("group_here", "()", 0, (OTHER)),
    LONG("state", "(t)", 1, (TASK), BY("csp__state")),
    {.name = NULL},
};

const struct form *forms_word(const char *word, size_t length)
{
    bool is_long = length > 4 && memcmp(word, "csp_", 4) == 0;
    if (is_long) {
        word += 4;
        length -= 4;
    }
    for (const struct form *form = forms_all; form->name; form++)
        if (strlen(form->name) == length &&
            memcmp(form->name, word, length) == 0)
            return is_long || !form->is_long ? form : NULL;
    return NULL;
}

const struct form *forms_function(const char *name)
{
    if (strncmp(name, "csp_", 4) != 0) return NULL;
    for (const struct form *form = forms_all; form->name; form++)
        if (form->function && strcmp(form->function, name) == 0) return form;
    return NULL;
}
