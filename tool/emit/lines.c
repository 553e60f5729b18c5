// SPDX-License-Identifier: MIT
// lines.c: what all of the generated file is written with: its lines, what says
// where they come from, the head of a function. Called by emit/*.c.
#include "emit/emit.h"

#include <ctype.h>
#include <string.h>

bool emit_needs_plain(const struct fn *fn)
{
    return !fn->said.is_static || fn->said.mentions > 0 ||
           fn->colour.keep_plain || fn->said.is_main;
}

const char *emit_linkage(const struct fn *fn)
{
    return fn->said.is_static ? "static " : "";
}

// -- lines -------------------------------------------------------------------

void emit_line(struct emitter *e, int depth, const char *text)
{
    if (!e->pretty) {
        text_printf(e->out, "%s ", text);
        return;
    }
    text = arena_printf(e->unit->arena, "%*s%s", depth * 4, "", text);
    layout_wrap(e->out, text, strlen(text));
    text_puts(e->out, "\n");
}

void emit_gap(struct emitter *e)
{
    size_t end = e->out->count;
    bool gap = end < 2 || memcmp(e->out->at + end - 2, "\n\n", 2) == 0;
    if (e->pretty && !gap) text_puts(e->out, "\n");
}

void emit_banner(struct emitter *e, const char *title)
{
    static const char line[] = "-------------------------------------------"
                               "-----------------------------";
    int length = (int)(sizeof line - 1) - (int)strlen(title);
    if (!e->pretty) return;
    emit_gap(e);
    text_printf(e->out, "// -- %s %.*s\n\n", title, length > 3 ? length : 3,
                line);
}

void emit_marker(struct emitter *e, size_t at)
{
    const struct source_line *line = source_line_at(e->unit->source, at);
    text_puts(e->out, directive_text(e->unit, line->line, line->file));
    e->is_ours = false;
}

// The name that -save-temps gives to the generated file, or the one that it
// has.
static const char *own_name(const struct emitter *e)
{
    const char *name = e->unit->options->job.output;
    if (e->unit->options->show.emit == EMIT_C && name) return name;
    const char *file = e->unit->source->main_file;
    const char *slash = strrchr(file, '/');
    const char *base = slash ? slash + 1 : file, *dot = strrchr(base, '.');
    int length = dot && dot > base ? (int)(dot - base) : (int)strlen(base);
    return arena_printf(e->unit->arena, "%.*s.csp.c", length, base);
}

unsigned emit_own_line(struct emitter *e)
{
    for (; e->counted < e->out->count; e->counted++)
        e->lines += e->out->at[e->counted] == '\n';
    return e->lines + 1;
}

// What follows counts as what it is, lines of the generated file.
void emit_own_lines(struct emitter *e)
{
    text_printf(e->out, "%s %u %s\n", e->pretty ? "#line" : "#",
                emit_own_line(e) + 1, text_quote(e->unit->arena, own_name(e)));
}

void emit_ours(struct emitter *e, const char *declared)
{
    const char *text = e->unit->source->text, *at = strstr(text, declared);
    if (e->unit->options->code.lines != LINE_DIRECTIVE) return;
    if (!e->pretty && at)
        emit_marker(e, (size_t)(at - text));
    else if (!e->is_ours)
        emit_own_lines(e);
    e->is_ours = true;
}

// -- the user's text ---------------------------------------------------------

size_t emit_trim_right(const char *text, size_t begin, size_t end)
{
    while (end > begin && isspace((unsigned char)text[end - 1]))
        end--;
    return end;
}

const char *emit_header(struct emitter *e, const struct fn *fn)
{
    const struct unit *unit = e->unit;
    struct edits edits = {.unit = e->unit};
    for (size_t i = 0; i < unit->edits.count; i++) { // tags that we gave
        const struct edit *edit = &unit->edits.at[i];
        if (edit->begin >= fn->begin && edit->end <= fn->body->begin)
            vec_push(unit->arena, &edits.list, *edit);
    }
    edits_sort(&edits);
    spelling_put_back(&edits, fn->begin, fn->body->begin);
    const char *header = edits_text(&edits, fn->begin, fn->body->begin);
    size_t end = emit_trim_right(header, 0, strlen(header));
    return arena_strndup(e->unit->arena, header, end);
}

bool emit_defines_type(const char *header)
{
    return strchr(header, '{') != NULL;
}

const char *emit_header_again(struct emitter *e, const struct fn *fn)
{
    const char *header = emit_header(e, fn);
    if (!emit_defines_type(header)) return header;
    struct arena *arena = e->unit->arena;
    struct text list = {.arena = arena};
    text_printf(&list, "%s(%s", fn->name, fn->params.count ? "" : "void");
    for (size_t i = 0; i < fn->params.count; i++)
        text_printf(&list, "%s%s", i ? ", " : "",
                    type_declare(e->unit, fn->params.at[i]->type,
                                 fn->params.at[i]->name));
    text_puts(&list, ")");
    return arena_printf(arena, "%s%s", emit_linkage(fn),
                        type_declare(e->unit, fn->result, list.at));
}
