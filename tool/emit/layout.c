// SPDX-License-Identifier: MIT
// layout.c: the lines of a lowered body, for people: no blanks at their ends,
// no line directive that says what a reader knows already, or that has only a
// closing brace to speak of. A line keeps the place that it had: where
// directives are dropped, later ones make up for it. Called by emit/step.c.
#include "emit/emit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct layout {
    struct unit *unit;
    struct text out;
    // Where the next line comes from, and what compilers take it to be.
    struct origin wanted, said;
    bool fresh;    // a directive has just told what is wanted
    size_t blanks; // empty lines that wait for a line behind them
    char last;     // what the line before ended in
    const struct lowered *to;
    size_t stretch; // the one that the line before ended in
    unsigned lines; // in `out`
    map_of_lines *map;
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
    layout->fresh = true;
}

static bool is_in_step(const struct layout *layout)
{
    const struct origin *wanted = &layout->wanted, *said = &layout->said;
    if (!wanted->file || !layout->fresh) return true;
    return wanted->line == said->line + layout->blanks && said->file &&
           wanted->file_length == said->file_length &&
           memcmp(wanted->file, said->file, said->file_length) == 0;
}

static void map_line(struct layout *layout, struct mapped origin)
{
    origin.line = ++layout->lines;
    origin.fn = layout->to->fn;
    vec_push(layout->unit->arena, layout->map, origin);
}

static void put_blanks(struct layout *layout)
{
    size_t count = layout->blanks;
    // Without directives no line has a number to keep.
    if (!layout->wanted.file && count > 0) count = layout->last != '{';
    for (size_t i = 0; i < count; i++) {
        text_puts(&layout->out, "\n");
        map_line(layout, (struct mapped){.at = (size_t)-1});
    }
    layout->said.line += count;
}

static void put_origin(struct layout *layout)
{
    text_printf(&layout->out, "#line %lu %.*s\n", layout->wanted.line,
                (int)layout->wanted.file_length, layout->wanted.file);
    layout->said = layout->wanted;
    layout->lines++;
}

// Only lines of ours are too long for us; a comment, or what a backslash ends,
// cannot be broken.
static bool may_wrap(const char *line, size_t length)
{
    return length > LAYOUT_WIDTH && memmem(line, length, "csp_", 4) &&
           !memmem(line, length, "//", 2) && !memmem(line, length, "/*", 2) &&
           line[strspn(line, " \t")] != '#' && line[length - 1] != '\\';
}

// Where a line goes on: behind the bracket that is open, as far as there is
// room.
struct wrap {
    size_t column[8];
    size_t depth;
};

static void see_bracket(struct wrap *wrap, char c, size_t column)
{
    size_t most = sizeof wrap->column / sizeof *wrap->column;
    if (c == '(' || c == '{') {
        if (wrap->depth < most) wrap->column[wrap->depth] = column;
        wrap->depth++;
    } else if ((c == ')' || c == '}') && wrap->depth > 0) {
        wrap->depth--;
    }
}

static size_t goes_on_at(const struct wrap *wrap, size_t indent)
{
    size_t most = sizeof wrap->column / sizeof *wrap->column;
    size_t column = indent + 4;
    if (wrap->depth > 0 && wrap->depth <= most &&
        wrap->column[wrap->depth - 1] <= LAYOUT_WIDTH * 2 / 3)
        column = wrap->column[wrap->depth - 1];
    return column;
}

// The last blank behind a comma or an assignment that is within the width; 0:
// there is none. next: the column at which the line goes on behind it.
static size_t
find_break(const char *line, size_t length, struct wrap *wrap, size_t *next)
{
    size_t found = 0, indent = strspn(line, " ");
    struct wrap now = *wrap;
    for (size_t i = 0; i < length && i < LAYOUT_WIDTH; i++) {
        if (line[i] == '"' || line[i] == '\'') {
            char quote = line[i];
            for (i++; i < length && line[i] != quote; i++)
                i += line[i] == '\\';
            continue;
        }
        see_bracket(&now, line[i], i + 1);
        bool gap = i > indent && i + 1 < length && line[i] == ' ' &&
                   (line[i - 1] == ',' || line[i - 1] == '=');
        if (!gap || (line[i - 1] == '=' && now.depth > 0)) continue;
        found = i;
        *wrap = now;
        *next = goes_on_at(&now, indent);
    }
    return found;
}

size_t layout_wrap(struct text *out, const char *line, size_t length)
{
    size_t breaks = 0;
    struct wrap wrap = {0};
    if (!may_wrap(line, length)) {
        text_add(out, line, length);
        return 0;
    }
    while (length > LAYOUT_WIDTH) {
        size_t next = 0, at = find_break(line, length, &wrap, &next);
        if (!at || next >= at) break;
        text_printf(out, "%.*s\n", (int)at, line);
        const char *rest = line + at + 1;
        length = length - at - 1 + next;
        line = arena_printf(out->arena, "%*s%.*s", (int)next, "",
                            (int)(length - next), rest);
        breaks++;
    }
    text_add(out, line, length);
    return breaks;
}

// With its macros as they are written; what is wrapped is no more on its line.
static const char *
settled(struct layout *layout, const char *line, size_t *length)
{
    struct unit *unit = layout->unit;
    const char *text = spelling_settle(unit, line, *length, layout->said);
    if (may_wrap(text, strlen(text)))
        text = spelling_settle(unit, line, *length, (struct origin){0});
    *length = strlen(text);
    return text;
}

// What a line of the body stands for: what it begins with; the suspension that
// anything in it is part of. Then that is what it stands for.
static struct mapped
find_origin(struct layout *layout, size_t begin, size_t end)
{
    const stretches *all = &layout->to->stretches;
    struct mapped found = {.at = (size_t)-1};
    size_t i = layout->stretch;
    while (i + 1 < all->count && all->at[i + 1].from <= begin)
        i++;
    layout->stretch = i;
    for (size_t k = i; k < all->count && all->at[k].from < end; k++) {
        if (k == i) found.at = all->at[k].at;
        if (!found.state) found.state = all->at[k].state;
    }
    if (found.state) found.at = layout->to->points.at[found.state - 1].at;
    return found;
}

static void
put_line(struct layout *layout, const char *line, size_t length, size_t at)
{
    size_t first = 0;
    while (line[first] == ' ' || line[first] == '\t')
        first++;
    bool closes = line[first] == '}';
    struct mapped origin = find_origin(layout, at + first, at + length);
    if (!closes && is_in_step(layout))
        put_blanks(layout);
    else if (!closes)
        put_origin(layout);
    line = settled(layout, line, &length);
    size_t breaks = layout_wrap(&layout->out, line, length);
    layout->said.line += breaks;
    text_puts(&layout->out, "\n");
    for (size_t i = 0; i <= breaks; i++)
        map_line(layout, origin);
    if (!closes) layout->fresh = false;
    layout->blanks = 0;
    layout->said.line++;
    layout->wanted.line++;
    layout->last = line[length - 1];
}

const char *
layout_lines(struct unit *unit, const struct lowered *to, map_of_lines *map)
{
    struct layout layout = {
        .unit = unit, .out = {.arena = unit->arena}, .to = to, .map = map};
    const char *text = to->body.at;
    text_puts(&layout.out, "");
    while (*text) {
        size_t length = strcspn(text, "\n"), kept = length;
        while (kept > 0 && isspace((unsigned char)text[kept - 1]))
            kept--;
        if (is_directive(text)) {
            read_directive(&layout, text, length);
            layout.blanks = 0;
        } else if (kept > 0) {
            put_line(&layout, text, kept, (size_t)(text - to->body.at));
        } else {
            layout.blanks++;
            layout.wanted.line++;
        }
        text += length + (text[length] == '\n');
    }
    return layout.out.at;
}
