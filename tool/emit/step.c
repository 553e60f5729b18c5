// SPDX-License-Identifier: MIT
// step.c: a coroutine's frame and its step function: the states, the
// locals with their one reload and one spill block, and between them the
// lowered body. Called by emit.c.
#include "emit/emit.h"

#include <ctype.h>
#include <string.h>

// -- frames ------------------------------------------------------------------

// Its text is part of the text of another type's definition.
static bool
stands_in_another(const struct fn *fn, const struct local_type *type)
{
    for (size_t i = 0; i < fn->types.count; i++) {
        const struct local_type *other = fn->types.at[i];
        bool within = other->begin <= type->begin && type->end <= other->end;
        if (within && other->end - other->begin > type->end - type->begin)
            return true;
    }
    return false;
}

static void put_local_type(struct emitter *e, const struct lowered *to,
                           const struct local_type *type)
{
    if (!type->hoisted || stands_in_another(to->fn, type)) return;
    int pack = code_pack_at(e->unit, type->begin);
    if (!e->pretty) emit_marker(e, type->begin);
    if (pack) text_printf(e->out, "#pragma pack(push, %d)\n", pack);
    // Past the place where its definition is just its name.
    text_add(e->out, e->unit->source->text + type->begin, 1);
    edits_copy(&to->edits, e->out, type->begin + 1, type->text_end);
    text_puts(e->out, ";\n");
    if (pack) text_puts(e->out, "#pragma pack(pop)\n");
}

static void
put_static(struct emitter *e, const struct lowered *to, const struct var *var)
{
    if (!e->pretty) emit_marker(e, var->name_at);
    text_printf(e->out, "static %s%s%s",
                var->said.is_constexpr ? "constexpr " : "",
                type_declare(e->unit, var->type, var->hoisted),
                var->said.align ? var->said.align : "");
    if (var->init) {
        text_puts(e->out, " = ");
        edits_copy(&to->edits, e->out, var->init->begin, var->init->end);
    }
    text_puts(e->out, ";\n");
}

// The constants that are declared from `next` on and before `at`: types use
// them, and they use types.
static size_t put_constants(struct emitter *e, const struct lowered *to,
                            size_t next, size_t at)
{
    for (; next < to->fn->vars.count; next++) {
        const struct var *var = to->fn->vars.at[next];
        if (var->storage != STORAGE_PARAM && var->name_at > at) break;
        if (var->hoisted && var->said.is_constexpr) put_static(e, to, var);
    }
    return next;
}

static void put_local_types(struct emitter *e, struct lowered *to)
{
    struct fn *fn = to->fn;

    size_t next = 0;
    for (size_t i = 0; i < fn->types.count; i++) {
        next = put_constants(e, to, next, fn->types.at[i]->begin);
        put_local_type(e, to, fn->types.at[i]);
    }
    put_constants(e, to, next, (size_t)-1);
    if (!e->pretty) emit_ours(e, "csp_rt_enter(");
}

void emit_statics(struct emitter *e, struct lowered *to)
{
    struct fn *fn = to->fn;

    for (size_t i = 0; i < fn->vars.count; i++)
        if (fn->vars.at[i]->hoisted && !fn->vars.at[i]->said.is_constexpr)
            put_static(e, to, fn->vars.at[i]);
}

static void put_frame(struct emitter *e, const struct fn *fn)
{
    const char *name =
        arena_printf(e->unit->arena, "%s__frame", fn->names.stem);
    field_print(e->unit, e->out, name, fn->machine->frame);
    if (e->pretty) text_puts(e->out, "\n");
}

static void put_call_frame(struct emitter *e, const struct fn *fn)
{
    struct unit *unit = e->unit;
    struct field *frame = field_group(unit->arena, FIELD_STRUCT, FIELD_HEAD);
    field_add_head(unit, frame);
    field_add_result(unit, frame, fn->result);
    for (size_t i = 0; i < type_param_count(fn->type); i++)
        field_add_argument(unit, frame, type_param(unit, fn->type, i));
    if (fn->said.is_variadic) field_add_rest(unit, frame);
    field_print(unit, e->out,
                arena_printf(unit->arena, "%s__call", fn->names.stem), frame);
}

// What a callee of another file has in the frames of its callers.
static void put_room(struct emitter *e, const struct fn *fn)
{
    text_printf(e->out,
                "union %s__room {\n    struct %s__call call;\n"
                "    char bytes[%lld] __attribute__((aligned(%d)));\n};\n",
                fn->names.stem, fn->names.stem, (long long)fn->said.frame_most,
                FRAME_STATED_ALIGN);
}

// The symbol keeps its name where C has another one for it.
static const char *symbol_of(struct emitter *e, const struct fn *fn)
{
    const char *name = fn->replaced.by ? fn->replaced.by : fn->name;
    if (fn->said.is_static || fn->names.stem == name) return "";
    return arena_printf(e->unit->arena, " __asm__(\"%s__co\")", name);
}

// The descriptor of a function that is defined elsewhere, or is an alias.
static void put_foreign(struct emitter *e, const struct fn *fn)
{
    text_printf(e->out, "extern const struct csp_descriptor %s__co%s",
                fn->names.stem, symbol_of(e, fn));
    if (fn->said.is_weak) text_puts(e->out, " __attribute__((weak))");
    if (fn->said.visibility)
        text_printf(e->out, " __attribute__((visibility(\"%s\")))",
                    fn->said.visibility);
    if (fn->said.alias)
        text_printf(e->out, " __attribute__((alias(\"%s__co\")))",
                    fn->said.alias);
    text_puts(e->out, ";\n");
}

void emit_stated(struct emitter *e, const struct fn *fn, const char *alias)
{
    long long most = (long long)fn->said.frame_most;
    text_printf(e->out, "extern const struct csp_descriptor %s__co_%lld",
                fn->names.stem, most);
    if (fn->names.stem != fn->name)
        text_printf(e->out, " __asm__(\"%s__co_%lld\")", fn->name, most);
    if (fn->said.visibility)
        text_printf(e->out, " __attribute__((visibility(\"%s\")))",
                    fn->said.visibility);
    text_printf(e->out, "%s;\n", alias);
}

static const char *step_attributes(struct emitter *e, const struct fn *fn)
{
    const char *attributes = fn->said.code_attributes;
    // This one is for definitions.
    if (!attributes || strstr(attributes, "no_builtin")) return "";
    return arena_printf(e->unit->arena, " __attribute__((%s))",
                        fn->said.code_attributes);
}

// gcov calls functions by what is their only symbol.
static bool names_symbols(const struct emitter *e)
{
    const strings *args = &e->unit->options->args.cc;
    for (size_t i = 0; i < args->count; i++)
        if (strcmp(args->at[i], "--coverage") == 0 ||
            strcmp(args->at[i], "-coverage") == 0 ||
            strcmp(args->at[i], "-ftest-coverage") == 0)
            return true;
    return e->pretty;
}

// With the symbol by which debuggers and profilers know the step: that of a
// static function in C++, which they show as the coroutine's own name. (That
// name itself may be the plain entry's.) gcc gives the step no other symbol. To
// clang it is a second one: it would tell debuggers of the only one as what the
// function is called. Who reads the file needs none.
static void put_step_declared(struct emitter *e, const struct fn *fn)
{
    const char *stem = fn->names.stem, *attributes = step_attributes(e, fn);
    const char *symbol = arena_printf(e->unit->arena, " __asm__(\"_ZL%zu%sv\")",
                                      strlen(stem), stem);
    bool is_clang = e->unit->options->toolchain.cc_is_clang;
    bool is_bare = names_symbols(e);
    text_printf(e->out, "static csp_step %s__step%s%s;\n", stem,
                is_bare || is_clang ? "" : symbol, attributes);
    if (!is_bare && is_clang)
        text_printf(e->out,
                    "static csp_step %s__shown%s\n"
                    "    __attribute__((__alias__(\"%s__step\"), __used__));\n",
                    stem, symbol, stem);
}

// What a function declares for itself, and a block uses that was taken out.
static void put_externs(struct emitter *e)
{
    struct unit *unit = e->unit;
    for (size_t i = 0; i < unit->fns.count; i++)
        for (size_t k = 0; k < unit->fns.at[i]->vars.count; k++) {
            const struct var *var = unit->fns.at[i]->vars.at[k];
            if (var->storage == STORAGE_EXTERN && var->outline.captured)
                text_printf(e->out, "extern %s;\n",
                            type_declare(unit, var->type, var->name));
        }
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        for (size_t k = 0; fn->outline.is_branch && k < fn->refs.count; k++) {
            const struct ref *ref = &fn->refs.at[k];
            if (ref->kind != REF_FN || !ref->to.fn->said.is_declared_inside)
                continue;
            text_printf(e->out, "%s;\n",
                        type_declare(unit, ref->to.fn->type, ref->to.fn->name));
        }
    }
}

void emit_declarations(struct emitter *e)
{
    struct unit *unit = e->unit;
    for (size_t i = 0; i < unit->declared.count; i++) {
        const struct fn *fn = unit->declared.at[i];
        if (!fn->said.annotated || fn->body) continue;
        if (fn->colour.is_called) put_call_frame(e, fn);
        if (fn->colour.is_called || fn->said.alias) put_foreign(e, fn);
        if (!fn->colour.is_called || !frame_has_room(unit, fn)) continue;
        put_room(e, fn);
        emit_stated(e, fn, "");
    }
    for (size_t i = 0; i < e->starters.count; i++)
        if (e->starters.at[i]->fn->outline.count)
            put_local_types(e, e->starters.at[i]);
    for (size_t i = 0; i < e->lowered.count; i++)
        put_local_types(e, e->lowered.at[i]);
    put_externs(e);
    if (unit->frames.count) emit_banner(e, "frames");
    for (size_t i = 0; i < unit->frames.count; i++)
        put_frame(e, unit->frames.at[i]);
    for (size_t i = 0; i < unit->frames.count; i++) {
        const struct fn *fn = unit->frames.at[i];
        text_printf(e->out, "%sconst struct csp_descriptor %s__co%s;\n",
                    fn->said.is_static ? "static " : "extern ", fn->names.stem,
                    symbol_of(e, fn));
        put_step_declared(e, fn);
    }
}

// -- steps -------------------------------------------------------------------

// The lines that have been written since the last ones stand for that.
static void
map_lines(struct emitter *e, const struct fn *fn, size_t at, int state)
{
    struct mapped mapped = {.fn = fn, .at = at, .state = state};
    if (!e->maps) return;
    for (unsigned end = emit_own_line(e); e->mapped + 1 < end;) {
        mapped.line = ++e->mapped;
        vec_push(e->unit->arena, &e->unit->map, mapped);
    }
}

static void map_body(struct emitter *e, const map_of_lines *body)
{
    unsigned before = e->mapped;
    for (size_t i = 0; e->maps && i < body->count; i++) {
        struct mapped mapped = body->at[i];
        mapped.line += before;
        vec_push(e->unit->arena, &e->unit->map, mapped);
    }
    if (e->maps) e->mapped = emit_own_line(e) - 1;
}

static bool is_promoted_local(const struct var *var)
{
    return var->frame.place == PLACE_PROMOTED && var->storage != STORAGE_PARAM;
}

// The line as the user wrote it, without the blanks around it.
static const char *
trimmed(struct emitter *e, const struct source_line *line, size_t room)
{
    if (strcmp(line->file, e->unit->source->main_file) != 0) return line->file;
    const char *text = emit_original(e, line->line);
    while (isspace((unsigned char)*text))
        text++;
    size_t end = emit_trim_right(text, 0, strlen(text));
    bool cut = end > room;
    if (cut) end = emit_trim_right(text, 0, room - 3);
    while (end > 0 && text[end - 1] == '\\') // it ends a comment's line
        end--;
    return arena_printf(e->unit->arena, "%.*s%s", (int)end, text,
                        cut ? "..." : "");
}

static void put_states(struct emitter *e, const struct lowered *to)
{
    if (!to->points.count) return;
    emit_line(e, 1, "enum {");
    for (size_t i = 0; i < to->points.count; i++) {
        const struct point *point = &to->points.at[i];
        const struct source_line *line =
            source_line_at(e->unit->source, point->at);
        const char *state =
            arena_printf(e->unit->arena, "%s = %d,", point->tag, point->number);
        const char *note = "";
        if (e->pretty) {
            note = arena_printf(e->unit->arena, " // line %u: ", line->line);
            size_t taken = 8 + strlen(state) + strlen(note);
            size_t room = taken + 24 < LAYOUT_WIDTH ? LAYOUT_WIDTH - taken : 24;
            note = arena_printf(e->unit->arena, "%s%s", note,
                                trimmed(e, line, room));
        }
        map_lines(e, to->fn, to->fn->name_at, 0);
        EMIT_LINE(e, 2, "%s%s", state, note);
        map_lines(e, to->fn, point->at, point->number);
    }
    emit_line(e, 1, "};");
}

static void put_locals(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->frame.place != PLACE_PROMOTED) continue;
        bool param = var->storage == STORAGE_PARAM;
        if (param && !var->frame.is_mentioned) continue;
        const char *declaration =
            type_declare_object(e->unit, var->type, var->out);
        if (param)
            EMIT_LINE(e, 1, "%s = %s->%s;", declaration, fn->names.frame,
                      var->out);
        else
            EMIT_LINE(e, 1, "%s = 0;", declaration);
    }
    for (char *line = to->temps.at; *line;) {
        char *end = strchr(line, '\n');
        emit_line(
            e, 1,
            arena_strndup(e->unit->arena, line + 4, (size_t)(end - line) - 4));
        line = end + 1;
    }
}

static size_t promoted_locals(const struct fn *fn)
{
    size_t count = 0;
    for (size_t i = 0; i < fn->vars.count; i++)
        count += is_promoted_local(fn->vars.at[i]);
    return count;
}

static void put_reload(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    if (!to->points.count) return;
    if (promoted_locals(fn)) {
        EMIT_LINE(e, 1, "if (%s->csp.resume) {", fn->names.frame);
        for (size_t i = 0; i < fn->vars.count; i++)
            if (is_promoted_local(fn->vars.at[i]))
                EMIT_LINE(e, 2, "%s = %s->%s;", fn->vars.at[i]->out,
                          fn->names.frame, fn->vars.at[i]->out);
        emit_line(e, 1, "}");
    }
    EMIT_LINE(e, 1, "switch (%s->csp.resume) {", fn->names.frame);
    for (size_t i = 0; i < to->points.count; i++) {
        const struct point *point = &to->points.at[i];
        map_lines(e, fn, fn->name_at, 0);
        EMIT_LINE(e, 1, "case %s: goto %s;", point->tag,
                  names_resume(e->unit, fn, point->tag));
        map_lines(e, fn, point->at, point->number);
    }
    emit_line(e, 1, "}");
}

// What all suspensions share belongs to no line: debuggers pass line 0 by.
static void begin_spill(struct emitter *e, const struct fn *fn)
{
    const char *file = source_line_at(e->unit->source, fn->name_at)->file;
    if (e->pretty)
        emit_ours(e, "");
    else if (e->unit->options->code.lines == LINE_DIRECTIVE)
        text_printf(e->out, "\n%s", directive_text(e->unit, 0, file));
}

static void put_spill(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    if (!to->points.count) return;
    begin_spill(e, fn);
    EMIT_LINE(e, 0, "%s:%s", names_free(e->unit, fn, "csp_suspend"),
              e->pretty ? " // the frame keeps what is still needed" : "");
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->frame.place != PLACE_PROMOTED) continue;
        if (var->storage == STORAGE_PARAM && !var->frame.is_written) continue;
        EMIT_LINE(e, 1, "%s->%s = %s;", fn->names.frame, var->out, var->out);
    }
    EMIT_LINE(e, 1, "%s->csp.resume = (csp_u32)csp_at;", fn->names.frame);
    emit_line(e, 1, "return csp_result;");
}

// The numbers of the suspensions over which a variable is saved.
static const char *
waits_of(struct emitter *e, const struct lowered *to, const struct var *var)
{
    struct text list = {.arena = e->unit->arena};
    text_puts(&list, "");
    for (size_t i = 0; i < to->points.count; i++)
        for (size_t k = 0; k < var->live.waits.count; k++) {
            if (var->live.waits.at[k] != to->points.at[i].at) continue;
            text_printf(&list, "%s%d", list.count ? ", " : "",
                        to->points.at[i].number);
            break;
        }
    return list.at;
}

static bool is_kept(const struct var *var)
{
    bool plain =
        var->storage != STORAGE_PARAM && var->frame.place == PLACE_PLAIN;
    return *var->name && !plain && !var->hoisted &&
           var->storage != STORAGE_STATIC;
}

static void
put_kept(struct emitter *e, const struct lowered *to, const struct var *var)
{
    bool param = var->storage == STORAGE_PARAM;
    const char *waits = "";
    if (var->frame.place == PLACE_PROMOTED) waits = waits_of(e, to, var);
    text_printf(e->out, "//   %-14s %s%s%s\n", var->out,
                param ? "argument" : "",
                var->frame.place == PLACE_RESIDENT ? param ? "" : "at all times"
                : *waits                           ? param ? ", over " : "over "
                                                   : "",
                waits);
}

// For people: what the frame keeps, and over which suspensions.
static void put_table(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    bool any = false;
    for (size_t i = 0; e->pretty && i < fn->vars.count; i++) {
        if (!is_kept(fn->vars.at[i])) continue;
        if (!any)
            text_printf(e->out,
                        "// What the frame of %s keeps, and over which of the "
                        "suspensions AT_n:\n",
                        fn->name);
        any = true;
        put_kept(e, to, fn->vars.at[i]);
    }
}

static void put_body(struct emitter *e, const struct lowered *to)
{
    map_of_lines map = {0};
    if (!e->pretty) {
        text_printf(e->out, "%s ", to->body.at);
        return;
    }
    map_lines(e, to->fn, to->fn->name_at, 0);
    text_puts(e->out, layout_lines(e->unit, to, &map));
    map_body(e, &map);
}

// Behind the body's last statement.
static void put_end(struct emitter *e, const struct fn *fn)
{
    if (fn->said.is_main && fn->result->class != TYPE_VOID)
        EMIT_LINE(e, 1, "%s->csp_ret = 0;", fn->names.frame);
    emit_line(e, 1, "return CSP_DONE;");
}

void emit_step(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    text_puts(e->out, "\n");
    emit_banner(e, fn->name);
    text_puts(e->out, to->sites.at);
    emit_gap(e);
    put_table(e, to);
    emit_pragmas_begin(e, fn->begin);
    emit_marker(e, fn->name_at);
    if (e->maps) e->mapped = emit_own_line(e) - 1;
    if (fn->said.code_attributes)
        EMIT_LINE(e, 0, "__attribute__((%s))", fn->said.code_attributes);
    EMIT_LINE(
        e, 0,
        "static int %s__step(struct csp_frame *csp_frame, struct csp_worker "
        "*csp_worker)",
        fn->names.stem);
    emit_line(e, 0, "{");
    EMIT_LINE(e, 1, "struct %s__frame *%s = (struct %s__frame *)csp_frame;",
              fn->names.stem, fn->names.frame, fn->names.stem);
    put_states(e, to);
    if (to->points.count)
        emit_line(e, 1, "int csp_at, csp_result;");
    else
        EMIT_LINE(e, 1, "(void)csp_worker, (void)%s;", fn->names.frame);
    put_locals(e, to);
    put_reload(e, to);
    put_body(e, to);
    if (!to->returns) put_end(e, fn);
    map_lines(e, fn, fn->end - 1, 0);
    put_spill(e, to);
    text_puts(e->out, "}\n");
    map_lines(e, fn, (size_t)-1, 0);
    emit_pragmas_after(e, fn->begin);
}
