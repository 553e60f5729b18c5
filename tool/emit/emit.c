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

// -- the user's text ---------------------------------------------------------

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
    } else if (emit_needs_plain(fn) || emit_defines_type(emit_header(e, fn))) {
        text_printf(&out, "%s;", emit_header(e, fn));
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
                      arena_printf(unit->arena, "%s;", emit_header(e, fn)));
        } else {
            place_plain(e, fn, &list);
        }
    }
    for (size_t i = 0; i < unit->edits.count; i++)
        vec_push(unit->arena, &list.list, unit->edits.at[i]);
    edits_sort(&list);
    spelling_put_back(&list, 0, unit->source->size);
    return list;
}

// Behind text that stands for begin..at of the source this goes on in its own
// line and column, and in the files that it is in then: where a body begins in
// one file and ends in another, their markers were in it.
static void go_on(struct emitter *e, size_t begin, size_t at)
{
    const struct source *source = e->unit->source;
    const struct source_line *line = source_line_at(source, at);
    if (e->pretty || !line->line) return;
    const char *file = text_quote(e->unit->arena, line->file);
    unsigned depth = source_line_at(source, begin)->depth;
    text_puts(e->out, "\n");
    for (; depth < line->depth; depth++)
        text_printf(e->out, "# %u %s 1\n", line->line, file);
    for (; depth > line->depth; depth--)
        text_printf(e->out, "# %u %s 2\n", line->line, file);
    text_printf(e->out, "# %u %s\n%*s", line->line, file,
                (int)(at - line->begin), "");
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
        go_on(e, edit->begin, at);
    }
    if (at >= end) return at;
    text_add(e->out, text + at, end - at);
    return end;
}

// -- the whole ---------------------------------------------------------------

// A function that is lowered, and stands in an included file as well.
static const struct fn *fn_of_include(const struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        bool lowered = fn->colour.is_coroutine || fn->colour.has_go;
        if (lowered && source_line_at(unit->source, fn->begin)->depth > 0)
            return fn;
    }
    return NULL;
}

static void put_head(struct emitter *e)
{
    if (!e->pretty) return;
    const struct fn *twice = fn_of_include(e->unit);
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
        "// assigned where they were initialised.\n",
        e->unit->source->main_file,
        e->unit->options->code.stress ? " with -fcsp-stress"
        : e->unit->options->code.io   ? " with -fcsp-io"
                                      : "");
    if (twice)
        text_printf(e->out,
                    "//\n"
                    "// To be read, not compiled: '%s' and what else of an\n"
                    "// included file is rewritten stands there, too.\n",
                    twice->name);
    text_puts(e->out, "#include <csp_abi.h>\n\n");
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
    spelling_begin(unit);
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

// Behind the user's text, in the state in which a file begins. gone: macros of
// the user's that have names of what follows.
static void begin_own_text(struct emitter *e, const strings *gone)
{
    text_puts(e->out, "\n");
    for (size_t i = 0; i < gone->count; i++)
        text_printf(e->out, "#undef %s // a name of something else below\n",
                    gone->at[i]);
    if (!e->pretty && e->unit->options->code.lines != LINE_DIRECTIVE)
        emit_own_lines(e);
    emit_ours(e, "csp_rt_enter(");
    if (code_pack_at(e->unit, e->unit->source->size))
        text_puts(e->out, "#pragma pack(16)\n"); // no alignment is larger
    emit_pragmas_end(e);
}

static void put_own_text(struct emitter *e, const struct text *declarations)
{
    if (declarations->count)
        text_add(e->out, declarations->at, declarations->count);
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
    emit_extension(e);
}

// For people: which macros may stand as they are written behind the user's
// text depends on all that stands there, so it is written once without them.
static strings
ask_for_macros(struct emitter *e, const struct text *declarations)
{
    struct emitter again = *e;
    struct text out = {.arena = e->unit->arena};
    text_puts(&out, "");
    if (!e->unit->spelling) return (strings){0};
    again.out = &out;
    again.maps = false;
    put_own_text(&again, declarations);
    return spelling_ask(e->unit, spelling_settle_all(e->unit, out.at));
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
    e->maps = e->pretty;
    put_head(e);
    emit_pragmas_start(e);
    struct edits list = file_edits(e);
    if (e->pretty)
        emit_user_text(e, &list);
    else
        copy_edited(e, &list, 0, unit->source->size);
    strings gone = ask_for_macros(e, &declarations);
    begin_own_text(e, &gone);
    put_own_text(e, &declarations);
    if (!e->pretty) return out.at;
    return put_words_back(unit->arena, spelling_settle_all(unit, out.at));
}
