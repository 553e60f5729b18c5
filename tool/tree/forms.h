// SPDX-License-Identifier: MIT
// forms.h: every word of csp.h, and all that the tool knows of it.
#ifndef CSPCC_FORMS_H
#define CSPCC_FORMS_H

#include <stdbool.h>
#include <stddef.h>

enum operand {
    OPERAND_NONE,
    OPERAND_CHAN,
    OPERAND_VALUE,   // what the channel carries
    OPERAND_TARGET,  // where such a value goes, or comes from
    OPERAND_OK,      // bool *
    OPERAND_INTEGER, // a count, an error
    OPERAND_TIME,    // nanoseconds
    OPERAND_TASK,
    OPERAND_SET,     // an array of struct csp_choice
    OPERAND_DESTROY, // a void (*)(void *)
    OPERAND_OTHER,   // a type, a call, or anything
};
enum form_kind {
    FORM_CALL,
    FORM_CASE,      // a call, and a colon behind it
    FORM_TYPE,      // of a type
    FORM_STATEMENT, // a word before a statement
    FORM_SCOPE,     // a call before a statement
    FORM_SELECT,    // a word before braces
    FORM_WORD,
};
enum { OPERANDS_MOST = 3, OPERANDS_ANY = 255 };
enum end { END_NONE, END_BOTH, END_IN, END_OUT };
// What is done with a channel.
enum chan_use {
    USE_SEND = 1,  // an operation that waits
    USE_RECV = 2,  //
    USE_OFFER = 4, // a send that need not: a select's case, try, a set's choice
    USE_ASK = 8,   // a receive that need not
    USE_CLOSE = 16,
    USE_LOOK = 32,   // its length, a function for what is dropped, ...
    USE_SEEN = 64,   // released, compared, cast to void
    USE_ESCAPE = 128 // goes where we cannot follow
};
// What a call means to us.
enum op {
    OP_NONE,      // an ordinary function
    OP_COROUTINE, // a coroutine called by name: fn
    OP_POINTER,   // a call through a pointer to coroutines
    OP_SEND,
    OP_RECV,
    OP_GET,
    OP_SLEEP,
    OP_SELECT, // over an array: csp_select_set
    OP_YIELD,
    OP_AFTER,  // only in select
    OP_CANCEL, // only in select, too
    OP_JOIN,   // kids[0]: the handle
    OP_PLAIN,  // -fcsp-stress: an ordinary function after a suspension
};
// One row for each short word of csp.h, and for the functions that have none.
struct form {
    const char *name;  // without csp_
    const char *shape; // how it is written, for people
    enum form_kind kind;
    unsigned char least, most; // operands; most 0: no parentheses
    enum operand operands[OPERANDS_MOST];
    bool is_long;         // has no short name
    const char *function; // of csp.h, whose call stands for it; NULL: none
    enum op op;           // OP_NONE: it does not suspend
    enum chan_use use;    // what it does with its first operand; 0: nothing
    enum end refused;     // which a channel's first operand may not be ..
    const char *act;      // .. for such an end "cannot be sent to"
};
extern const struct form forms_all[]; // the last one has no name
// The form that is called so, long or short; NULL if none is.
const struct form *forms_word(const char *word, size_t length);
// The first form whose macro calls this function; NULL if none does.
const struct form *forms_function(const char *name);

#endif
