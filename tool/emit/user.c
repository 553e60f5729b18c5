// SPDX-License-Identifier: MIT
// user.c: the main file where people read the generated one: its lines as they
// are, but for the coroutines, with its directives in their places. Each
// #define that was compiled is there again, so that macros mean what they meant
// (lower/spelling.c); where the expanded text would be taken for a macro once
// more, that goes. Called by emit.c.
#include "emit/emit.h"
#include "text/inside.h"

#include <string.h>

// -- directives --------------------------------------------------------------

static void read_original(struct emitter *e)
{
    const struct source *source = e->unit->source;
    const char *name = intern_s(e->unit->intern, source->main_file);
    const char *at = source_file_named(source->files, name)->text;
    for (size_t length; at && *at; at += length) {
        length = strcspn(at, "\n");
        length += at[length] == '\n';
        vec_push(e->unit->arena, &e->original,
                 arena_strndup(e->unit->arena, at, length));
    }
}

const char *emit_original(const struct emitter *e, unsigned line)
{
    bool known = line > 0 && line <= e->original.count;
    return known ? e->original.at[line - 1] : "";
}

// A directive, with the lines on which it goes on.
static unsigned put_directive(struct emitter *e, unsigned line)
{
    const char *text = emit_original(e, line);
    text_puts(e->out, text);
    while (strlen(text) >= 2 && strcmp(text + strlen(text) - 2, "\\\n") == 0) {
        text = emit_original(e, ++line);
        text_puts(e->out, text);
    }
    return line;
}

// Does a line hold that directive? "if" stands for ifdef and ifndef, too.
static bool is_directive(const char *text, const char *name)
{
    text += strspn(text, " \t");
    if (*text++ != '#') return false;
    return strncmp(text + strspn(text, " \t"), name, strlen(name)) == 0;
}

static bool is_include(const char *text)
{
    return is_directive(text, "include");
}

static bool mentions(const struct emitter *e, const char *name)
{
    for (size_t i = 0; i < e->original.count; i++)
        if (strstr(e->original.at[i], name)) return true;
    return false;
}

// Behind the last #include: what stands expanded below is not to be expanded
// again.
static void drop_own_names(struct emitter *e, unsigned line)
{
    const strings *names = &e->unit->source->own_names;
    for (size_t i = line; i < e->original.count; i++)
        if (is_include(e->original.at[i])) return;
    for (size_t i = 0; i < names->count; i++)
        if (mentions(e, names->at[i]))
            text_printf(e->out, "#undef %s // stands expanded below\n",
                        names->at[i]);
}

// The line behind which the conditional that `line` is in ends.
static unsigned end_of_conditional(const struct emitter *e, unsigned line)
{
    int depth = 1;
    for (; depth > 0 && line < e->original.count; line++) {
        const char *text = emit_original(e, line + 1);
        if (is_directive(text, "if")) depth++;
        if (is_directive(text, "endif")) depth--;
    }
    return line;
}

// A conditional that has begun in the text: where it stands, and its branch.
// kept: it has an #include, which has to be where it was.
struct conditional {
    size_t begin, branch;
    bool kept;
};

struct directives {
    VEC(struct conditional) open;
    bool any_include;
    bool in_place; // each line stays one
};

static bool has_include(const struct emitter *e, unsigned line)
{
    unsigned end = end_of_conditional(e, line);
    for (; line < end; line++)
        if (is_include(emit_original(e, line))) return true;
    return false;
}

// A #define or #undef that was compiled, and does no harm.
static bool was_compiled(const struct emitter *e, unsigned line)
{
    const struct source *source = e->unit->source;
    for (size_t i = 0; i < source->defines.count; i++) {
        if (source->defines.at[i].line != line) continue;
        for (size_t k = 0; k < source->own_names.count; k++)
            if (source->own_names.at[k] == source->defines.at[i].name)
                return false;
        return true;
    }
    return false;
}

static bool is_definition(const char *text)
{
    return is_directive(text, "define") || is_directive(text, "undef");
}

static struct conditional *innermost(struct directives *d)
{
    return d->open.count ? &d->open.at[d->open.count - 1] : NULL;
}

// Whether a line is to stand; takes note of conditionals.
static bool stands(struct emitter *e, struct directives *d, unsigned line)
{
    const char *text = emit_original(e, line);
    struct conditional *in = innermost(d);
    if (text[strspn(text, " \t")] != '#') return false;
    if (is_directive(text, "if")) {
        struct conditional here = {.begin = e->out->count};
        here.kept = (!in || in->kept) && has_include(e, line);
        vec_push(e->unit->arena, &d->open, here);
        return here.kept;
    }
    if (is_definition(text)) return was_compiled(e, line);
    if (is_directive(text, "endif") && in) d->open.count--;
    if (is_directive(text, "el") || is_directive(text, "endif"))
        return in && in->kept;
    return !in || in->kept;
}

// Takes the text from `begin` to `end` out, but for its line ends.
static void cut(struct emitter *e, size_t begin, size_t end, bool in_place)
{
    struct text *out = e->out;
    const char *rest =
        arena_strndup(out->arena, out->at + begin, out->count - begin);
    out->count = begin;
    for (size_t i = 0; in_place && i < end - begin; i++)
        if (rest[i] == '\n') text_puts(out, "\n");
    text_puts(out, rest + (end - begin));
}

// The directives that stand between two lines of preprocessed text. Both are
// compiled, so of a conditional that only one of them is in, this drops itself
// and the branches without that line.
static void
put_directives(struct emitter *e, unsigned from, unsigned to, bool in_place)
{
    struct directives d = {.in_place = in_place};
    for (unsigned line = from; line < to; line++) {
        const char *text = emit_original(e, line);
        bool branches = is_directive(text, "if") || is_directive(text, "el");
        unsigned next = line + 1;
        if (!d.open.count && is_directive(text, "el")) {
            next = end_of_conditional(e, line) + 1;
        } else if (stands(e, &d, line)) {
            next = put_directive(e, line) + 1;
            if (branches) innermost(&d)->branch = e->out->count;
            d.any_include |= is_include(text);
            continue;
        }
        for (; in_place && line < next && line < to; line++)
            text_puts(e->out, "\n");
        line = next - 1;
    }
    while (d.open.count > 0) {
        struct conditional it = d.open.at[--d.open.count];
        if (it.kept) cut(e, it.begin, it.branch, in_place);
    }
    if (d.any_include) drop_own_names(e, to - 1);
}

// In a function that is taken out the others have had their effect.
static void put_definitions(struct emitter *e, unsigned from, unsigned to)
{
    for (unsigned line = from; line < to; line++)
        if (is_definition(emit_original(e, line)) && was_compiled(e, line))
            line = put_directive(e, line);
}

// -- its lines ---------------------------------------------------------------

// The main file on its way: the last line that has been seen, that was not
// empty, and that is in a function which is taken out.
struct copying {
    struct emitter *e;
    const struct edits *list;
    size_t done; // what is before has been copied, or replaced
    size_t end;  // of the last line that has been seen
    unsigned seen, full, hidden;
    bool jumped, empty; // since the last line that was not
};

static bool is_in_function(const struct unit *unit, size_t at)
{
    for (size_t i = 0; i < unit->fns.count; i++)
        if (unit->fns.at[i]->begin < at && at < unit->fns.at[i]->end)
            return true;
    return false;
}

// A function that ends in an included file takes the #include with it.
static void hide_end(struct copying *c, unsigned to)
{
    unsigned line = (c->hidden > c->full ? c->hidden : c->full) + 1;
    if (c->done <= c->end) return;
    text_puts(c->e->out, "\n");
    while (line < to && !is_include(emit_original(c->e, line)))
        line++;
    if (line < to) c->hidden = line;
}

static void put_before(struct copying *c, const struct source_line *line)
{
    struct emitter *e = c->e;
    hide_end(c, line->line);
    if (c->hidden) put_definitions(e, c->full + 1, c->hidden + 1);
    if (c->hidden > c->full) c->full = c->hidden;
    put_directives(e, c->full + 1, line->line, !c->jumped);
    if (c->jumped && is_in_function(e->unit, line->begin))
        text_puts(e->out, directive_text(e->unit, line->line, line->file));
    else if (c->jumped && c->empty)
        emit_gap(e);
}

static void
copy_line(struct copying *c, const struct source_line *line, size_t end)
{
    const char *text = c->e->unit->source->text;
    bool empty = strspn(text + line->begin, " \t\n") >= end - line->begin;
    size_t from = line->begin > c->done ? line->begin : c->done;
    if (c->seen && line->line > c->seen + 1) c->jumped = true;
    c->seen = line->line;
    if (line->begin < c->done) c->hidden = line->line;
    c->empty |= empty;
    if (from >= end || (empty && from == line->begin)) return;
    if (from == line->begin) {
        put_before(c, line);
        c->hidden = 0;
        c->full = line->line;
        c->jumped = c->empty = false;
    }
    c->done = edits_copy_line(c->list, c->e->out, from, end);
}

void emit_user_text(struct emitter *e, const struct edits *list)
{
    const struct source *source = e->unit->source;
    struct copying copying = {.e = e, .list = list};
    read_original(e);
    for (size_t i = 0; i < source->line_count; i++) {
        const struct source_line *line = &source->lines[i];
        bool last = i + 1 == source->line_count;
        if (!line->line || line->depth > 0 ||
            strcmp(line->file, source->main_file) != 0)
            continue;
        size_t end = last ? source->size : line[1].begin;
        copy_line(&copying, line, end);
        copying.end = end;
    }
    put_definitions(e, copying.full + 1, (unsigned)e->original.count + 1);
}
