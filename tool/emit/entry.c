// SPDX-License-Identifier: MIT
// entry.c: what the world outside knows of a coroutine: its descriptor,
// the plain entry of its own name, the plain twin where one is kept, and the
// constructor that registers the file's coroutines. Called by emit.c.
#include "emit/emit.h"
#include "tree/wait.h"

#include <string.h>

// -- descriptors -------------------------------------------------------------

static unsigned parameters_of(const struct fn *fn)
{
    enum { MOST = 15 }; // that a descriptor tells of
    unsigned count = 0;
    while (count < fn->vars.count && count < MOST &&
           fn->vars.at[count]->storage == STORAGE_PARAM)
        count++;
    return count;
}

static const char *flags_of(struct emitter *e, const struct fn *fn)
{
    const char *main = fn->said.is_main ? "CSP_COROUTINE_MAIN | " : "";
    unsigned parameters = parameters_of(fn);
    const char *flags =
        arena_printf(e->unit->arena, "%sCSP_COROUTINE_SHAPES", main);
    if (parameters)
        flags =
            arena_printf(e->unit->arena, "%s | %u * CSP_COROUTINE_PARAMETER",
                         flags, parameters);
    if (!fn->colour.keep_plain) return flags;
    return arena_printf(e->unit->arena, "%#xu | %s", stress_shape(fn), flags);
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

// Does the variable have a value while the coroutine waits there? All that are
// in the frame are kept over each suspension, needed or not.
static bool is_kept_over(const struct var *var, const struct point *point)
{
    const struct scope *scope = var->scope;
    return var->storage == STORAGE_PARAM || !scope ||
           (var->end <= point->at && scope->begin <= point->at &&
            point->at < scope->end);
}

// "1,3": over which suspensions; "*": over all.
static const char *
kept_over(struct emitter *e, const struct lowered *to, const struct var *var)
{
    struct text list = {.arena = e->unit->arena};
    size_t count = 0;
    text_puts(&list, "");
    for (size_t i = 0; i < to->points.count; i++)
        if (is_kept_over(var, &to->points.at[i]))
            text_printf(&list, "%s%d", count++ ? "," : "",
                        to->points.at[i].number);
    return count == to->points.count ? "*" : list.at;
}

static void
put_field(struct emitter *e, const struct lowered *to, const struct var *var)
{
    const char *stem = to->fn->names.stem;
    struct arena *arena = e->unit->arena;
    const char *words = text_quote(arena, type_words(e->unit, var->type, ""));
    text_printf(e->out,
                "    {%s, %.*s\\0%s %s\",\n"
                "     __builtin_offsetof(struct %s__frame, %s),\n"
                "     sizeof ((struct %s__frame *)0)->%s},\n",
                text_quote(arena, var->name), (int)strlen(words) - 1, words,
                var->type->canonical->shape, kept_over(e, to, var), stem,
                var->out, stem, var->out);
}

// Behind an array of variable length: where its length is, if that is kept.
static size_t
put_length(struct emitter *e, const struct lowered *to, const struct var *var)
{
    const char *shape = var->type->canonical->shape;
    const char *kept =
        var->lengths.kept.count ? strstr(var->lengths.kept.at[0], "->") : NULL;
    if (*shape != 'v' || !kept) return 0;
    const char *stem = to->fn->names.stem;
    text_printf(e->out,
                "    {\"\", \"\\0u *\",\n"
                "     __builtin_offsetof(struct %s__frame, %s),\n"
                "     sizeof ((struct %s__frame *)0)->%s},\n",
                stem, kept + 2, stem, kept + 2);
    return 1;
}

static size_t put_fields(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
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
        put_field(e, to, var);
        count += put_length(e, to, var);
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
    size_t fields = put_fields(e, to);
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
    text_printf(e->out,
                "    sizeof(struct %s__frame), _Alignof(struct %s__frame),\n"
                "    %s, %u,\n",
                fn->names.stem, fn->names.stem, flags_of(e, fn), line->line);
    text_printf(e->out, "    %s, %s, %zu, %zu,\n", text_quote(arena, fn->name),
                place_file(e->unit, line->file), to->points.count, fields);
    const char *points = to->points.count
                             ? arena_printf(arena, "%s__points", fn->names.stem)
                             : "0";
    const char *list =
        fields ? arena_printf(arena, "%s__fields", fn->names.stem) : "0";
    text_printf(e->out, "    %s, %s,\n};\n", points, list);
    if (!fn->said.is_static && frame_fits(fn))
        emit_stated(e, fn,
                    arena_printf(arena, " __attribute__((alias(\"%s__co\")))",
                                 fn->name));
}

// -- plain entries -----------------------------------------------------------

// The arguments without a name are on this function's stack, as a va_list.
static void put_rest(struct emitter *e, const struct fn *fn, const char *frame)
{
    const char *rest = names_free(e->unit, fn, "csp_rest");
    const char *last =
        fn->params.count ? fn->params.at[fn->params.count - 1]->name : "0";
    if (!*last) return; // nor can the coroutine name it in va_start
    EMIT_LINE(e, 1, "__builtin_va_list %s;", rest);
    EMIT_LINE(e, 1, "__builtin_va_start(%s, %s);", rest, last);
    EMIT_LINE(e, 1, "%s->csp_rest = (char *)&%s + 1;", frame, rest);
}

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
    if (fn->said.is_variadic) put_rest(e, fn, f);
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
    emit_ours(e, "csp_rt_register_v5(");
    text_printf(e->out,
                "static const struct csp_descriptor *const %s[]\n"
                "    __attribute__((section(\"csp_coroutines\"), used)) = {\n",
                list);
    for (size_t i = 0; i < unit->frames.count; i++)
        text_printf(e->out, "    &%s__co,\n", unit->frames.at[i]->names.stem);
    text_puts(e->out, "};\n");
    emit_ours(e, "csp_rt_register_v5(");
    EMIT_LINE(e, 0, "__attribute__((constructor(101))) static void %s(void)",
              call);
    emit_line(e, 0, "{");
    EMIT_LINE(e, 1, "csp_rt_register_v5(%s, %s + %zu);", list, list,
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
