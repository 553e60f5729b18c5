// SPDX-License-Identifier: MIT
// cell.c: a task for each cell.
//
// A cell that needs others asks them, all at once, and waits for their
// answers. While it waits it goes on taking questions, and keeps them until it
// knows its own value. So no order of evaluation is ever worked out: the cells
// find it by waiting for each other.
//
// Cycles. A cell that waits for itself, directly or through others, would wait
// for ever. To notice that, everything that may still change something holds a
// token, counted in sheet->awake: each cell that is at work, and each question
// or answer that is on its way. A cell that waits has none, nor has a question
// that is kept. When the last token is gone, nothing can change any more: the
// cells that are done have told everybody, and the ones that still wait are
// those that lie on a cycle or depend on one. Closing `quiet` tells them so.
// This needs no search through the graph, and an IF whose other branch would
// close a cycle is no cycle.
#include "sheet.h"
#include <stdlib.h>

static void take_tokens(struct sheet *sheet, long count)
{
    atomic_fetch_add(&sheet->awake, count);
}

static void drop_token(struct sheet *sheet)
{
    if (atomic_fetch_sub(&sheet->awake, 1) == 1) chan_close(sheet->quiet);
}

struct cell *cell_create(struct sheet *sheet, int row, int column,
                         const char *text)
{
    struct cell *cell = calloc(1, sizeof *cell);
    if (!cell) return NULL;
    *cell = (struct cell){.sheet = sheet, .row = row, .column = column};
    cell->text = text;
    cell->questions = chan_make(struct question, 0);
    cell->answers = chan_make(struct answer, 0);
    if (cell->questions && cell->answers) return cell;
    cell_destroy(cell);
    return NULL;
}

void cell_destroy(struct cell *cell)
{
    if (!cell) return;
    formula_free(cell->formula);
    chan_release(cell->questions);
    chan_release(cell->answers);
    free(cell->kept);
    free(cell);
}

bool range_is_in(const struct sheet *sheet, const struct range *r)
{
    return r->first_row >= 0 && r->last_row < sheet->rows &&
           r->first_column >= 0 && r->last_column < sheet->columns;
}

int range_size(const struct range *r)
{
    return (r->last_row - r->first_row + 1) *
           (r->last_column - r->first_column + 1);
}

// == Questions ===============================================================

static void keep(struct cell *self, struct question question)
{
    if (self->kept_count == self->kept_room) {
        int room = self->kept_room ? 2 * self->kept_room : 4;
        void *kept = realloc(self->kept, (size_t)room * sizeof *self->kept);
        if (!kept) {
            fputs("sheet: out of memory\n", stderr);
            exit(EXIT_FAILURE);
        }
        self->kept = kept;
        self->kept_room = room;
    }
    self->kept[self->kept_count++] = question;
    drop_token(self->sheet);
}

// Once it is quiet nobody needs the answer: who still waits is on a cycle.
static void answer(struct cell *self, struct question q)
{
    select {
    case_send(q.asker->answers, {q.index, self->value}): break;
    case_recv(self->sheet->quiet, NULL): break;
    }
}

// The cells of a range that have something to say go into `asked`, and their
// places in the range into `places`; the others have their value at once.
static int collect(const struct sheet *sheet, const struct range *r,
                   struct value values[], struct cell *asked[], int places[])
{
    int count = 0, place = 0;
    for (int row = r->first_row; row <= r->last_row; row++)
        for (int column = r->first_column; column <= r->last_column;
             column++, place++) {
            values[place] = (struct value){.kind = EMPTY};
            asked[count] = table_cell(sheet, row, column);
            if (asked[count]) places[count++] = place;
        }
    return count;
}

// Asks `count` cells and waits until all have answered. Everything that can
// happen to a cell that waits happens in this one select: it must take
// questions while its own cannot be delivered yet, or two cells that ask each
// other would both stand there with their hands full.
static bool ask_all(struct cell *self, int count, struct cell *const asked[],
                    const int places[], struct value values[])
{
    struct question q;
    struct answer a;
    int sent = 0, answered = 0;
    take_tokens(self->sheet, count - 1); // this cell's own goes to one of them
    while (answered < count) {
        chan(struct question) next = NULL; // which switches its case off
        struct question mine = {self, 0};
        if (sent < count) {
            next = asked[sent]->questions;
            mine.index = places[sent];
        }
        select {
        case_send(next, mine): sent++; break;
        case_recv(self->answers, &a):
            values[a.index] = a.value;
            // With the last answer this cell has its token again.
            if (++answered < count) drop_token(self->sheet);
            if (a.value.kind == ERROR && a.value.error == ERROR_CYCLE)
                self->cyclic = true;
            break;
        case_recv(self->questions, &q): keep(self, q); break;
        case_recv(self->sheet->quiet, NULL): self->cyclic = true; return false;
        }
    }
    self->asked += count;
    return true;
}

coroutine bool cell_ask(struct cell *self, const struct range *range,
                     struct value values[])
{
    int size = range_size(range);
    struct cell *asked[size];
    int places[size];
    int count = collect(self->sheet, range, values, asked, places);
    // No cell can send itself a question and take it at the same time.
    for (int i = 0; i < count; i++)
        if (asked[i] == self) self->cyclic = true;
    if (self->cyclic) return false;
    return !count || ask_all(self, count, asked, places, values);
}

// == Values ==================================================================

coroutine struct value cell_evaluate(struct cell *self, const struct node *tree)
{
    struct value value;
    switch (tree->kind) {
    case NODE_CONSTANT: return tree->constant;
    case NODE_CALL: return tree->function->call(self, tree);
    case NODE_RANGE: break;
    }
    if (!range_is_in(self->sheet, &tree->range)) return value_error(ERROR_REF);
    if (range_size(&tree->range) > 1) return value_error(ERROR_VALUE);
    if (!cell_ask(self, &tree->range, &value)) return value_error(ERROR_CYCLE);
    return value;
}

static struct value find_value(struct cell *self)
{
    struct formula_error error;
    struct value value;
    if (self->text[0] != '=') return value_of_text(self->text);
    self->formula = formula_parse(self->text + 1, &error);
    if (!self->formula) return value_error(ERROR_SYNTAX);
    value = cell_evaluate(self, self->formula);
    // Whatever else a formula makes of its arguments, a cell that depends on a
    // cycle has no value; else it would depend on who noticed first.
    return self->cyclic ? value_error(ERROR_CYCLE) : value;
}

coroutine long cell_run(struct cell *self)
{
    struct question q;
    self->value = find_value(self);
    take_tokens(self->sheet, self->kept_count);
    for (int i = 0; i < self->kept_count; i++)
        answer(self, self->kept[i]);
    drop_token(self->sheet); // the one that each cell is born with
    for (;;) {
        select {
        case_recv(self->questions, &q): answer(self, q); break;
        case_recv(self->sheet->quiet, NULL): return self->asked;
        }
    }
}
