// SPDX-License-Identifier: MIT
// sheet.h: what the parts of the spreadsheet evaluator know of each other.
//
// Plain C: value.c (values and their text), formula.c (formulas to trees),
// table.c (files to cells and back). With coroutines: cell.c (the task that
// each cell is), functions.c (what a formula may call), main.c.
#ifndef SHEET_H
#define SHEET_H

#include <csp.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

// == value.c: what a cell holds ==============================================

enum error {
    ERROR_CYCLE,  // the cell waits for itself, through whatever others
    ERROR_DIV0,   // a division by zero, the average of nothing
    ERROR_NAME,   // an unknown name
    ERROR_NUM,    // a result that is no finite number
    ERROR_REF,    // a reference out of the table
    ERROR_SYNTAX, // a formula that cannot be read
    ERROR_VALUE,  // text where a number is needed
};

struct value {
    enum { EMPTY, NUMBER, TEXT, ERROR } kind;
    union {
        double number;
        const char *text; // not owned: a piece of the file or of a formula
        enum error error;
    };
};

struct value value_number(double number);
struct value value_text(const char *text);
struct value value_error(enum error error);
// A number if all of the text is one, else the text; nothing if it is empty.
struct value value_of_text(const char *text);
// The text to show. Numbers are written to `buffer`.
enum { VALUE_TEXT = 32 };
const char *value_show(struct value v, char buffer[VALUE_TEXT]);

// == formula.c: formulas as trees ============================================

// The cells from one corner to the other; rows and columns count from 0.
struct range {
    int first_row, first_column, last_row, last_column;
};

struct cell;
struct node;

// What a formula may call. Operators are functions too: 1+2 is +(1, 2). They
// get their arguments as trees, because IF must not evaluate all of them.
typedef coroutine struct value sheet_function(struct cell *self,
                                          const struct node *call);
struct function {
    const char *name;
    int least, most; // how many arguments
    sheet_function *call;
};

enum node_kind { NODE_CONSTANT, NODE_RANGE, NODE_CALL };
struct node {
    enum node_kind kind;
    struct value constant;
    char *text;         // what a constant of the kind TEXT points to
    struct range range; // a single reference is a range of one cell
    const struct function *function;
    struct node **args;
    int arg_count;
};

// The tree of a formula (without its =); NULL if it cannot be read: then
// `problem` says what is wrong, and `column` where, counted from 1.
struct formula_error {
    const char *problem;
    int column;
};
struct node *formula_parse(const char *text, struct formula_error *error);
void formula_free(struct node *tree);
// Reads a name like B7; the character behind it, or NULL if it is none.
const char *formula_cell_name(const char *text, int *row, int *column);

// functions.c. NULL if there is none.
const struct function *function_find(const char *name);

// == table.c: files ==========================================================

struct sheet {
    int rows, columns;
    struct cell **cells; // row by row; NULL where nothing stands
    char *file;          // the input, cut into fields in place

    // How many cells are at work, and how many questions are on their way.
    // Whoever takes the last one away closes `quiet`: see cell.c.
    atomic_long awake;
    chan(bool) quiet; // never sent on, only closed
};

// Makes the sheet of a file's text, which it takes over (and frees on failure).
// False after a message on standard error.
bool table_read(struct sheet *sheet, const char *name, char *text, char comma);
// The cell at a place, in or out of the table; NULL if nothing stands there.
struct cell *table_cell(const struct sheet *sheet, int row, int column);
// Puts a text, not owned, into a cell in the table.
bool table_set(struct sheet *sheet, int row, int column, const char *text);
// The first with headings, for people; false if there is no memory for it.
bool table_write_columns(const struct sheet *sheet, FILE *out);
void table_write_fields(const struct sheet *sheet, FILE *out, char comma);
void table_destroy(struct sheet *sheet);

// == cell.c: a task for each cell ============================================

// What is said to a cell, and what it says to the one who asked.
struct question {
    struct cell *asker;
    int index; // the asker's own number for this question
};
struct answer {
    int index;
    struct value value;
};

struct cell {
    struct sheet *sheet;
    int row, column;
    const char *text;      // as it stands in the file
    struct node *formula;  // NULL for constants
    struct value value;    // belongs to the cell's task until that has ended
    bool cyclic;           // waits for itself, or for one that does
    long asked;            // how many questions it sent
    struct question *kept; // those that came before the value was known
    int kept_count, kept_room;
    chan(struct question) questions;
    chan(struct answer) answers;
};

struct cell *cell_create(struct sheet *sheet, int row, int column,
                         const char *text);
void cell_destroy(struct cell *cell);
// Finds the cell's value and tells it to all who ask, until nobody can any
// more. Gives the number of questions it asked itself.
coroutine long cell_run(struct cell *self);
// Asks all cells of a range, which lies in the sheet, at once. values[] gets
// what they answer, row by row. False if the answer can never come: self is
// part of a cycle.
coroutine bool cell_ask(struct cell *self, const struct range *range,
                     struct value values[]);
bool range_is_in(const struct sheet *sheet, const struct range *range);
int range_size(const struct range *range); // of one that is in a sheet
// The value of a tree, as seen from the cell in which it stands.
coroutine struct value cell_evaluate(struct cell *self, const struct node *tree);

#endif
