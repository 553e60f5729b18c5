// SPDX-License-Identifier: MIT
// writer.c: the text of a lowered function. Source is copied but for its edits;
// text of ours ("glue") stays on the source line it belongs to, so that
// debuggers step through the user's lines, or gets lines of its own when a
// person is to read it. The writer knows which line a reader of the output
// believes to be at and puts a line marker where that is wrong. Called by
// lower*.c.
#include "lower/writer.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INDENT = 20 }; // text in deep blocks grows by its lines alone
enum { LONGEST_LINE = 4096 };

// -- lines -------------------------------------------------------------------

static void put_plain(struct writer *w, const char *bytes, size_t length)
{
    text_add(w->out, bytes, length);
    for (size_t i = 0; i < length; i++)
        w->line += bytes[i] == '\n';
}

// False: the line is that already, or nobody is to be told.
static bool say_line(struct writer *w, size_t at)
{
    const struct source_line *line = source_line_at(w->edits->unit->source, at);
    bool known = w->file == line->file && w->line == line->line && !w->unsure;
    if (known || !line->line || w->edits->unit->options->code.lines == LINE_OFF)
        return false;
    directive_put(w->edits->unit, w->out, at);
    w->file = line->file;
    w->line = line->line;
    w->newline = w->unsure = false;
    return true;
}

static size_t column_of(const struct text *out)
{
    const char *newline =
        out->count ? memrchr(out->at, '\n', out->count) : NULL;
    return newline ? out->count - (size_t)(newline + 1 - out->at) : out->count;
}

// The next byte is to count as the one of the source at `at`.
static void put_place(struct writer *w, size_t at)
{
    const struct source_line *line = source_line_at(w->edits->unit->source, at);
    const char *text = w->edits->unit->source->text + line->begin;
    say_line(w, at);
    if (memchr(text, '\n', LONGEST_LINE) == NULL) return;
    size_t wanted = unit_place(w->edits->unit, at, at).column;
    if (wanted == 0) wanted = at - line->begin + 1; // of a file that is gone
    if (column_of(w->out) > wanted - 1) {
        w->line = 0;
        say_line(w, at);
    }
    for (size_t column = column_of(w->out); column + 1 < wanted; column++)
        text_add(w->out, " ", 1);
}

// A mark's offset; gives its length.
static size_t read_mark(const char *bytes, size_t *at)
{
    char *end;
    *at = strtoul(bytes + 1, &end, 16);
    return (size_t)(end + 1 - bytes);
}

static void put(struct writer *w, const char *bytes, size_t length)
{
    for (const char *mark;
         w->edits->places && (mark = memchr(bytes, MARK, length));) {
        size_t at, before = (size_t)(mark - bytes);
        put_plain(w, bytes, before);
        size_t taken = before + read_mark(mark, &at);
        put_place(w, at);
        bytes += taken;
        length -= taken;
    }
    put_plain(w, bytes, length);
}

static void put_indent(struct writer *w)
{
    const struct source_line *line =
        source_line_at(w->edits->unit->source, w->indent_at);
    const char *text = w->edits->unit->source->text;
    size_t end = line->begin;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    put(w, text + line->begin, end - line->begin);
}

static void put_depth(struct writer *w, int depth)
{
    for (int i = 0; w->pretty && i < depth && i < MOST_INDENT; i++)
        put(w, "    ", 4);
}

// Before `next`, the text that is to come.
static void flush_newline(struct writer *w, const char *next)
{
    if (!w->newline) return;
    w->newline = false;
    if (!w->pretty) {
        put(w, " ", 1);
        return;
    }
    put(w, "\n", 1);
    w->unsure = true;
    put_indent(w);
    int outdents = *next == '}' || strncmp(next, "case ", 5) == 0 ||
                   strncmp(next, "default:", 8) == 0;
    put_depth(w, w->depth - w->base - outdents);
}

void writer_line(struct writer *w, size_t at)
{
    if (w->newline && w->pretty &&
        w->edits->unit->options->code.lines != LINE_OFF) {
        put(w, "\n", 1);
        w->newline = false;
        put_indent(w);
    }
    if (!say_line(w, at)) return;
    const struct source *source = w->edits->unit->source;
    size_t outer = w->indent_at;
    w->indent_at = at;
    put_indent(w);
    w->indent_at = outer;
    if (source_line_at(source, at) == source_line_at(source, outer))
        put_depth(w, w->depth - w->base);
}

// A statement that begins with a pragma: that has its own line.
static void begin_line(struct writer *w, size_t at)
{
    if (!w->out->count || w->out->at[w->out->count - 1] == '\n') return;
    put(w, "\n", 1);
    writer_line(w, at);
    w->newline = false;
}

static bool is_blank(const char *text, size_t begin, size_t end)
{
    while (begin < end && isspace((unsigned char)text[begin]))
        begin++;
    return begin == end;
}

// What only ends or opens what glue has begun needs no line of its own.
static bool goes_on(const struct writer *w, size_t at)
{
    const char *text = w->edits->unit->source->text + at;
    return w->unsure && strchr(");{", text[strspn(text, " \t")]);
}

// What comes next stands for that. What stood behind has been taken back.
static void note_stretch(struct writer *w, size_t at, int state)
{
    stretches *all = w->stretches;
    if (!all) return;
    while (all->count && all->at[all->count - 1].from >= w->out->count)
        all->count--;
    const struct stretch *last = all->count ? &all->at[all->count - 1] : NULL;
    if (last && last->at == at && last->state == state) return;
    struct stretch stretch = {w->out->count, at, state};
    vec_push(w->edits->unit->arena, all, stretch);
}

// A line of the source or a part of one; gives where the next begins.
static size_t put_source_line(struct writer *w, size_t begin, size_t end)
{
    const char *text = w->edits->unit->source->text;
    struct text piece = {.arena = w->edits->unit->arena};
    if (edits_is_marker(text, begin)) return end;
    if (begin > 0 && text[begin - 1] == '\n') {
        if (!is_blank(text, begin, end)) say_line(w, begin);
    } else if (!is_blank(text, begin, end) && !goes_on(w, begin)) {
        writer_line(w, begin);
    }
    if (!is_blank(text, begin, end)) note_stretch(w, begin, 0);
    size_t done = edits_copy_line(w->edits, &piece, begin, end);
    if (piece.count) put(w, piece.at, piece.count);
    return done;
}

void writer_join(struct writer *w, size_t from)
{
    size_t length = w->out->count - from;
    w->joins = w->pretty && w->newline && length &&
               !memchr(w->out->at + from, '{', length);
}

// The comment at `at` goes behind glue of one line: it is the line that it was.
static void join(struct writer *w, size_t at)
{
    const struct source_line *line = source_line_at(w->edits->unit->source, at);
    w->newline = w->unsure = false;
    w->file = line->file;
    w->line = line->line;
    put(w, " ", 1);
}

// A comment that ends the line.
static bool is_last_comment(const char *text, size_t at, size_t end)
{
    size_t line = at + strcspn(text + at, "\n");
    if (line >= end || text[at] != '/') return false;
    if (text[at + 1] == '/') return true;
    const char *close = text[at + 1] == '*' ? strstr(text + at, "*/") : NULL;
    size_t behind = close ? (size_t)(close + 2 - text) : end;
    return behind <= line && is_blank(text, behind, line);
}

void writer_source(struct writer *w, size_t begin, size_t end)
{
    const char *text = w->edits->unit->source->text;
    size_t first = begin;
    while (first < end && (text[first] == ' ' || text[first] == '\t'))
        first++;
    if (w->newline && w->pretty) { // it brings the blanks
        if (first < end && text[first] == '\n') w->newline = false;
        begin = first;
        if (w->joins && is_last_comment(text, first, end)) join(w, first);
    }
    w->joins = false;
    if (begin >= end) return;
    if (text[begin] == '#') begin_line(w, begin);
    flush_newline(w, "");
    while (begin < end) {
        const char *newline = memchr(text + begin, '\n', end - begin);
        size_t next = newline ? (size_t)(newline - text) + 1 : end;
        begin = put_source_line(w, begin, next);
    }
}

// -- text of ours ------------------------------------------------------------

void writer_glue(struct writer *w, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(w->edits->unit->arena, format, args);
    va_end(args);
    const char *file = w->file;
    unsigned line = w->line;
    if (text[strspn(text, "\n")]) note_stretch(w, w->at, w->state);
    for (; *text; text++) {
        if (*text == '\n') {
            w->newline = true;
            continue;
        }
        if (w->edits->places && *text == MARK) {
            size_t at, length = read_mark(text, &at);
            put_place(w, at);
            text += length - 1;
            continue;
        }
        flush_newline(w, text);
        if (*text == '{') w->depth++;
        if (*text == '}') w->depth--;
        put(w, text, 1);
    }
    if (!w->edits->places || (w->line == line && w->file == file)) return;
    text_printf(w->out, "\n%s", directive_text(w->edits->unit, line, file));
    w->line = line;
    w->file = file;
}

void writer_label(struct writer *w, const char *name, const char *then)
{
    w->depth--;
    writer_glue(w, then ? "%s:" : "%s:;", name);
    w->depth++;
    writer_glue(w, "\n");
    if (then) writer_glue(w, "%s\n", then);
}

// The line, from `at` on, is code and nothing else.
static bool takes_more(const char *line)
{
    return *line && *line != '#' && !strstr(line, "//") && !strstr(line, "/*");
}

void writer_brace(struct writer *w)
{
    size_t end = w->out->count;
    while (end > 0 && isspace((unsigned char)w->out->at[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && w->out->at[from - 1] != '\n')
        from--;
    const char *line =
        arena_strndup(w->edits->unit->arena, w->out->at + from, end - from);
    if (w->pretty && !w->newline && takes_more(line)) {
        for (size_t i = end; i < w->out->count; i++)
            w->line -= w->out->at[i] == '\n';
        w->out->count = end;
        put(w, " ", 1);
    }
    writer_glue(w, "{\n");
}
