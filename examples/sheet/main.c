// SPDX-License-Identifier: MIT
// main.c: the command line of the spreadsheet evaluator.
#include "sheet.h"
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: sheet [OPTION]... [FILE]\n"
    "Evaluates the formulas of a comma separated table and prints the result.\n"
    "Without FILE, or with -, reads standard input.\n"
    "\n"
    "  -t, --tsv               fields are separated by tabs, not commas\n"
    "  -o, --output=FORM       table (the default), csv or tsv\n"
    "  -s, --set=CELL=TEXT     put another text into a cell, as in -s B2=7\n"
    "      --stats             say how many questions the cells asked\n"
    "  -h, --help              show this\n"
    "\n"
    "A field that begins with = is a formula: numbers, \"text\", cells (B7),\n"
    "ranges (A1:B7), + - * / ^ ( ), = <> < <= > >=, and\n"
    "SUM AVG MIN MAX COUNT IF ABS SQRT ROUND.\n";

enum form { FORM_TABLE, FORM_CSV, FORM_TSV };

// What came from the command line.
struct options {
    const char *file; // NULL: standard input
    char comma;
    enum form form;
    char **sets; // CELL=TEXT; as many as the command line could hold
    int set_count;
    bool stats;
};

// All of a stream, with a 0 behind it; NULL, and errno is set, on failure.
static char *read_all(FILE *in)
{
    size_t used = 0, room = 4096, got = 0;
    char *text = malloc(room + 1);
    if (!text) return NULL;
    do {
        if (used == room) {
            char *grown = realloc(text, 2 * room + 1);
            if (!grown) goto fail;
            text = grown;
            room *= 2;
        }
        blocking got = fread(text + used, 1, room - used, in);
        used += got;
    } while (got);
    if (ferror(in)) goto fail;
    text[used] = 0;
    if (strlen(text) == used) return text;
    errno = EINVAL; // a 0 in the middle: this is no text
fail:
    free(text);
    return NULL;
}

static char *read_file(const char *name)
{
    FILE *in = stdin;
    char *text = NULL;
    if (name) blocking in = fopen(name, "rb");
    if (in) text = read_all(in);
    if (!text)
        fprintf(stderr, "sheet: %s: %s\n", name ? name : "standard input",
                strerror(errno));
    if (in && in != stdin) fclose(in);
    return text;
}

// Does what one --set says.
static bool apply(struct sheet *sheet, const char *set)
{
    int row, column;
    const char *text = formula_cell_name(set, &row, &column);
    if (!text || *text != '=') {
        fprintf(stderr, "sheet: --set %s: expected CELL=TEXT\n", set);
        return false;
    }
    if (row < 0 || row >= sheet->rows || column >= sheet->columns) {
        fprintf(stderr, "sheet: --set %s: the cell is not in the table\n", set);
        return false;
    }
    return table_set(sheet, row, column, text + 1);
}

// A cell that cannot be read shows #SYNTAX!; here is what is wrong with it.
static void report_syntax(const struct cell *cell)
{
    struct formula_error error;
    struct node *tree;
    if (cell->text[0] != '=' || cell->formula) return;
    tree = formula_parse(cell->text + 1, &error);
    if (!tree)
        fprintf(stderr, "sheet: row %d, column %d: %s at character %d of %s\n",
                cell->row + 1, cell->column + 1, error.problem,
                error.column + 1, cell->text);
    formula_free(tree);
}

// Starts all cells and waits until each has its value and has told it.
static bool evaluate(struct sheet *sheet, long *questions)
{
    size_t count = (size_t)sheet->rows * (size_t)sheet->columns, started = 0;
    task(long) *tasks = calloc(count + 1, sizeof *tasks);
    if (!tasks) return false;
    for (size_t i = 0; i < count; i++)
        if (sheet->cells[i]) sheet->awake++;
    for (size_t i = 0; i < count; i++) {
        if (!sheet->cells[i]) continue;
        tasks[started] = spawn(cell_run(sheet->cells[i]));
        if (!tasks[started++]) return false;
    }
    for (size_t i = 0; i < started; i++)
        *questions += join(tasks[i]);
    free(tasks);
    return true;
}

static bool write_result(const struct sheet *sheet, const struct options *o)
{
    switch (o->form) {
    case FORM_TABLE:
        if (!table_write_columns(sheet, stdout)) return false;
        break;
    case FORM_CSV: table_write_fields(sheet, stdout, ','); break;
    case FORM_TSV: table_write_fields(sheet, stdout, '\t'); break;
    }
    return !fflush(stdout) && !ferror(stdout);
}

static int run(const struct options *o)
{
    struct sheet sheet;
    int status = EXIT_FAILURE;
    long questions = 0;
    char *text = read_file(o->file);
    if (!text) return status;
    if (!table_read(&sheet, o->file ? o->file : "standard input", text,
                    o->comma))
        return status;
    for (int i = 0; i < o->set_count; i++)
        if (!apply(&sheet, o->sets[i])) goto out;
    if (!evaluate(&sheet, &questions)) {
        // Cells may be running, so nothing can be freed.
        fputs("sheet: out of memory\n", stderr);
        return status;
    }
    for (int i = 0; i < sheet.rows * sheet.columns; i++)
        if (sheet.cells[i]) report_syntax(sheet.cells[i]);
    if (write_result(&sheet, o))
        status = EXIT_SUCCESS;
    else
        perror("sheet: standard output");
    if (o->stats) fprintf(stderr, "sheet: %ld questions asked\n", questions);
out:
    table_destroy(&sheet);
    return status;
}

static bool parse_form(const char *name, struct options *o)
{
    static const char *const names[] = {"table", "csv", "tsv"};
    for (enum form form = FORM_TABLE; form <= FORM_TSV; form++)
        if (!strcmp(name, names[form])) {
            o->form = form;
            return true;
        }
    fprintf(stderr, "sheet: unknown form '%s': table, csv or tsv\n", name);
    return false;
}

// The exit status if the program must end at once; else -1.
static int parse_options(int argc, char **argv, struct options *o)
{
    static const struct option names[] = {
        {"tsv", no_argument, NULL, 't'},
        {"output", required_argument, NULL, 'o'},
        {"set", required_argument, NULL, 's'},
        {"stats", no_argument, NULL, 'S'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    for (int c; (c = getopt_long(argc, argv, "to:s:h", names, NULL)) != -1;) {
        switch (c) {
        case 't': o->comma = '\t'; break;
        case 'o':
            if (!parse_form(optarg, o)) return 2;
            break;
        case 's': o->sets[o->set_count++] = optarg; break;
        case 'S': o->stats = true; break;
        case 'h': fputs(usage, stdout); return 0;
        default: fputs("Try sheet --help.\n", stderr); return 2;
        }
    }
    if (optind < argc - 1) {
        fputs("sheet: only one file can be read\n", stderr);
        return 2;
    }
    if (optind < argc && strcmp(argv[optind], "-")) o->file = argv[optind];
    return -1;
}

int main(int argc, char **argv)
{
    struct options o = {.comma = ','};
    o.sets = calloc((size_t)argc, sizeof *o.sets);
    if (!o.sets) return EXIT_FAILURE;
    int status = parse_options(argc, argv, &o);
    if (status < 0) status = run(&o);
    free(o.sets);
    return status;
}
