// SPDX-License-Identifier: MIT
// table.c: comma or tab separated files to cells, and cells to text. Plain C.
#include "sheet.h"
#include <stdlib.h>
#include <string.h>

// == In ======================================================================

// The fields of a file: texts in the file itself, with the end of each row
// marked by where the next one begins.
struct fields {
    const char **texts;
    int *row_starts; // rows + 1 of them
    int count, rows, columns;
    int text_room, row_room;
};

// Room for one more element; false if there is no memory.
static bool reserve(void *array_at, int count, int *room, size_t bytes)
{
    void **array = array_at, *grown;
    if (count < *room) return true;
    int more = *room ? 2 * *room : 64;
    if (!(grown = realloc(*array, (size_t)more * bytes))) return false;
    *array = grown;
    *room = more;
    return true;
}

static bool end_row(struct fields *f)
{
    if (!reserve(&f->row_starts, f->rows + 1, &f->row_room, sizeof(int)))
        return false;
    int columns = f->count - (f->rows ? f->row_starts[f->rows] : 0);
    if (columns > f->columns) f->columns = columns;
    f->row_starts[0] = 0;
    f->row_starts[++f->rows] = f->count;
    return true;
}

// Cuts off the field at `at`, taking its quotes away in place, and counts the
// lines. Gives what ended it: the comma, a newline or 0; or '"' if a quoted one
// has no end.
static char cut_field(char **at, char comma, int *line)
{
    char *from = *at, *to = *at, end;
    if (*from == '"') {
        for (from++; *from && (*from != '"' || from[1] == '"'); from++) {
            if (*from == '"') from++;
            *line += *from == '\n';
            *to++ = *from;
        }
        if (!*from++) return '"';
    }
    while (*from && *from != comma && *from != '\n')
        *to++ = *from++;
    end = *from;
    if (end != comma && to > *at && to[-1] == '\r') to--;
    *line += end == '\n';
    *to = 0;
    *at = from + (end != 0);
    return end;
}

static bool cut(struct fields *f, const char *name, char *text, char comma)
{
    int line = 1;
    char end = '\n';
    for (char *at = text; *at || end == comma;) {
        int began = line;
        if (!reserve(&f->texts, f->count, &f->text_room, sizeof *f->texts))
            goto no_memory;
        f->texts[f->count++] = at;
        end = cut_field(&at, comma, &line);
        if (end == '"') {
            fprintf(stderr, "sheet: %s:%d: a quote is never closed\n", name,
                    began);
            return false;
        }
        if (end != comma && !end_row(f)) goto no_memory;
    }
    return true;
no_memory:
    fprintf(stderr, "sheet: %s: out of memory\n", name);
    return false;
}

bool table_set(struct sheet *sheet, int row, int column, const char *text)
{
    struct cell **at =
        &sheet->cells[(size_t)row * (size_t)sheet->columns + (size_t)column];
    cell_destroy(*at);
    *at = *text ? cell_create(sheet, row, column, text) : NULL;
    return *at || !*text;
}

static bool fill(struct sheet *sheet, const struct fields *f)
{
    for (int row = 0; row < f->rows; row++)
        for (int i = f->row_starts[row]; i < f->row_starts[row + 1]; i++)
            if (!table_set(sheet, row, i - f->row_starts[row], f->texts[i]))
                return false;
    return true;
}

bool table_read(struct sheet *sheet, const char *name, char *text, char comma)
{
    struct fields f = {0};
    bool done = false;
    *sheet = (struct sheet){.file = text};
    if (!cut(&f, name, text, comma)) goto out;
    sheet->rows = f.rows;
    sheet->columns = f.columns;
    sheet->quiet = chan_make(bool, 0);
    sheet->cells =
        calloc((size_t)f.rows * (size_t)f.columns + 1, sizeof *sheet->cells);
    done = sheet->quiet && sheet->cells && fill(sheet, &f);
    if (!done) fprintf(stderr, "sheet: %s: out of memory\n", name);
out:
    free(f.texts);
    free(f.row_starts);
    if (!done) table_destroy(sheet);
    return done;
}

struct cell *table_cell(const struct sheet *sheet, int row, int column)
{
    if (row < 0 || row >= sheet->rows) return NULL;
    if (column < 0 || column >= sheet->columns) return NULL;
    return sheet->cells[(size_t)row * (size_t)sheet->columns + (size_t)column];
}

void table_destroy(struct sheet *sheet)
{
    size_t count = (size_t)sheet->rows * (size_t)sheet->columns;
    for (size_t i = 0; sheet->cells && i < count; i++)
        cell_destroy(sheet->cells[i]);
    free(sheet->cells);
    free(sheet->file);
    chan_release(sheet->quiet);
}

// == Out =====================================================================

static const char *shown(const struct sheet *sheet, int row, int column,
                         char buffer[VALUE_TEXT])
{
    const struct cell *cell = table_cell(sheet, row, column);
    return cell ? value_show(cell->value, buffer) : "";
}

static bool needs_quotes(const char *text, char comma)
{
    return strchr(text, comma) || strpbrk(text, "\"\r\n");
}

static void write_quoted(const char *text, FILE *out)
{
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"') putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

void table_write_fields(const struct sheet *sheet, FILE *out, char comma)
{
    char buffer[VALUE_TEXT];
    for (int row = 0; row < sheet->rows; row++) {
        for (int column = 0; column < sheet->columns; column++) {
            const char *text = shown(sheet, row, column, buffer);
            if (column) putc(comma, out);
            if (needs_quotes(text, comma))
                write_quoted(text, out);
            else
                fputs(text, out);
        }
        putc('\n', out);
    }
}

// How many columns of a terminal a text takes, if each character takes one.
static int width_of(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80; // UTF-8
    return width;
}

// A, B ... Z, AA, AB ...
static void column_name(int column, char name[8])
{
    char reversed[8];
    int length = 0;
    for (column++; column > 0; column = (column - 1) / 26)
        reversed[length++] = (char)('A' + (column - 1) % 26);
    for (int i = 0; i < length; i++)
        name[i] = reversed[length - 1 - i];
    name[length] = 0;
}

static int column_width(const struct sheet *sheet, int column)
{
    char buffer[VALUE_TEXT];
    int widest = 3;
    for (int row = 0; row < sheet->rows; row++) {
        int width = width_of(shown(sheet, row, column, buffer));
        if (width > widest) widest = width;
    }
    return widest;
}

// Writes one field of a line. *owed are the blanks before it: they come only
// when something does, so that no line ends in blanks.
static void write_padded(const char *text, int width, bool right, int *owed,
                         FILE *out)
{
    int blanks = width - width_of(text);
    if (right) *owed += blanks;
    if (*text) {
        fprintf(out, "%*s%s", *owed, "", text);
        *owed = 0;
    }
    if (!right) *owed += blanks;
    *owed += 2; // between two columns
}

static void write_heading(const struct sheet *sheet, const int widths[],
                          int digits, FILE *out)
{
    char name[8];
    int owed = digits + 2;
    for (int column = 0; column < sheet->columns; column++) {
        column_name(column, name);
        write_padded(name, widths[column], false, &owed, out);
    }
    putc('\n', out);
}

// Numbers stand on the right of their column and all else on the left.
static void write_row(const struct sheet *sheet, int row, const int widths[],
                      FILE *out)
{
    char buffer[VALUE_TEXT];
    int owed = 2;
    for (int column = 0; column < sheet->columns; column++) {
        const struct cell *cell = table_cell(sheet, row, column);
        bool right = cell && cell->value.kind == NUMBER;
        write_padded(shown(sheet, row, column, buffer), widths[column], right,
                     &owed, out);
    }
    putc('\n', out);
}

bool table_write_columns(const struct sheet *sheet, FILE *out)
{
    int *widths = calloc((size_t)sheet->columns + 1, sizeof *widths);
    int digits = snprintf(NULL, 0, "%d", sheet->rows);
    if (!widths) return false;
    for (int column = 0; column < sheet->columns; column++)
        widths[column] = column_width(sheet, column);
    write_heading(sheet, widths, digits, out);
    for (int row = 0; row < sheet->rows; row++) {
        fprintf(out, "%*d", digits, row + 1);
        write_row(sheet, row, widths, out);
    }
    free(widths);
    return true;
}
