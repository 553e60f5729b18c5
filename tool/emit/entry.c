// SPDX-License-Identifier: MIT
// entry.c: what the world outside knows of a coroutine: its descriptor,
// the plain entry of its own name, the plain twin where one is kept, and the
// constructor that registers the file's coroutines. Called by emit.c.
#include "emit/emit.h"
#include "tree/wait.h"

// -- descriptors -------------------------------------------------------------

static const char *flags_of(struct emitter *e, const struct fn *fn)
{
    const char *main = fn->said.is_main ? "CSP_COROUTINE_MAIN" : NULL;
    if (!fn->colour.keep_plain) return main ? main : "0";
    return arena_printf(e->unit->arena, "%#xu", stress_shape(fn));
}

static void put_points(struct emitter *e, const struct lowered *to)
{
    if (!to->points.count) return;
    text_printf(e->out, "static const struct csp_point %s__points[] = {\n",
                to->fn->names.stem);
    for (size_t i = 0; i < to->points.count; i++) {
        const struct point *point = &to->points.at[i];
        text_printf(e->out, "    {%u, %s, %s},\n",
                    source_line_at(e->unit->source, point->at)->line,
                    wait_kind(point->kind)->enumerator,
                    point->what ? text_quote(e->unit->arena, point->what)
                                : "0");
    }
    text_puts(e->out, "};\n");
}

static size_t put_fields(struct emitter *e, const struct fn *fn)
{
    size_t count = 0;
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        bool has_field =
            var->storage == STORAGE_PARAM || var->frame.place != PLACE_PLAIN;
        if (!has_field || var->storage == STORAGE_STATIC) continue;
        if (count++ == 0)
            text_printf(e->out,
                        "static const struct csp_field %s__fields[] = {\n",
                        fn->names.stem);
        text_printf(
            e->out,
            "    {%s, %s,\n"
            "     __builtin_offsetof(struct %s__frame, %s),\n"
            "     sizeof ((struct %s__frame *)0)->%s},\n",
            text_quote(e->unit->arena, var->name),
            text_quote(e->unit->arena, type_words(e->unit, var->type, "")),
            fn->names.stem, var->out, fn->names.stem, var->out);
    }
    if (count) text_puts(e->out, "};\n");
    return count;
}

void emit_descriptor(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    struct arena *arena = e->unit->arena;
    emit_gap(e);
    put_points(e, to);
    size_t fields = put_fields(e, fn);
    const struct source_line *line =
        source_line_at(e->unit->source, fn->name_at);
    text_puts(e->out, emit_linkage(fn));
    if (fn->said.is_weak) text_puts(e->out, "__attribute__((weak)) ");
    if (fn->said.visibility)
        text_printf(e->out, "__attribute__((visibility(\"%s\"))) ",
                    fn->said.visibility);
    text_printf(e->out,
                "const struct csp_descriptor %s__co = {\n    %s__step, %s%s,\n",
                fn->names.stem, fn->names.stem,
                emit_needs_plain(fn) ? "(void (*)(void))" : "0",
                emit_needs_plain(fn) ? fn->name : "");
    text_printf(
        e->out,
        "    sizeof(struct %s__frame), _Alignof(struct %s__frame), %s, %u,\n",
        fn->names.stem, fn->names.stem, flags_of(e, fn), line->line);
    text_printf(e->out, "    %s, %s, %zu, %zu,\n", text_quote(arena, fn->name),
                text_quote(arena, line->file), to->points.count, fields);
    const char *points = to->points.count
                             ? arena_printf(arena, "%s__points", fn->names.stem)
                             : "0";
    const char *list =
        fields ? arena_printf(arena, "%s__fields", fn->names.stem) : "0";
    text_printf(e->out, "    %s, %s,\n};\n", points, list);
}

// -- plain entries -----------------------------------------------------------

static void put_entry_body(struct emitter *e, const struct fn *fn)
{
    const char *f = names_free(e->unit, fn, "csp_f");
    const char *value = names_free(e->unit, fn, "csp_value");
    EMIT_LINE(
        e, 1,
        "struct %s__frame *%s = (struct %s__frame *)csp_rt_enter(&%s__co);",
        fn->names.stem, f, fn->names.stem, fn->names.stem);
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct var *param = fn->params.at[i];
        if (*param->name)
            EMIT_LINE(e, 1, "%s->%s = %s;", f, param->out, param->name);
    }
    EMIT_LINE(e, 1, "csp_rt_wait(&%s->csp);", f);
    if (fn->result->class != TYPE_VOID)
        EMIT_LINE(e, 1, "%s = %s->csp_ret;",
                  type_declare_object(e->unit, fn->result, value), f);
    EMIT_LINE(e, 1, "csp_rt_leave(&%s->csp);", f);
    if (fn->result->class != TYPE_VOID) EMIT_LINE(e, 1, "return %s;", value);
}

void emit_plain(struct emitter *e, struct fn *fn)
{
    if (!emit_needs_plain(fn)) return;
    const struct lowered *twin =
        fn->colour.keep_plain ? lower_plain(e->unit, fn) : NULL;
    if (twin && twin->sites.count)
        text_add(e->out, twin->sites.at, twin->sites.count);
    emit_gap(e);
    emit_pragmas_begin(e, fn->begin);
    if (fn->colour.keep_plain)
        emit_marker(e, fn->begin);
    else
        emit_ours(e, "csp_rt_enter(");
    text_printf(e->out, "%s\n", emit_header_again(e, fn));
    if (twin) {
        text_printf(e->out, "%s\n", twin->body.at);
    } else {
        emit_ours(e, "csp_rt_enter(");
        emit_line(e, 0, "{");
        put_entry_body(e, fn);
        text_puts(e->out, "}\n");
    }
    emit_pragmas_after(e, fn->begin);
}

void emit_registration(struct emitter *e)
{
    struct unit *unit = e->unit;
    const char *list = names_of_unit(unit, "csp_unit");
    const char *call = names_of_unit(unit, "csp_unit_register");
    const char *end = names_of_unit(unit, "csp_unit_unregister");
    if (!unit->frames.count) return;
    emit_gap(e);
    emit_ours(e, "csp_rt_register_v3(");
    text_printf(e->out,
                "static const struct csp_descriptor *const %s[]\n"
                "    __attribute__((section(\"csp_coroutines\"), used)) = {\n",
                list);
    for (size_t i = 0; i < unit->frames.count; i++)
        text_printf(e->out, "    &%s__co,\n", unit->frames.at[i]->names.stem);
    text_puts(e->out, "};\n");
    emit_ours(e, "csp_rt_register_v3(");
    EMIT_LINE(e, 0, "__attribute__((constructor(101))) static void %s(void)",
              call);
    emit_line(e, 0, "{");
    EMIT_LINE(e, 1, "csp_rt_register_v3(%s, %s + %zu);", list, list,
              unit->frames.count);
    text_puts(e->out, "}\n");
    EMIT_LINE(e, 0, "__attribute__((destructor(101))) static void %s(void)",
              end);
    emit_line(e, 0, "{");
    EMIT_LINE(e, 1, "csp_rt_unregister(%s);", list);
    text_puts(e->out, "}\n");
}

void emit_started_from_plain(struct emitter *e)
{
    for (size_t i = 0; i < e->starters.count; i++) {
        const struct lowered *to = e->starters.at[i];
        text_puts(e->out, to->sites.at);
        emit_pragmas_begin(e, to->fn->begin);
        emit_marker(e, to->fn->begin);
        text_printf(e->out, "%s\n%s\n", emit_header_again(e, to->fn),
                    to->body.at);
        emit_pragmas_after(e, to->fn->begin);
    }
}
