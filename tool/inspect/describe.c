// SPDX-License-Identifier: MIT
// describe.c: --emit=json, from which page.c makes its page: the machines of a
// unit, its source, and the generated C with the lines that belong together.
// Reads the tree after everything has been lowered, and changes nothing.
#include "inspect/describe.h"

#include "inspect/inside.h"

#include "tree/field.h"
#include "sense/sense.h"
#include "text/inside.h"

#include <ctype.h>
#include <string.h>

struct describer {
    struct unit *unit;
    struct text *out;
    struct fn *fn;
    const struct machine *machine;
    struct reasons *reasons;
};

// -- strings -----------------------------------------------------------------

size_t describe_character(const char *text, size_t room)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t length = at[0] < 0x80                     ? 1
                    : at[0] >= 0xc2 && at[0] <= 0xdf ? 2
                    : (at[0] & 0xf0) == 0xe0         ? 3
                    : at[0] >= 0xf0 && at[0] <= 0xf4 ? 4
                                                     : 0;
    if (length > room) return 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xc0) != 0x80) return 0;
    return length;
}

void describe_string(struct text *out, const char *bytes, size_t length)
{
    text_puts(out, "\"");
    for (size_t i = 0, step; i < length; i += step ? step : 1) {
        unsigned char c = (unsigned char)bytes[i];
        step = describe_character(bytes + i, length - i);
        if (c < ' ' || c == 0x7f)
            text_printf(out, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            text_printf(out, "\\%c", c);
        else if (step)
            text_add(out, bytes + i, step);
        else
            text_puts(out, "\\ufffd");
    }
    text_puts(out, "\"");
}

static void put_string(struct describer *d, const char *string)
{
    describe_string(d->out, string, strlen(string));
}

static void put_member(struct describer *d, const char *name, const char *value)
{
    text_printf(d->out, ",\"%s\":", name);
    put_string(d, value);
}

static void put_size(struct describer *d, const char *name, int64_t size)
{
    if (size < 0)
        text_printf(d->out, ",\"%s\":null", name);
    else
        text_printf(d->out, ",\"%s\":%lld", name, (long long)size);
}

// -- places ------------------------------------------------------------------

static struct place place_at(const struct describer *d, size_t at)
{
    return unit_place(d->unit, at, at);
}

static void put_place(struct describer *d, struct place place)
{
    put_member(d, "file", place.file);
    text_printf(d->out, ",\"line\":%u,\"column\":%u",
                place.line ? place.line : 1, place.column ? place.column : 1);
}

// -- states ------------------------------------------------------------------

static void put_ways(struct describer *d, const struct state *state)
{
    text_puts(d->out, ",\"ways\":[");
    for (size_t i = 0; i < state->ways.count; i++) {
        const struct way *way = &state->ways.at[i];
        text_puts(d->out, i ? ",{\"to\":" : "{\"to\":");
        if (way->to)
            text_printf(d->out, "%d", way->to);
        else
            text_puts(d->out, "null");
        put_member(d, "when", way->text);
        text_puts(d->out, ",\"alternatives\":[");
        for (size_t k = 0; k < way->when.count; k++) {
            text_puts(d->out, k ? "," : "");
            put_string(d, way->when.at[k]);
        }
        text_printf(d->out, "],\"loop\":%s}", way->loop ? "true" : "false");
    }
    text_puts(d->out, "]");
}

// -- frames ------------------------------------------------------------------

static bool belongs_to(const struct describer *d, const struct field *field,
                       const struct point *point)
{
    if (field->var) return machine_keeps(field->var, point);
    return machine_point(d->machine, field) == point;
}

// `owner`: the operation's group that it is in, NULL: none.
static void put_states(struct describer *d, const struct field *field,
                       const struct field *owner)
{
    size_t count = 0;
    for (size_t i = 0; i < d->machine->points.count; i++) {
        const struct point *point = &d->machine->points.at[i];
        if (!belongs_to(d, field, point) &&
            !(owner && belongs_to(d, owner, point)))
            continue;
        text_printf(d->out, "%s%d", count++ ? "," : ",\"states\":[",
                    point->number);
    }
    if (count) text_puts(d->out, "]");
}

static void put_fields(struct describer *d, const struct field *group,
                       const struct field *owner, const char *inside);

// Its place in the struct of the generated C: "select_1.cases".
static const char *
member_of(struct describer *d, const struct field *field, const char *inside)
{
    const char *name = machine_member(d->unit, field);
    return !*name ? inside
                  : arena_printf(d->unit->arena, "%s%s%s", inside,
                                 *inside ? "." : "", name);
}

static void put_field(struct describer *d, const struct field *field,
                      const struct field *owner, const char *inside)
{
    static const char *const kinds[] = {"field", "struct", "union"};
    const char *name = machine_member(d->unit, field);
    const char *member = member_of(d, field, inside);
    if (field->var && *field->var->name) name = field->var->name;
    text_printf(d->out, "{\"kind\":\"%s\"", kinds[field->kind]);
    put_member(d, "name", *name ? name : "together");
    if (*machine_member(d->unit, field)) put_member(d, "member", member);
    if (field->kind == FIELD_ONE)
        put_member(d, "type", machine_type(d->unit, field));
    put_member(d, "why", purpose_word(field));
    put_member(d, "text", purpose_text(d->unit, d->fn, field));
    if (field->var && field->var->name_at != (size_t)-1)
        text_printf(d->out, ",\"line\":%u",
                    place_at(d, field->var->name_at).line);
    put_size(d, "offset", field->size < 0 ? -1 : field->offset);
    put_size(d, "bytes", field->size);
    put_states(d, field, owner);
    if (field->callee) put_member(d, "callee", field->callee->name);
    if (field->kind != FIELD_ONE) {
        text_puts(d->out, ",\"members\":");
        put_fields(d, field, field->kind == FIELD_STRUCT ? field : owner,
                   member);
    }
    text_puts(d->out, "}");
}

static void put_fields(struct describer *d, const struct field *group,
                       const struct field *owner, const char *inside)
{
    text_puts(d->out, "[");
    for (size_t i = 0; i < group->kids.count; i++) {
        text_puts(d->out, i ? "," : "");
        put_field(d, machine_shown(group->kids.at[i]), owner, inside);
    }
    text_puts(d->out, "]");
}

static void put_frame(struct describer *d)
{
    const struct field *frame = d->machine->frame;
    text_printf(d->out, ",\"frame\":{\"recursive\":%s",
                d->fn->frame.recursive ? "true" : "false");
    put_member(d, "struct",
               arena_printf(d->unit->arena, "%s__frame", d->fn->names.stem));
    put_size(d, "bytes", frame->size);
    put_size(d, "align", frame->size < 0 ? -1 : frame->align);
    put_size(d, "task_bytes", machine_task_bytes(d->fn));
    text_puts(d->out, ",\"fields\":");
    put_fields(d, frame, NULL, "");
    text_puts(d->out, "}");
}

// -- states, whole -----------------------------------------------------------

static void put_kept(struct describer *d, const struct state *state)
{
    text_puts(d->out, ",\"kept\":[");
    for (size_t i = 0; i < state->kept.count; i++) {
        const struct field *field = state->kept.at[i];
        text_puts(d->out, i ? ",{\"name\":" : "{\"name\":");
        put_string(d, field->var->name);
        put_member(d, "type", machine_type(d->unit, field));
        put_member(d, "why", purpose_word(field));
        put_size(d, "bytes", field->size);
        text_puts(d->out, "}");
    }
    text_puts(d->out, "]");
}

static void put_state(struct describer *d, const struct state *state)
{
    text_printf(d->out, "%s{\"id\":%d", state->id ? ",\n" : "\n", state->id);
    put_member(d, "name", state->name);
    put_member(d, "kind", state->kind);
    put_place(d, state->place);
    put_member(d, "text", state->text);
    put_member(d, "waits_for", state->waits_for);
    put_kept(d, state);
    put_ways(d, state);
    text_puts(d->out, "}");
}

// -- the unit ----------------------------------------------------------------

static void put_why(struct describer *d)
{
    reason_steps path = reasons_path(d->reasons, d->fn);
    text_puts(d->out, ",\"why\":{\"text\":");
    put_string(d, arena_printf(d->unit->arena, "%s %s in line %u", d->fn->name,
                               path.at[0].text, path.at[0].place.line));
    text_puts(d->out, ",\"path\":[");
    for (size_t i = 0; i < path.count; i++) {
        const struct reason_step *step = &path.at[i];
        text_puts(d->out, i ? ",{\"function\":" : "{\"function\":");
        put_string(d, step->fn->name);
        put_member(d, "does", step->text);
        put_place(d, step->place);
        put_member(d, "text", written_line(d->unit, step->place));
        text_puts(d->out, "}");
    }
    text_puts(d->out, "]}");
}

static void put_starts(struct describer *d)
{
    start_list list = machine_starts(d->unit, d->fn);
    text_puts(d->out, ",\"starts\":[");
    for (size_t i = 0; i < list.count; i++) {
        const struct start *start = &list.at[i];
        text_puts(d->out, i ? ",{\"kind\":" : "{\"kind\":");
        put_string(d, start->kind);
        put_member(d, "name", start->name);
        put_place(d, start->place);
        put_member(d, "text", written_line(d->unit, start->place));
        text_puts(d->out, "}");
    }
    text_puts(d->out, "]");
}

static void put_coroutine(struct describer *d, bool first)
{
    struct place place = place_at(d, d->fn->name_at);
    struct place last = place_at(d, d->fn->end ? d->fn->end - 1 : 0);
    state_list list = machine_states(d->unit, d->fn);
    text_puts(d->out, first ? "\n{\"name\":" : ",\n{\"name\":");
    put_string(d, d->fn->name);
    put_place(d, place);
    text_printf(d->out, ",\"last_line\":%u", last.line);
    put_member(d, "declaration", written_line(d->unit, place));
    put_why(d);
    text_puts(d->out, ",\"states\":[");
    for (size_t i = 0; i < list.count; i++)
        put_state(d, &list.at[i]);
    text_puts(d->out, "]");
    put_frame(d);
    put_starts(d);
    text_puts(d->out, "}");
}

static void put_lines(struct describer *d, const char *text)
{
    text_puts(d->out, "[");
    for (bool first = true; *text; first = false) {
        size_t length = strcspn(text, "\n");
        size_t shown = length - (length && text[length - 1] == '\r');
        text_puts(d->out, first ? "\n" : ",\n");
        describe_string(d->out, text, shown);
        text += length + (text[length] == '\n');
    }
    text_puts(d->out, "]");
}

static void put_sources(struct describer *d)
{
    strings done = {0};
    vec_push(d->unit->arena, &done, d->unit->source->main_file);
    for (size_t i = 0; i < d->unit->fns.count; i++) {
        const struct fn *fn = d->unit->fns.at[i];
        bool known = !fn->machine;
        const char *file = fn->machine ? place_at(d, fn->name_at).file : "";
        for (size_t k = 0; k < done.count; k++)
            known |= strcmp(done.at[k], file) == 0;
        if (!known) vec_push(d->unit->arena, &done, file);
    }
    text_puts(d->out, ",\"sources\":[");
    for (size_t i = 0; i < done.count; i++) {
        text_puts(d->out, i ? ",{\"file\":" : "{\"file\":");
        put_string(d, done.at[i]);
        text_puts(d->out, ",\"lines\":");
        put_lines(d, written_file(d->unit, done.at[i]));
        text_puts(d->out, "}");
    }
    text_puts(d->out, "]");
}

// -- which generated line belongs to which of the source ---------------------

// Of a step's lines the unit has a map. All others are the user's, and count on
// from the line directive before them.
struct mapper {
    struct describer *d;
    const struct mapped *next, *end; // in the unit's map
    const char *file;
    unsigned line; // the next one's; 0: it is nobody's
    bool any;
};

// file, line: of what the generated line `number` stands for.
static void put_link(struct mapper *m, unsigned number, const char *file,
                     unsigned line, const struct mapped *mapped)
{
    struct describer *d = m->d;
    if (!line || strcmp(file, d->unit->source->main_file) != 0) return;
    text_printf(d->out, "%s{\"generated\":%u,\"line\":%u",
                m->any ? ",\n" : "\n", number, line);
    m->any = true;
    put_member(d, "file", file);
    if (mapped) put_member(d, "coroutine", mapped->fn->name);
    if (mapped && mapped->state)
        text_printf(d->out, ",\"state\":%d", mapped->state);
    text_puts(d->out, "}");
}

static void read_directive(struct mapper *m, const char *line, size_t length)
{
    char *end;
    m->line = (unsigned)strtoul(line + 6, &end, 10);
    const char *quote = memchr(line, '"', length);
    size_t size = quote ? length - (size_t)(quote + 1 - line) : 0;
    if (size) m->file = arena_strndup(m->d->unit->arena, quote + 1, size - 1);
}

static void map_line(struct mapper *m, const char *line, unsigned number)
{
    while (m->next < m->end && m->next->line < number)
        m->next++;
    if (strncmp(line, "#line ", 6) == 0) {
        read_directive(m, line, strcspn(line, "\n"));
        return;
    }
    if (m->next < m->end && m->next->line == number) {
        if (m->next->at == (size_t)-1) return;
        struct place place = place_at(m->d, m->next->at);
        put_link(m, number, place.file, place.line, m->next);
        return;
    }
    put_link(m, number, m->file, m->line, NULL);
    m->line += m->line > 0;
}

static void put_generated(struct describer *d, const char *text)
{
    struct mapper mapper = {.d = d,
                            .next = d->unit->map.at,
                            .end = d->unit->map.at + d->unit->map.count,
                            .file = ""};
    text_puts(d->out, ",\"generated\":{\"lines\":");
    put_lines(d, text);
    text_puts(d->out, ",\"map\":[");
    for (unsigned number = 1; *text; number++) {
        map_line(&mapper, text, number);
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    text_puts(d->out, "]}");
}

const char *describe_unit(struct unit *unit, const char *generated)
{
    struct text out = {.arena = unit->arena};
    struct describer d = {.unit = unit, .out = &out};
    bool first = true;
    text_puts(&out, "{\"file\":");
    put_string(&d, unit->source->main_file);
    text_printf(&out, ",\"stress\":%s",
                unit->options->code.stress ? "true" : "false");
    put_sources(&d);
    put_generated(&d, generated);
    d.reasons = reasons_find(unit);
    text_puts(&out, ",\"coroutines\":[");
    for (size_t i = 0; i < unit->fns.count; i++) {
        d.fn = unit->fns.at[i];
        d.machine = d.fn->machine;
        if (!d.machine) continue;
        put_coroutine(&d, first);
        first = false;
    }
    text_puts(&out, "]}");
    return out.at;
}

const char *describe_document(struct arena *arena, const strings *units)
{
    struct text out = {.arena = arena};
    text_printf(&out, "{\"version\":1,\"cspcc\":\"%s\",\"units\":[",
                CSPCC_VERSION);
    for (size_t i = 0; i < units->count; i++)
        text_printf(&out, "%s%s", i ? ",\n" : "", units->at[i]);
    text_puts(&out, "]}\n");
    return out.at;
}
