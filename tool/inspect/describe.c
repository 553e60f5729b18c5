// SPDX-License-Identifier: MIT
// describe.c: the machines of a unit as JSON, for page.c. Reads the tree after
// everything has been lowered, and the generated text, and changes neither. A
// way's condition is not known here, so it has none.
#include "inspect/describe.h"

#include "host/host.h"
#include "../../include/csp_abi.h"
#include "tree/field.h"
#include "sense/sense.h"
#include "text/inside.h"

#include <ctype.h>
#include <string.h>

struct describer {
    struct unit *unit;
    struct text *out;
    const struct fn *fn;
    const struct machine *machine;
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

static const char *original(const struct describer *d, const char *file)
{
    const struct source *source = d->unit->source;
    const char *text =
        source_file_named(source->files, intern_s(d->unit->intern, file))->text;
    return text ? text : "";
}

// The line of the file as written, without the blanks around it.
static const char *line_text(const struct describer *d, struct place place)
{
    const char *at = original(d, place.file);
    for (unsigned line = 1; line < place.line && at; line++) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    if (!at) return "";
    at += strspn(at, " \t");
    size_t length = strcspn(at, "\r\n");
    while (length > 0 && isspace((unsigned char)at[length - 1]))
        length--;
    return arena_strndup(d->unit->arena, at, length);
}

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

// -- ways --------------------------------------------------------------------

static const struct point *point_at(const struct describer *d, size_t at)
{
    for (size_t i = 0; i < d->machine->points.count; i++)
        if (d->machine->points.at[i].at == at) return &d->machine->points.at[i];
    return NULL;
}

struct walk {
    bool *blocks; // been there
    bool *states; // found; [0]: the end
};

static void
walk_from(struct describer *d, struct walk *walk, struct block *block, size_t i)
{
    for (; i < block->events.count; i++) {
        const struct event *event = &block->events.at[i];
        const struct point *point =
            event->kind == EVENT_SUSPEND ? point_at(d, event->at) : NULL;
        if (!point) continue;
        walk->states[point->number] = true;
        return;
    }
    walk->states[0] |= !block->next.count;
    for (size_t k = 0; k < block->next.count; k++) {
        struct block *next = block->next.at[k];
        if (walk->blocks[next->number]) continue;
        walk->blocks[next->number] = true;
        walk_from(d, walk, next, 0);
    }
}

// From behind each event that is that point; from the start if there is none.
static struct walk walk_behind(struct describer *d, const struct cfg *cfg,
                               const struct point *from)
{
    struct arena *arena = d->unit->arena;
    struct walk walk = {
        arena_alloc(arena, cfg->blocks.count * sizeof(bool)),
        arena_alloc(arena, (d->machine->points.count + 1) * sizeof(bool))};
    if (!from) walk_from(d, &walk, cfg->blocks.at[0], 0);
    for (size_t i = 0; from && i < cfg->blocks.count; i++) {
        struct block *block = cfg->blocks.at[i];
        for (size_t k = 0; k < block->events.count; k++)
            if (block->events.at[k].kind == EVENT_SUSPEND &&
                block->events.at[k].at == from->at)
                walk_from(d, &walk, block, k + 1);
    }
    return walk;
}

static void
put_ways(struct describer *d, const struct cfg *cfg, const struct point *from)
{
    struct walk walk = walk_behind(d, cfg, from);
    size_t count = d->machine->points.count, own = 0, done = 0;
    for (size_t i = 0; i <= count; i++)
        own += walk.states[i];
    text_puts(d->out, ",\"ways\":[");
    for (size_t i = 1; i <= count + 1; i++) {
        size_t to = i % (count + 1); // the end comes last
        if (!walk.states[to]) continue;
        text_puts(d->out, done++ ? ",{\"to\":" : "{\"to\":");
        if (to)
            text_printf(d->out, "%zu", to);
        else
            text_puts(d->out, "null");
        bool loop = to && from && to <= (size_t)from->number;
        text_printf(d->out, ",\"when\":\"%s\",\"loop\":%s}",
                    own == 1 ? "always" : "", loop ? "true" : "false");
    }
    text_puts(d->out, "]");
}

// -- frames ------------------------------------------------------------------

static const char *why_always(const struct var *var)
{
    const struct type *type = var->type;
    return type->is_vla                 ? "variable length"
           : type->class == TYPE_ARRAY  ? "array"
           : type->class == TYPE_RECORD ? "struct"
           : type->is_volatile          ? "volatile"
           : type->is_atomic            ? "atomic"
           : var->address_taken         ? "address taken"
                                        : "always";
}

static const char *why_of(const struct field *field)
{
    switch (field->why) {
    case FIELD_HEAD: return "header";
    case FIELD_RESULT: return "result";
    case FIELD_ARGUMENT: return "argument";
    case FIELD_ALIVE: return "alive";
    case FIELD_ALWAYS: return field->var ? why_always(field->var) : "literal";
    case FIELD_LENGTH: return "length";
    case FIELD_OPERAND: return "operand";
    case FIELD_OPERATION: return "operation";
    case FIELD_CALLEE: return "callee";
    }
    return "always";
}

static bool is_kept(const struct var *var, const struct point *point)
{
    if (var->place == PLACE_RESIDENT) return true;
    for (size_t i = 0; i < var->waits.count; i++)
        if (var->waits.at[i] == point->at) return true;
    return false;
}

// A group of one operation: its name ends in the number of the suspension.
static bool belongs_to(const struct field *field, const struct point *point)
{
    if (field->var) return is_kept(field->var, point);
    const char *end = field->name ? strrchr(field->name, '_') : NULL;
    return end && field->kind == FIELD_STRUCT &&
           strtol(end + 1, NULL, 10) == point->number;
}

// `owner`: the operation's group that it is in, NULL: none.
static void put_states(struct describer *d, const struct field *field,
                       const struct field *owner)
{
    size_t count = 0;
    for (size_t i = 0; i < d->machine->points.count; i++) {
        const struct point *point = &d->machine->points.at[i];
        if (!belongs_to(field, point) && !(owner && belongs_to(owner, point)))
            continue;
        text_printf(d->out, "%s%d", count++ ? "," : ",\"states\":[",
                    point->number);
    }
    if (count) text_puts(d->out, "]");
}

static const char *text_of(struct describer *d, const struct field *field)
{
    const struct var *var = field->var;
    struct text list = {.arena = d->unit->arena};
    if (field->kind == FIELD_UNION) return "one operation or callee at a time";
    if (field->why == FIELD_HEAD) return "for the runtime";
    if (field->callee && field->why == FIELD_CALLEE)
        return arena_printf(list.arena, "the frame of %s", field->callee->name);
    if (field->why == FIELD_OPERATION) return "while it waits";
    if (field->why == FIELD_OPERAND) return "waits for a later operand";
    if (var && var->place == PLACE_RESIDENT && var->address_taken &&
        field->why == FIELD_ALWAYS &&
        strcmp(why_of(field), "address taken") == 0)
        return arena_printf(list.arena, "its address is taken in line %u",
                            place_at(d, var->address_at).line);
    text_puts(&list, why_of(field));
    for (size_t i = 0, n = 0;
         var && var->place != PLACE_RESIDENT && i < d->machine->points.count;
         i++)
        if (is_kept(var, &d->machine->points.at[i]))
            text_printf(&list, "%s%d", n++ ? ", " : ", kept over ",
                        d->machine->points.at[i].number);
    return list.at;
}

static const char *name_of(struct describer *d, const struct field *field)
{
    if (field->var && *field->var->name) return field->var->name;
    if (field->kind != FIELD_ONE) return field->name ? field->name : "together";
    // The declarator's name: of csp.h's types it comes last.
    const char *end = field->declaration + strcspn(field->declaration, "[;");
    const char *begin = end;
    while (begin > field->declaration && text_is_word(begin[-1]))
        begin--;
    return begin < end
               ? arena_strndup(d->unit->arena, begin, (size_t)(end - begin))
               : field->declaration;
}

// A declaration without the name, where that comes last.
static const char *type_of(struct describer *d, const struct field *field)
{
    const char *text = field->declaration ? field->declaration : "";
    size_t length = strlen(text), end = length;
    while (end > 0 && text_is_word(text[end - 1]))
        end--;
    size_t type = end;
    while (type > 0 && text[type - 1] == ' ')
        type--;
    if (end == length || !type) return text;
    return arena_strndup(d->unit->arena, text, type);
}

static void put_fields(struct describer *d, const struct field *group,
                       const struct field *owner);

static void put_field(struct describer *d, const struct field *field,
                      const struct field *owner)
{
    static const char *const kinds[] = {"field", "struct", "union"};
    text_printf(d->out, "{\"kind\":\"%s\"", kinds[field->kind]);
    put_member(d, "name", name_of(d, field));
    if (field->kind == FIELD_ONE) put_member(d, "type", type_of(d, field));
    put_member(d, "why", why_of(field));
    put_member(d, "text", text_of(d, field));
    if (field->var && field->var->name_at != (size_t)-1)
        text_printf(d->out, ",\"line\":%u",
                    place_at(d, field->var->name_at).line);
    put_size(d, "offset", field->size < 0 ? -1 : field->offset);
    put_size(d, "bytes", field->size);
    put_states(d, field, owner);
    if (field->callee) put_member(d, "callee", field->callee->name);
    if (field->kind != FIELD_ONE) {
        text_puts(d->out, ",\"members\":");
        put_fields(d, field, field->kind == FIELD_STRUCT ? field : owner);
    }
    text_puts(d->out, "}");
}

static void put_fields(struct describer *d, const struct field *group,
                       const struct field *owner)
{
    text_puts(d->out, "[");
    for (size_t i = 0; i < group->kids.count; i++) {
        text_puts(d->out, i ? "," : "");
        put_field(d, group->kids.at[i], owner);
    }
    text_puts(d->out, "]");
}

static void put_frame(struct describer *d)
{
    const struct field *frame = d->machine->frame;
    text_printf(d->out, ",\"frame\":{\"recursive\":%s",
                d->fn->recursive ? "true" : "false");
    put_size(d, "bytes", frame->size);
    put_size(d, "align", frame->size < 0 ? -1 : frame->align);
    text_puts(d->out, ",\"task_bytes\":null,\"fields\":");
    put_fields(d, frame, NULL);
    text_puts(d->out, "}");
}

// -- states ------------------------------------------------------------------

static const char *waits_for(struct describer *d, const struct point *point)
{
    static const char *const texts[] = {
        [CSP_POINT_CALL] = "%s to return",
        [CSP_POINT_SEND] = "room in %s",
        [CSP_POINT_RECV] = "a value from %s",
        [CSP_POINT_SELECT] = "one of the cases of a select",
        [CSP_POINT_SLEEP] = "a time",
        [CSP_POINT_YIELD] = "its next turn",
        [CSP_POINT_BLOCKING] = "a thread that blocks",
        [CSP_POINT_JOIN] = "the end of a task",
        [CSP_POINT_PAR] = "the branches of a par",
    };
    const char *text = texts[point->kind], *gap = strstr(text, "%s");
    if (!gap) return text;
    return arena_printf(d->unit->arena, "%.*s%s%s", (int)(gap - text), text,
                        point->what ? point->what : "it", gap + 2);
}

static const char *kind_of(const struct point *point)
{
    static const char *const kinds[] = {
        [CSP_POINT_CALL] = "call",         [CSP_POINT_SEND] = "chan_send",
        [CSP_POINT_RECV] = "chan_recv",    [CSP_POINT_SELECT] = "select",
        [CSP_POINT_SLEEP] = "csp_sleep",   [CSP_POINT_YIELD] = "yield",
        [CSP_POINT_BLOCKING] = "blocking", [CSP_POINT_JOIN] = "join",
        [CSP_POINT_PAR] = "par",
    };
    return kinds[point->kind];
}

static void put_kept(struct describer *d, const struct point *point)
{
    size_t count = 0;
    const struct field *frame = d->machine->frame;
    text_puts(d->out, ",\"kept\":[");
    for (size_t i = 0; point && i < frame->kids.count; i++) {
        const struct field *field = frame->kids.at[i];
        if (!field->var || !*field->var->name || !is_kept(field->var, point))
            continue;
        text_puts(d->out, count++ ? ",{\"name\":" : "{\"name\":");
        put_string(d, field->var->name);
        put_member(d, "type", type_of(d, field));
        put_member(d, "why", why_of(field));
        text_puts(d->out, "}");
    }
    text_puts(d->out, "]");
}

static void
put_state(struct describer *d, const struct cfg *cfg, const struct point *point)
{
    struct place place = place_at(d, point ? point->at : d->fn->name_at);
    text_printf(d->out, "%s{\"id\":%d", point ? ",\n" : "\n",
                point ? point->number : 0);
    put_member(d, "name", point ? point->tag : "start");
    put_member(d, "kind", point ? kind_of(point) : "start");
    put_place(d, place);
    put_member(d, "text", line_text(d, place));
    put_member(d, "waits_for", point ? waits_for(d, point) : "");
    put_kept(d, point);
    put_ways(d, cfg, point);
    text_puts(d->out, "}");
}

// -- the unit ----------------------------------------------------------------

static const char *why_coroutine(struct describer *d)
{
    struct arena *arena = d->unit->arena;
    if (!d->machine->points.count)
        return arena_printf(arena, "%s is declared a coroutine", d->fn->name);
    const struct point *first = &d->machine->points.at[0];
    return arena_printf(arena, "%s waits for %s in line %u", d->fn->name,
                        waits_for(d, first), place_at(d, first->at).line);
}

static void put_coroutine(struct describer *d, bool first)
{
    struct place place = place_at(d, d->fn->name_at);
    struct place last = place_at(d, d->fn->end ? d->fn->end - 1 : 0);
    const struct cfg *cfg = cfg_build(d->unit, (struct fn *)d->fn);
    text_puts(d->out, first ? "\n{\"name\":" : ",\n{\"name\":");
    put_string(d, d->fn->name);
    put_place(d, place);
    text_printf(d->out, ",\"last_line\":%u", last.line);
    put_member(d, "declaration", line_text(d, place));
    text_puts(d->out, ",\"why\":{\"path\":[]");
    put_member(d, "text", why_coroutine(d));
    text_puts(d->out, "},\"states\":[");
    put_state(d, cfg, NULL);
    for (size_t i = 0; i < d->machine->points.count; i++)
        put_state(d, cfg, &d->machine->points.at[i]);
    text_puts(d->out, "]");
    put_frame(d);
    text_puts(d->out, ",\"callees\":[],\"starts\":[]}");
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
        put_lines(d, original(d, done.at[i]));
        text_puts(d->out, "}");
    }
    text_puts(d->out, "]");
}

// -- which generated line belongs to which of the source ---------------------

// The lines of the user's count on from the line directive before them. Lines
// of ours belong to the suspension whose enumerator they mention.
struct mapper {
    struct describer *d;
    const char *file;
    unsigned line; // the next one's; 0: it is nobody's
    const struct point *point;
    bool any;
};

static const struct fn *
step_of(const struct unit *unit, const char *line, size_t length)
{
    static const char begin[] = "static int ", end[] = "__step(struct";
    const char *at = memmem(line, length, end, sizeof end - 1);
    if (!at || strncmp(line, begin, sizeof begin - 1) != 0) return NULL;
    line += sizeof begin - 1;
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        size_t size = fn->stem ? strlen(fn->stem) : 0;
        if (fn->machine && size == (size_t)(at - line) &&
            strncmp(fn->stem, line, size) == 0)
            return fn;
    }
    return NULL;
}

static bool has(const char *line, size_t length, const char *word)
{
    return memmem(line, length, word, strlen(word)) != NULL;
}

static const struct point *
point_in(const struct fn *fn, const char *line, size_t length)
{
    const struct machine *machine = fn ? fn->machine : NULL;
    for (size_t i = machine ? machine->points.count : 0; i-- > 0;)
        if (has(line, length, machine->points.at[i].tag))
            return &machine->points.at[i];
    return NULL;
}

// Of lines of ours from `line` on, the suspension that the first one with a
// name names.
static const struct point *next_point(const struct fn *fn, const char *line)
{
    while (*line) {
        size_t length = strcspn(line, "\n");
        if (line[0] == '#' || !has(line, length, "csp_")) return NULL;
        const struct point *point = point_in(fn, line, length);
        if (point) return point;
        line += length + (line[length] == '\n');
    }
    return NULL;
}

static void put_link(struct mapper *m, size_t number, unsigned line)
{
    struct describer *d = m->d;
    text_printf(d->out, "%s{\"generated\":%zu,\"line\":%u",
                m->any ? ",\n" : "\n", number, line);
    m->any = true;
    put_member(d, "file", m->file);
    if (d->fn) put_member(d, "coroutine", d->fn->name);
    if (m->point) text_printf(d->out, ",\"state\":%d", m->point->number);
    text_puts(d->out, "}");
}

static void read_directive(struct mapper *m, const char *line, size_t length)
{
    char *end;
    m->line = (unsigned)strtoul(line + 6, &end, 10);
    const char *quote = memchr(line, '"', length);
    size_t size = quote ? length - (size_t)(quote + 1 - line) : 0;
    if (!size) return;
    m->file = arena_strndup(m->d->unit->arena, quote + 1, size - 1);
    m->point = NULL;
}

static bool is_shown(const struct mapper *m)
{
    return m->line && strcmp(m->file, m->d->unit->source->main_file) == 0;
}

static void map_line(struct mapper *m, const char *line, size_t number)
{
    size_t length = strcspn(line, "\n");
    struct describer *d = m->d;
    const struct fn *step = step_of(d->unit, line, length);
    if (step) d->fn = step;
    if (strncmp(line, "#line ", 6) == 0) {
        read_directive(m, line, length);
        return;
    }
    bool ours = d->fn && has(line, length, "csp_");
    const struct point *point = ours && !step ? next_point(d->fn, line) : NULL;
    if (point) m->point = point;
    if (!ours) m->point = NULL;
    if (is_shown(m))
        put_link(m, number,
                 m->point ? place_at(d, m->point->at).line : m->line);
    m->line += m->line > 0;
    if (line[0] == '}') d->fn = NULL;
}

static void put_generated(struct describer *d, const char *text)
{
    struct mapper mapper = {.d = d, .file = ""};
    d->fn = NULL;
    text_puts(d->out, ",\"generated\":{\"lines\":");
    put_lines(d, text);
    text_puts(d->out, ",\"map\":[");
    for (size_t number = 1; *text; number++) {
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
    text_printf(&out, "{\"version\":1,\"cspcc\":\"%s\",\"units\":[{\"file\":",
                CSPCC_VERSION);
    put_string(&d, unit->source->main_file);
    text_printf(&out, ",\"stress\":%s",
                unit->options->stress ? "true" : "false");
    put_sources(&d);
    put_generated(&d, generated);
    text_puts(&out, ",\"coroutines\":[");
    for (size_t i = 0; i < unit->fns.count; i++) {
        d.fn = unit->fns.at[i];
        d.machine = d.fn->machine;
        if (!d.machine) continue;
        put_coroutine(&d, first);
        first = false;
    }
    text_puts(&out, "],\"functions\":[]}]}\n");
    return out.at;
}
