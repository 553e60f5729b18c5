// SPDX-License-Identifier: MIT
// emit.c: the generated file. The user's text comes first, with the bodies of
// coroutines taken out; then, where every type is complete, the frames
// (callees before callers), the step functions, the descriptors and the plain
// entries. The same input gives the same bytes. Requires everything before.
#include "emit/emit.h"
#include "text/inside.h"

#include <ctype.h>
#include <stdlib.h>
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

// The number of the line that is being written.
static unsigned own_line(struct emitter *e)
{
    for (; e->counted < e->out->count; e->counted++)
        e->lines += e->out->at[e->counted] == '\n';
    return e->lines + 1;
}

// What follows counts as what it is, lines of the generated file.
static void own_lines(struct emitter *e)
{
    text_printf(e->out, "%s %u %s\n", e->pretty ? "#line" : "#",
                own_line(e) + 1, text_quote(e->unit->arena, own_name(e)));
}

void emit_ours(struct emitter *e, const char *declared)
{
    const char *text = e->unit->source->text, *at = strstr(text, declared);
    if (e->unit->options->code.lines != LINE_DIRECTIVE) return;
    if (!e->pretty && at)
        emit_marker(e, (size_t)(at - text));
    else if (!e->is_ours)
        own_lines(e);
    e->is_ours = true;
}

// -- the user's text ---------------------------------------------------------

size_t emit_trim_right(const char *text, size_t begin, size_t end)
{
    while (end > begin && isspace((unsigned char)text[end - 1]))
        end--;
    return end;
}

static const char *header_of(struct emitter *e, const struct fn *fn)
{
    const struct edits none = {.unit = e->unit};
    const char *header = edits_text(&none, fn->begin, fn->body->begin);
    size_t end = emit_trim_right(header, 0, strlen(header));
    return arena_strndup(e->unit->arena, header, end);
}

// A type is defined in the function's head; it must be written just once.
static bool defines_type(const char *header)
{
    return strchr(header, '{') != NULL;
}

const char *emit_header_again(struct emitter *e, const struct fn *fn)
{
    const char *header = header_of(e, fn);
    if (!defines_type(header)) return header;
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

// What stands where the definition stood.
static const char *stand_in(struct emitter *e, const struct fn *fn)
{
    const char *text = e->unit->source->text;
    struct arena *arena = e->unit->arena;
    struct text out = {.arena = arena};
    text_puts(&out, "");
    if (emit_needs_plain(fn) && fn->said.is_knr) {
        const char *name = arena_printf(arena, "%s()", fn->name);
        text_printf(&out, "%s%s;", emit_linkage(fn),
                    type_declare(e->unit, fn->result, name));
    } else if (emit_needs_plain(fn) || defines_type(header_of(e, fn))) {
        text_printf(&out, "%s;", header_of(e, fn));
    }
    if (e->pretty) {
        bool last = text[fn->end + strspn(text + fn->end, " \t")] == '\n';
        text_printf(&out,
                    last ? "%s// a coroutine: see %s__step"
                         : "%s/* a coroutine: see %s__step */",
                    out.count ? " " : "", fn->names.stem);
    }
    return out.at;
}

// One declarator, on one line.
static bool declares_one(const char *text, size_t begin, size_t end)
{
    int depth = 0;
    for (size_t i = begin; i < end; i++) {
        if (text[i] == '(') depth++;
        if (text[i] == ')') depth--;
        if (text[i] == '\n' || (text[i] == ',' && depth == 0)) return false;
    }
    return true;
}

// A static function that is a coroutine and nothing else has no use for its
// prototypes, and compilers would warn that they promise too much.
static void
drop_prototypes(struct emitter *e, const struct fn *fn, struct edits *list)
{
    const char *text = e->unit->source->text;
    for (size_t i = 0; i < fn->decls.count; i++) {
        size_t begin = fn->decls.at[i].begin, end = fn->decls.at[i].end;
        if (begin == fn->begin || text[end] != ';') continue;
        if (!declares_one(text, begin, end)) continue;
        edits_add(list, begin, end + 1, "");
    }
}

// For people: a function that stays says where it stands in the source.
static void
place_plain(struct emitter *e, const struct fn *fn, struct edits *list)
{
    const struct source_line *line = source_line_at(e->unit->source, fn->begin);
    if (!e->pretty || !fn->body || fn->begin != line->begin) return;
    if (strcmp(line->file, e->unit->source->main_file) != 0) return;
    edits_add(list, fn->begin, fn->begin,
              directive_text(e->unit, line->line, line->file));
    e->is_ours = false;
}

static struct edits file_edits(struct emitter *e)
{
    struct unit *unit = e->unit;
    struct edits list = {.unit = unit};
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (fn->outline.is_branch) continue; // stands in another function
        if (fn->colour.is_coroutine && !emit_needs_plain(fn))
            drop_prototypes(e, fn, &list);
        if (fn->colour.is_coroutine) {
            edits_add(&list, fn->begin, fn->end, stand_in(e, fn));
        } else if (fn->colour.has_go) {
            edits_add(&list, fn->begin, fn->end,
                      arena_printf(unit->arena, "%s;", header_of(e, fn)));
        } else {
            place_plain(e, fn, &list);
        }
    }
    for (size_t i = 0; i < unit->edits.count; i++)
        vec_push(unit->arena, &list.list, unit->edits.at[i]);
    edits_sort(&list);
    return list;
}

// Behind other text the source goes on in its own line and column.
static void go_on(struct emitter *e, size_t at)
{
    const struct source_line *line = source_line_at(e->unit->source, at);
    if (e->pretty || !line->line) return;
    text_printf(e->out, "\n# %u %s\n%*s", line->line,
                text_quote(e->unit->arena, line->file), (int)(at - line->begin),
                "");
}

// Gives the offset behind what is copied or replaced, `end` or above.
static size_t copy_edited(struct emitter *e, const struct edits *list,
                          size_t begin, size_t end)
{
    const char *text = e->unit->source->text;
    size_t at = begin;
    for (size_t i = vec_before(&list->list, begin, begin); i < list->list.count;
         i++) {
        const struct edit *edit = &list->list.at[i];
        if (edit->begin < at) continue;
        if (edit->begin >= end) break;
        text_add(e->out, text + at, edit->begin - at);
        text_puts(e->out, edit->text);
        at = edit->end;
        go_on(e, at);
    }
    if (at >= end) return at;
    text_add(e->out, text + at, end - at);
    return end;
}

// -- for people: includes stay includes --------------------------------------

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

static void cut(struct text *text, size_t begin, size_t end)
{
    if (begin == end) return;
    memmove(text->at + begin, text->at + end, text->count - end);
    text->count -= end - begin;
    text->at[text->count] = '\0';
}

// A conditional that has begun in the text: where it stands, and its branch.
struct conditional {
    size_t begin, branch;
};

// The directives that stand between two lines of preprocessed text. Both are
// compiled, so of a conditional that only one of them is in, this drops itself
// and the branches without that line.
static void put_directives(struct emitter *e, unsigned from, unsigned to)
{
    VEC(struct conditional) open = {0};
    bool any_include = false;
    for (unsigned line = from; line < to; line++) {
        const char *text = emit_original(e, line);
        bool is_else = is_directive(text, "el");
        struct conditional here = {e->out->count, 0};
        if (text[strspn(text, " \t")] != '#') continue;
        if (!open.count && is_directive(text, "endif")) continue;
        if (!open.count && is_else) {
            line = end_of_conditional(e, line);
            continue;
        }
        if (is_directive(text, "if")) vec_push(e->unit->arena, &open, here);
        if (is_directive(text, "endif")) open.count--;
        line = put_directive(e, line);
        if (is_else || is_directive(text, "if"))
            open.at[open.count - 1].branch = e->out->count;
        any_include |= is_include(text);
    }
    while (open.count > 0) {
        struct conditional it = open.at[--open.count];
        cut(e->out, it.begin, it.branch);
    }
    if (any_include) drop_own_names(e, to - 1);
}

// The main file's own lines, with its #include lines in place of their text.
static void copy_main_file(struct emitter *e, const struct edits *list)
{
    const struct source *source = e->unit->source;
    size_t begin = 0, done = 0;
    bool inside = false;
    unsigned last = 0;
    for (size_t i = 0; i <= source->line_count; i++) {
        bool end = i == source->line_count;
        const struct source_line *line = end ? NULL : &source->lines[i];
        bool ours = !end && line->line && line->depth == 0 &&
                    strcmp(line->file, source->main_file) == 0;
        if (inside && !ours) // gcc marks lines in the middle of a function
            done = copy_edited(e, list, begin > done ? begin : done,
                               end ? source->size : line->begin);
        if (!inside && ours) {
            begin = line->begin;
            // In a function that is taken out they have had their effect.
            if (begin >= done) put_directives(e, last + 1, line->line);
        }
        inside = ours;
        if (ours) last = line->line;
    }
}

// -- the whole ---------------------------------------------------------------

static void put_head(struct emitter *e)
{
    if (!e->pretty) return;
    text_printf(
        e->out,
        "// Made by cspcc " CSPCC_VERSION " from %s%s.\n"
        "//\n"
        "// For each coroutine f: struct f__frame holds what it keeps over a\n"
        "// suspension, f__step runs it from there. Where f has to wait,\n"
        "// csp_result is negative: the step saves what is kept and returns.\n"
        "// Called again, it jumps to the state's label, into that `if`, and\n"
        "// goes on behind it. The jump passes by the initialisers of locals:\n"
        "// those that are kept start as 0 or as the frame has them, and are\n"
        "// assigned where they were initialised.\n"
        "#include <csp_abi.h>\n\n",
        e->unit->source->main_file,
        e->unit->options->code.stress ? " with -fcsp-stress" : "");
}

// Statics that more than one emitted function uses, or that types may use.
static void hoist_statics(struct unit *unit, struct fn *fn)
{
    for (size_t i = 0; i < fn->vars.count; i++) {
        struct var *var = fn->vars.at[i];
        if (!fn->colour.keep_plain && !var->outline.captured &&
            !var->said.is_constexpr)
            continue;
        if (var->storage == STORAGE_STATIC && !var->said.has_local_label)
            var->hoisted = arena_printf(unit->arena, "%s__static_%zu_%s",
                                        fn->names.stem, i, var->name);
    }
}

// For people, `coroutine` is a word again, and no attribute that only clang
// knows.
static const char *put_words_back(struct arena *arena, const char *text)
{
    static const char note[] = "__attribute__((annotate(\"csp.coroutine\")))";
    struct text out = {.arena = arena};
    for (const char *found; (found = strstr(text, note));) {
        text_add(&out, text, (size_t)(found - text));
        text_puts(&out, "csp_coroutine");
        text = found + strlen(note);
    }
    text_puts(&out, text);
    return out.at;
}

static void lower_all(struct emitter *e)
{
    struct unit *unit = e->unit;
    struct map lowered_of = {0}; // by function
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (fn->colour.is_coroutine || fn->outline.count)
            hoist_statics(unit, fn);
    }
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (!fn->colour.is_coroutine) {
            if (fn->colour.has_go)
                vec_push(unit->arena, &e->starters, lower_plain(unit, fn));
            continue;
        }
        struct lowered *lowered = lower_fn(unit, fn);
        vec_push(unit->arena, &e->lowered, lowered);
        map_put(unit->arena, &lowered_of, map_key(fn))->pointer = lowered;
    }
    for (size_t i = 0; i < unit->frames.count; i++) {
        const struct fn *fn = unit->frames.at[i];
        lower_machine(unit, map_get(&lowered_of, map_key(fn))->pointer);
    }
}

// Behind the user's text, in the state in which a file begins.
static void begin_own_text(struct emitter *e)
{
    text_puts(e->out, "\n");
    if (!e->pretty && e->unit->options->code.lines != LINE_DIRECTIVE)
        own_lines(e);
    emit_ours(e, "csp_rt_enter(");
    if (code_pack_at(e->unit, e->unit->source->size))
        text_puts(e->out, "#pragma pack(16)\n"); // no alignment is larger
    emit_pragmas_end(e);
}

struct emitter *emit_lower(struct unit *unit)
{
    struct emitter *e = ARENA_NEW(unit->arena, struct emitter);
    e->unit = unit;
    e->pretty = e->is_ours = emit_is_read(unit->options->show.emit);
    // Not where a control character of the source's would be taken for a mark.
    unit->keeps_places = !e->pretty &&
                         unit->options->code.lines == LINE_DIRECTIVE &&
                         !memchr(unit->source->text, '\1', unit->source->size);
    lower_all(e);
    return e;
}

const char *emit_unit(struct emitter *e)
{
    struct unit *unit = e->unit;
    struct text out = {.arena = unit->arena};
    struct text declarations = {.arena = unit->arena};
    e->out = &declarations;
    emit_declarations(e);
    e->out = &out;
    if (e->pretty) read_original(e);
    put_head(e);
    emit_pragmas_start(e);
    struct edits list = file_edits(e);
    if (e->pretty)
        copy_main_file(e, &list);
    else
        copy_edited(e, &list, 0, unit->source->size);
    begin_own_text(e);
    if (declarations.count) text_add(&out, declarations.at, declarations.count);
    for (size_t i = 0; i < e->starters.count; i++)
        emit_statics(e, e->starters.at[i]);
    for (size_t i = 0; i < e->lowered.count; i++)
        emit_statics(e, e->lowered.at[i]);
    for (size_t i = 0; i < e->lowered.count; i++)
        emit_step(e, e->lowered.at[i]);
    if (e->lowered.count) emit_banner(e, "for the runtime");
    emit_ours(e, "csp_rt_enter(");
    for (size_t i = 0; i < e->lowered.count; i++)
        emit_descriptor(e, e->lowered.at[i]);
    for (size_t i = 0; i < e->lowered.count; i++)
        emit_plain(e, e->lowered.at[i]->fn);
    emit_started_from_plain(e);
    emit_registration(e);
    return e->pretty ? put_words_back(unit->arena, out.at) : out.at;
}
