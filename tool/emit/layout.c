// SPDX-License-Identifier: MIT
// layout.c: the lines of a lowered body, for people: no blanks at their ends,
// no line directive that says what a reader knows already, or that has only a
// closing brace to speak of. A line keeps the place that it had: where
// directives are dropped, later ones make up for it. Called by emit/step.c.
#include "emit/emit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// Where the next line comes from; file: as the directive has it, quoted.
struct origin {
    const char *file;
    size_t file_length;
    unsigned long line; // 0: nobody has said
};

struct layout {
    struct text out;
    struct origin wanted, said;
    size_t blanks; // empty lines that wait for a line behind them
    char last;     // what the line before ended in
};

static bool is_directive(const char *line)
{
    return strncmp(line, "#line ", 6) == 0;
}

static void
read_directive(struct layout *layout, const char *line, size_t length)
{
    char *end;
    layout->wanted.line = strtoul(line + 6, &end, 10);
    layout->wanted.file = end + 1;
    layout->wanted.file_length = (size_t)(line + length - layout->wanted.file);
}

static bool is_in_step(const struct layout *layout)
{
    const struct origin *wanted = &layout->wanted, *said = &layout->said;
    if (!wanted->file) return true; // no directives are wanted
    return wanted->line == said->line + layout->blanks && said->file &&
           wanted->file_length == said->file_length &&
           memcmp(wanted->file, said->file, said->file_length) == 0;
}

static void put_blanks(struct layout *layout)
{
    size_t count = layout->blanks;
    // Without directives no line has a number to keep.
    if (!layout->wanted.file && count > 0) count = layout->last != '{';
    for (size_t i = 0; i < count; i++)
        text_puts(&layout->out, "\n");
    layout->said.line += count;
}

static void put_origin(struct layout *layout)
{
    text_printf(&layout->out, "#line %lu %.*s\n", layout->wanted.line,
                (int)layout->wanted.file_length, layout->wanted.file);
    layout->said = layout->wanted;
}

static void put_line(struct layout *layout, const char *line, size_t length)
{
    size_t first = 0;
    while (line[first] == ' ' || line[first] == '\t')
        first++;
    bool closes = line[first] == '}';
    if (!closes && is_in_step(layout))
        put_blanks(layout);
    else if (!closes)
        put_origin(layout);
    text_add(&layout->out, line, length);
    text_puts(&layout->out, "\n");
    layout->blanks = 0;
    layout->said.line++;
    layout->wanted.line++;
    layout->last = line[length - 1];
}

const char *layout_lines(struct arena *arena, const char *text)
{
    struct layout layout = {.out = {.arena = arena}};
    text_puts(&layout.out, "");
    while (*text) {
        size_t length = strcspn(text, "\n"), kept = length;
        while (kept > 0 && isspace((unsigned char)text[kept - 1]))
            kept--;
        if (is_directive(text)) {
            read_directive(&layout, text, length);
            layout.blanks = 0;
        } else if (kept > 0) {
            put_line(&layout, text, kept);
        } else {
            layout.blanks++;
            layout.wanted.line++;
        }
        text += length + (text[length] == '\n');
    }
    return layout.out.at;
}
