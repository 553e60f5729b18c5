// SPDX-License-Identifier: MIT
// diag.c: the only place that prints errors about source, in clang's form: a
// head line, the source line, a caret line, a line for each fix-it. A report
// is written in one piece, so that parallel builds do not mix them. Files are
// read once and kept in the arena of the unit.
#include "report/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TAB_WIDTH = 8, DEFAULT_ERROR_LIMIT = 20 };
enum { MOST_SHOWN = 4096 }; // bytes of a line; clang shows no longer one either

const char *const diag_warnings[] = {
    "csp-blocking",
    "csp-one-sided",
    "csp-self-deadlock",
    "csp-two-way",
    "csp-unclosed",
    "csp-unused-end",
    "csp-escape",
    "csp-lock",
    "csp-moved",
    "csp-thread-local",
    "csp-unused-task",
    "csp-pragma",
    "csp-copy",
    "csp-fallthrough",
    "csp-auto-chan",
    "csp-frame-size",
    "csp-unwind-leak",
    "csp-coverage",
    NULL,
};
// Those that only -Wcsp-NAME switches on.
static const char *const asked_for[] = {"csp-two-way", "csp-unwind-leak", NULL};

struct diag_file {
    struct diag_file *next;
    const char *name;
    const char *text; // NULL: cannot be read
    size_t size;
};

static bool has(const strings *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->at[i], name) == 0) return true;
    return false;
}

bool diag_colours(enum colour_when when)
{
    const char *terminal = getenv("TERM");
    if (when != COLOUR_AUTO) return when == COLOUR_ALWAYS;
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

bool diag_wants(const struct diag *diag, const char *name)
{
    if (diag->no_warnings || has(&diag->off, name)) return false;
    for (size_t i = 0; asked_for[i]; i++)
        if (strcmp(asked_for[i], name) == 0)
            return has(&diag->on, name) || has(&diag->as_errors, name);
    return true;
}

// -- the source line ----------------------------------------------------------

static const struct diag_file *file_of(struct diag *diag, const char *name)
{
    struct diag_file *file = diag->files;
    while (file && strcmp(file->name, name) != 0)
        file = file->next;
    if (file) return file;
    file = ARENA_NEW(diag->arena, struct diag_file);
    file->name = name;
    if (strcmp(name, "<stdin>") == 0 && diag->stdin_path)
        name = diag->stdin_path;
    file->text = read_file(diag->arena, name, &file->size);
    file->next = diag->files;
    diag->files = file;
    return file;
}

// The bytes of a line; NULL if there is none, or it is not shown.
static const char *
line_of(struct diag *diag, struct place place, size_t *length)
{
    const struct diag_file *file = file_of(diag, place.file);
    const char *at = file->text, *end = at + file->size;
    for (unsigned line = 1; at && line < place.line; line++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at) at++;
    }
    if (!at || at == end) return NULL;
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    *length = (size_t)((newline ? newline : end) - at);
    if (*length && at[*length - 1] == '\r') --*length;
    return *length > MOST_SHOWN ? NULL : at;
}

// How many columns the byte takes on the screen, standing at `column`.
static size_t width_of(char byte, size_t column)
{
    if (byte == '\t') return TAB_WIDTH - column % TAB_WIDTH;
    return ((unsigned char)byte & 0xc0) == 0x80 ? 0 : 1;
}

static size_t column_of(const char *line, size_t bytes)
{
    size_t column = 0;
    for (size_t i = 0; i < bytes; i++)
        column += width_of(line[i], column);
    return column;
}

static void add_repeated(struct text *out, char byte, size_t count)
{
    while (count--)
        text_add(out, &byte, 1);
}

static void add_source_line(struct text *out, const char *line, size_t length,
                            unsigned number)
{
    size_t column = 0;
    text_printf(out, "%5u | ", number);
    for (size_t i = 0; i < length; i++) {
        size_t width = width_of(line[i], column);
        if (line[i] == '\t')
            add_repeated(out, ' ', width);
        else
            add_repeated(out, (unsigned char)line[i] < ' ' ? '?' : line[i], 1);
        column += width;
    }
    text_puts(out, "\n");
}

// The start of a line below the source line: as wide as "  123 | ".
static void add_margin(struct text *out, unsigned number)
{
    for (size_t digits = 5; digits || number; number /= 10) {
        text_puts(out, " ");
        digits -= digits > 0;
    }
    text_puts(out, " | ");
}

static void add_caret_line(struct diag *diag, struct text *out,
                           struct place place, const char *line, size_t length)
{
    bool colours = diag_colours(diag->colour);
    size_t begin = place.column - 1, end = begin + place.length;
    if (end > length) end = length;
    size_t from = column_of(line, begin);
    size_t to = end > begin ? column_of(line, end) : from;
    add_margin(out, place.line);
    text_puts(out, colours ? "\033[0;1;32m" : "");
    add_repeated(out, ' ', from);
    text_puts(out, "^");
    if (to > from + 1) add_repeated(out, '~', to - from - 1);
    text_puts(out, colours ? "\033[0m\n" : "\n");
}

// -- reports ------------------------------------------------------------------

static const char *head_of(enum severity severity, bool colours)
{
    switch (severity) {
    case SEVERITY_NOTE: return colours ? "\033[0;1;36mnote: \033[0m" : "note: ";
    case SEVERITY_WARNING:
        return colours ? "\033[0;1;35mwarning: \033[0m\033[1m" : "warning: ";
    case SEVERITY_ERROR:
        return colours ? "\033[0;1;31merror: \033[0m\033[1m" : "error: ";
    }
    die("severity %d", severity);
}

static void add_place(struct text *out, struct place place)
{
    if (!place.file)
        text_puts(out, "cspcc: ");
    else if (!place.line)
        text_printf(out, "%s: ", place.file);
    else if (!place.column)
        text_printf(out, "%s:%u: ", place.file, place.line);
    else
        text_printf(out, "%s:%u:%u: ", place.file, place.line, place.column);
}

// What stands behind the message: the name that switches it off, if any does.
static void add_name(struct text *out, enum severity severity, const char *name,
                     bool promoted)
{
    if (!name || severity == SEVERITY_NOTE) return;
    if (promoted)
        text_printf(out, " [-Werror,-W%s]", name);
    else if (severity == SEVERITY_WARNING)
        text_printf(out, " [-W%s]", name);
    else
        text_printf(out, " [%s]", name);
}

static void add_report(struct diag *diag, struct text *out,
                       enum severity severity, struct place place,
                       const char *name, bool promoted, const char *message)
{
    bool colours = diag_colours(diag->colour);
    size_t length;
    text_puts(out, colours ? "\033[1m" : "");
    add_place(out, place);
    text_puts(out, colours ? "\033[0m" : "");
    text_puts(out, head_of(severity, colours));
    text_puts(out, message);
    add_name(out, severity, name, promoted);
    text_puts(out, colours ? "\033[0m\n" : "\n");
    if (!place.file || !place.line) return;
    const char *line = line_of(diag, place, &length);
    if (!line) return;
    add_source_line(out, line, length, place.line);
    if (place.column && place.column <= length + 1)
        add_caret_line(diag, out, place, line, length);
}

static bool is_promoted(const struct diag *diag, const char *name)
{
    if (diag->said == SAID_ERROR) return true;
    if (name && has(&diag->not_errors, name)) return false;
    return diag->warnings_are_errors || (name && has(&diag->as_errors, name));
}

// -w is over all, and a pragma over the other options.
static bool is_wanted(const struct diag *diag, const char *name)
{
    if (diag->said == SAID_NOTHING && name) return diag_wants(diag, name);
    return !diag->no_warnings && diag->said != SAID_IGNORED;
}

// Counts a report; false if it is one too many, or unwanted.
static bool admit(struct diag *diag, enum severity severity, const char *name)
{
    int limit = diag->error_limit ? diag->error_limit : DEFAULT_ERROR_LIMIT;
    if (severity == SEVERITY_NOTE) return !diag->swallow_notes;
    diag->swallow_notes =
        severity == SEVERITY_WARNING && !is_wanted(diag, name);
    if (diag->swallow_notes) return false;
    if (severity == SEVERITY_ERROR || is_promoted(diag, name)) {
        diag->swallow_notes = limit > 0 && diag->errors >= limit;
        if (limit > 0 && diag->errors == limit)
            fputs("cspcc: fatal error: too many errors emitted, stopping now"
                  " [-ferror-limit=]\n",
                  stderr);
        diag->errors++;
    } else {
        diag->swallow_notes = limit > 0 && diag->errors > limit;
        diag->warnings++;
    }
    return !diag->swallow_notes;
}

static void report(struct diag *diag, enum severity severity,
                   struct place place, const char *name, const char *message)
{
    struct text out = {.arena = diag->arena};
    bool promoted = severity == SEVERITY_WARNING && is_promoted(diag, name);
    if (!admit(diag, severity, name)) return;
    if (promoted) severity = SEVERITY_ERROR;
    diag->last = place;
    add_report(diag, &out, severity, place, name, promoted, message);
    fflush(stdout);
    fwrite(out.at, 1, out.count, stderr);
}

void diag_report(struct diag *diag, enum severity severity, struct place place,
                 const char *name, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(diag->arena, format, args);
    va_end(args);
    report(diag, severity, place, name, message);
}

void diag_warn(struct diag *diag, enum diag_said said, struct place place,
               const char *name, const char *message)
{
    diag->said = said;
    report(diag, SEVERITY_WARNING, place, name, message);
    diag->said = SAID_NOTHING;
}

void diag_error(struct diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(diag->arena, format, args);
    va_end(args);
    report(diag, SEVERITY_ERROR, (struct place){0}, NULL, message);
    diag->unplaced++;
}

void diag_fixit(struct diag *diag, struct place place, const char *text)
{
    struct text out = {.arena = diag->arena};
    bool colours = diag_colours(diag->colour);
    size_t length;
    if (diag->swallow_notes || !place.file || !place.column) return;
    const char *line = line_of(diag, place, &length);
    if (!line || place.column > length + 1) return;
    if (!diag->last.file || strcmp(place.file, diag->last.file) != 0 ||
        place.line != diag->last.line)
        add_source_line(&out, line, length, place.line);
    add_margin(&out, place.line);
    text_puts(&out, colours ? "\033[0;32m" : "");
    add_repeated(&out, ' ', column_of(line, place.column - 1));
    text_puts(&out, text);
    text_puts(&out, colours ? "\033[0m\n" : "\n");
    fwrite(out.at, 1, out.count, stderr);
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

void diag_summary(const struct diag *diag)
{
    int warnings = diag->warnings, errors = diag->errors - diag->unplaced;
    if (warnings)
        fprintf(stderr, "%d warning%s%s", warnings, plural(warnings),
                errors ? " and " : "");
    if (errors) fprintf(stderr, "%d error%s", errors, plural(errors));
    if (warnings || errors) fputs(" generated.\n", stderr);
}
