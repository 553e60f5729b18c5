// SPDX-License-Identifier: MIT
// emit.c: the generated file. The user's text comes first, with the bodies of
// coroutines taken out; then, where every type is complete, the frames
// (callees before callers), the step functions, the descriptors and the plain
// entries. The same input gives the same bytes. Requires everything before.
#include "lower.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct emitter {
    struct unit *unit;
    struct text *out;
    bool pretty;
    VEC(struct lowered *) lowered; // in the order of unit->fns
    struct map lowered_of;         // by function
    strings original;              // for people: the main file's lines
};

static bool needs_plain(const struct fn *fn)
{
    return !fn->is_static || fn->mentions > 0 || fn->keep_plain || fn->is_main;
}

static const char *linkage(const struct fn *fn)
{
    return fn->is_static ? "static " : "";
}

// -- the user's text ---------------------------------------------------------

static size_t trim_right(const char *text, size_t begin, size_t end)
{
    while (end > begin && isspace((unsigned char)text[end - 1]))
        end--;
    return end;
}

static int newlines(const char *text, size_t begin, size_t end)
{
    int count = 0;
    for (size_t i = begin; i < end; i++)
        count += text[i] == '\n';
    return count;
}

static const char *header_of(struct emitter *e, const struct fn *fn)
{
    struct lowered nothing = {0};
    struct lower l = {.unit = e->unit, .to = &nothing};
    const char *header = lower_text(&l, fn->begin, fn->body->begin);
    size_t end = trim_right(header, 0, strlen(header));
    return arena_strndup(e->unit->arena, header, end);
}

// A type is defined in the function's head; it must be written just once.
static bool defines_type(const char *header)
{
    return strchr(header, '{') != NULL;
}

// The head of the definition again, in the file's second half.
static const char *header_again(struct emitter *e, const struct fn *fn)
{
    const char *header = header_of(e, fn);
    if (!defines_type(header)) return header;
    struct arena *arena = e->unit->arena;
    struct text list = {.arena = arena};
    text_printf(&list, "%s(%s", fn->name, fn->params.count ? "" : "void");
    for (size_t i = 0; i < fn->params.count; i++)
        text_printf(&list, "%s%s", i ? ", " : "",
                    type_declare(e->unit, fn->params.at[i]->type,
                                 fn->params.at[i]->name, false));
    text_puts(&list, ")");
    return arena_printf(arena, "%s%s", linkage(fn),
                        type_declare(e->unit, fn->result, list.at, false));
}

// What stands where the definition stood.
static const char *stand_in(struct emitter *e, const struct fn *fn)
{
    const char *text = e->unit->source->text;
    struct arena *arena = e->unit->arena;
    struct text out = {.arena = arena};
    text_puts(&out, "");
    if (needs_plain(fn) && fn->is_knr) {
        const char *name = arena_printf(arena, "%s()", fn->name);
        text_printf(&out, "%s%s;", linkage(fn),
                    type_declare(e->unit, fn->result, name, false));
    } else if (needs_plain(fn) || defines_type(header_of(e, fn))) {
        text_printf(&out, "%s;", header_of(e, fn));
    }
    if (e->pretty) {
        bool last = text[fn->end + strspn(text + fn->end, " \t")] == '\n';
        text_printf(&out,
                    last ? "%s// a coroutine: see %s__step"
                         : "%s/* a coroutine: see %s__step */",
                    out.count ? " " : "", fn->name);
    } else {
        int missing =
            newlines(text, fn->begin, fn->end) - newlines(out.at, 0, out.count);
        while (missing-- > 0)
            text_puts(&out, "\n");
    }
    return out.at;
}

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

typedef VEC(struct edit) edits;

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
static void drop_prototypes(struct emitter *e, const struct fn *fn, edits *list)
{
    const char *text = e->unit->source->text;
    for (size_t i = 0; i < fn->decls.count; i++) {
        size_t begin = fn->decls.at[i].begin, end = fn->decls.at[i].end;
        if (begin == fn->begin || text[end] != ';') continue;
        if (!declares_one(text, begin, end)) continue;
        struct edit edit = {begin, end + 1, ""};
        vec_push(e->unit->arena, list, edit);
    }
}

static edits file_edits(struct emitter *e)
{
    struct unit *unit = e->unit;
    edits list = {0};
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (fn->is_branch) continue; // stands in another function
        if (fn->colour == COLOUR_COROUTINE && !needs_plain(fn))
            drop_prototypes(e, fn, &list);
        if (fn->colour == COLOUR_COROUTINE) {
            struct edit edit = {fn->begin, fn->end, stand_in(e, fn)};
            vec_push(unit->arena, &list, edit);
        } else if (fn->has_go) {
            struct edit edit = {
                fn->begin, fn->end,
                arena_printf(unit->arena, "%s;", header_of(e, fn))};
            int missing =
                newlines(unit->source->text, fn->body->begin, fn->end);
            struct text text = {.arena = unit->arena};
            text_puts(&text, edit.text);
            for (; missing > 0 && !e->pretty; missing--)
                text_puts(&text, "\n");
            edit.text = text.at;
            vec_push(unit->arena, &list, edit);
        }
    }
    for (size_t i = 0; i < unit->edits.count; i++)
        vec_push(unit->arena, &list, unit->edits.at[i]);
    if (list.count) qsort(list.at, list.count, sizeof *list.at, compare_edits);
    return list;
}

static size_t first_edit(const edits *list, size_t begin)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list->at[middle].begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Gives the offset behind what is copied or replaced, `end` or above.
static size_t
copy_edited(struct emitter *e, const edits *list, size_t begin, size_t end)
{
    const char *text = e->unit->source->text;
    size_t at = begin;
    for (size_t i = first_edit(list, begin); i < list->count; i++) {
        const struct edit *edit = &list->at[i];
        if (edit->begin < at) continue;
        if (edit->begin >= end) break;
        text_add(e->out, text + at, edit->begin - at);
        text_puts(e->out, edit->text);
        at = edit->end;
    }
    if (at >= end) return at;
    text_add(e->out, text + at, end - at);
    return end;
}

// -- for people: includes stay includes --------------------------------------

static void read_original(struct emitter *e)
{
    struct arena *arena = e->unit->arena;
    FILE *file = fopen(e->unit->source->main_file, "r");
    char buffer[4096];
    if (!file) return;
    while (fgets(buffer, sizeof buffer, file))
        vec_push(arena, &e->original, arena_strdup(arena, buffer));
    fclose(file);
}

// A line of the main file as it was written; "" if there is none.
static const char *original_line(const struct emitter *e, unsigned line)
{
    bool known = line > 0 && line <= e->original.count;
    return known ? e->original.at[line - 1] : "";
}

// A directive, with the lines on which it goes on.
static unsigned put_directive(struct emitter *e, unsigned line)
{
    const char *text = original_line(e, line);
    text_puts(e->out, text);
    while (strlen(text) >= 2 && strcmp(text + strlen(text) - 2, "\\\n") == 0) {
        text = original_line(e, ++line);
        text_puts(e->out, text);
    }
    return line;
}

// The directives that stand between two lines of preprocessed text.
static void put_directives(struct emitter *e, unsigned from, unsigned to)
{
    for (unsigned line = from; line < to; line++) {
        const char *hash = original_line(e, line);
        while (isspace((unsigned char)*hash))
            hash++;
        if (*hash == '#') line = put_directive(e, line);
    }
}

// The main file's own lines, with its #include lines in place of their text.
static void copy_main_file(struct emitter *e, const edits *list)
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

static void put_local_types(struct emitter *e, struct lowered *to)
{
    struct fn *fn = to->fn;
    struct lower l = {.unit = e->unit, .fn = fn, .to = to};
    for (size_t i = 0; i < fn->types.count; i++) {
        const struct local_type *type = fn->types.at[i];
        if (!type->hoisted || stands_in_another(fn, type)) continue;
        int pack = code_pack_at(e->unit, type->begin);
        if (pack) text_printf(e->out, "#pragma pack(push, %d)\n", pack);
        // Past the place where its definition is just its name.
        text_add(e->out, e->unit->source->text + type->begin, 1);
        lower_copy(&l, e->out, type->begin + 1, type->text_end);
        text_puts(e->out, ";\n");
        if (pack) text_puts(e->out, "#pragma pack(pop)\n");
    }
}

static void put_statics(struct emitter *e, struct lowered *to)
{
    struct fn *fn = to->fn;
    struct lower l = {.unit = e->unit, .fn = fn, .to = to};
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (!var->hoisted) continue;
        text_printf(e->out, "static %s%s",
                    type_declare(e->unit, var->type, var->hoisted, false),
                    var->align ? var->align : "");
        if (var->init) {
            text_puts(e->out, " = ");
            lower_copy(&l, e->out, var->init->begin, var->init->end);
        }
        text_puts(e->out, ";\n");
    }
}

static void put_ops(struct emitter *e, const struct lowered *to)
{
    if (to->saved.count)
        text_printf(e->out,
                    "    union { // operands that wait for others\n%s    };\n",
                    to->saved.at);
    if (to->needs_callee)
        text_puts(e->out, "    struct csp_frame *csp_callee;\n");
    if (to->needs_target)
        text_puts(e->out, "    const struct csp_descriptor *csp_target;\n");
    if (to->ops.count)
        text_printf(e->out,
                    "    union { // one operation or callee at a time\n%s    } "
                    "csp_op;\n",
                    to->ops.at);
}

static void put_frame(struct emitter *e, struct lowered *to)
{
    const struct fn *fn = to->fn;
    text_printf(e->out, "struct %s__frame {\n", fn->name);
    frame_fields(e->unit, e->out, fn);
    put_ops(e, to);
    text_puts(e->out, "};\n");
}

static void put_call_frame(struct emitter *e, const struct fn *fn)
{
    text_printf(e->out, "struct %s__call {\n    struct csp_frame csp;\n",
                fn->name);
    if (fn->result->class != TYPE_VOID)
        text_printf(e->out, "    %s;\n",
                    type_declare(e->unit, fn->result, "csp_ret", true));
    for (size_t i = 0; i < type_param_count(e->unit, fn->type); i++) {
        const char *name = arena_printf(e->unit->arena, "csp_arg%zu", i + 1);
        text_printf(e->out, "    %s;\n",
                    type_declare(e->unit, type_param(e->unit, fn->type, i),
                                 name, true));
    }
    text_printf(e->out, "};\nextern const struct csp_descriptor %s__co;\n",
                fn->name);
}

static struct lowered *lowered_of(struct emitter *e, const struct fn *fn)
{
    const union map_value *lowered = map_get(&e->lowered_of, map_key(fn));
    if (!lowered) die("coroutine %s was not lowered", fn->name);
    return lowered->pointer;
}

static void put_declarations(struct emitter *e)
{
    struct unit *unit = e->unit;
    for (size_t i = 0; i < unit->declared.count; i++) {
        const struct fn *fn = unit->declared.at[i];
        if (fn->annotated && !fn->body && fn->is_called) put_call_frame(e, fn);
    }
    for (size_t i = 0; i < e->lowered.count; i++)
        put_local_types(e, e->lowered.at[i]);
    for (size_t i = 0; i < unit->frames.count; i++)
        put_frame(e, lowered_of(e, unit->frames.at[i]));
    for (size_t i = 0; i < unit->frames.count; i++) {
        const struct fn *fn = unit->frames.at[i];
        text_printf(e->out, "%sconst struct csp_descriptor %s__co;\n",
                    fn->is_static ? "static " : "extern ", fn->name);
        text_printf(e->out, "static csp_step %s__step;\n", fn->name);
    }
}

// -- steps -------------------------------------------------------------------

static bool is_promoted_local(const struct var *var)
{
    return var->place == PLACE_PROMOTED && var->storage != STORAGE_PARAM;
}

// A line of ours; a newline only where a person reads.
static void put_line(struct emitter *e, int depth, const char *text)
{
    if (e->pretty)
        text_printf(e->out, "%*s%s\n", depth * 4, "", text);
    else
        text_printf(e->out, "%s ", text);
}

#define LINE(e, depth, ...)                                                    \
    put_line((e), (depth), arena_printf((e)->unit->arena, __VA_ARGS__))

// The line as the user wrote it, without the blanks around it.
static const char *trimmed(struct emitter *e, const struct source_line *line)
{
    if (strcmp(line->file, e->unit->source->main_file) != 0) return line->file;
    const char *text = original_line(e, line->line);
    while (isspace((unsigned char)*text))
        text++;
    size_t end = trim_right(text, 0, strlen(text));
    if (end > 60) end = 60;
    while (end > 0 && text[end - 1] == '\\') // it ends a comment's line
        end--;
    return arena_strndup(e->unit->arena, text, end);
}

static void put_states(struct emitter *e, const struct lowered *to)
{
    if (!to->points.count) return;
    put_line(e, 1, "enum {");
    for (size_t i = 0; i < to->points.count; i++) {
        const struct point *point = &to->points.at[i];
        const struct source_line *line = lower_line_of(e->unit, point->at);
        const char *note = "";
        if (e->pretty)
            note = arena_printf(e->unit->arena, " // line %u: %s", line->line,
                                trimmed(e, line));
        LINE(e, 2, "%s = %d,%s", point->tag, point->number, note);
    }
    put_line(e, 1, "};");
}

static void put_locals(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->place != PLACE_PROMOTED) continue;
        bool param = var->storage == STORAGE_PARAM;
        if (param && !var->is_mentioned) continue;
        const char *declaration =
            type_declare(e->unit, var->type, var->out, true);
        if (param)
            LINE(e, 1, "%s = %s->%s;", declaration, fn->frame, var->out);
        else
            LINE(e, 1, "%s = 0;", declaration);
    }
    for (char *line = to->temps.at; *line;) {
        char *end = strchr(line, '\n');
        put_line(
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
        LINE(e, 1, "if (%s->csp.resume) {", fn->frame);
        for (size_t i = 0; i < fn->vars.count; i++)
            if (is_promoted_local(fn->vars.at[i]))
                LINE(e, 2, "%s = %s->%s;", fn->vars.at[i]->out, fn->frame,
                     fn->vars.at[i]->out);
        put_line(e, 1, "}");
    }
    LINE(e, 1, "switch (%s->csp.resume) {", fn->frame);
    for (size_t i = 0; i < to->points.count; i++)
        LINE(e, 1, "case %s: goto csp_resume_%d;", to->points.at[i].tag,
             to->points.at[i].number);
    put_line(e, 1, "}");
}

static void put_spill(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    if (!to->points.count) return;
    put_line(e, 0, "csp_suspend:");
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->place != PLACE_PROMOTED) continue;
        if (var->storage == STORAGE_PARAM && !var->is_written) continue;
        LINE(e, 1, "%s->%s = %s;", fn->frame, var->out, var->out);
    }
    LINE(e, 1, "%s->csp.resume = (csp_u32)csp_at;", fn->frame);
    put_line(e, 1, "return csp_result;");
}

static void put_marker(struct emitter *e, size_t at)
{
    const struct source_line *line = lower_line_of(e->unit, at);
    if (e->unit->options->lines != LINE_DIRECTIVE) return;
    text_printf(e->out, "%s %u \"%s\"\n", e->pretty ? "#line" : "#", line->line,
                line->file);
}

static void put_step(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    text_puts(e->out, "\n");
    text_puts(e->out, to->sites.at);
    put_marker(e, fn->name_at);
    LINE(e, 0,
         "static int %s__step(struct csp_frame *csp_frame, struct csp_worker "
         "*csp_worker)",
         fn->name);
    put_line(e, 0, "{");
    LINE(e, 1, "struct %s__frame *%s = (struct %s__frame *)csp_frame;",
         fn->name, fn->frame, fn->name);
    put_states(e, to);
    if (to->points.count)
        put_line(e, 1, "int csp_at, csp_result;");
    else
        LINE(e, 1, "(void)csp_worker, (void)%s;", fn->frame);
    put_locals(e, to);
    put_reload(e, to);
    text_puts(e->out, to->body.at);
    text_puts(e->out, e->pretty ? "\n" : " ");
    if (fn->is_main && fn->result->class != TYPE_VOID)
        LINE(e, 1, "%s->csp_ret = 0;", fn->frame);
    put_line(e, 1, "return CSP_DONE;");
    put_spill(e, to);
    text_puts(e->out, "}\n");
}

// -- descriptors -------------------------------------------------------------

static const char *quoted(struct arena *arena, const char *text)
{
    struct text out = {.arena = arena};
    text_puts(&out, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') text_puts(&out, "\\");
        if (*text == '\n')
            text_puts(&out, " ");
        else
            text_add(&out, text, 1);
    }
    text_puts(&out, "\"");
    return out.at;
}

static void put_points(struct emitter *e, const struct lowered *to)
{
    if (!to->points.count) return;
    text_printf(e->out, "static const struct csp_point %s__points[] = {\n",
                to->fn->name);
    for (size_t i = 0; i < to->points.count; i++) {
        const struct point *point = &to->points.at[i];
        text_printf(e->out, "    {%u, %d, %s},\n",
                    lower_line_of(e->unit, point->at)->line, point->kind,
                    point->what ? quoted(e->unit->arena, point->what) : "0");
    }
    text_puts(e->out, "};\n");
}

static size_t put_fields(struct emitter *e, const struct fn *fn)
{
    size_t count = 0;
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        bool has_field =
            var->storage == STORAGE_PARAM || var->place != PLACE_PLAIN;
        if (!has_field || var->storage == STORAGE_STATIC) continue;
        if (count++ == 0)
            text_printf(e->out,
                        "static const struct csp_field %s__fields[] = {\n",
                        fn->name);
        text_printf(
            e->out,
            "    {%s, %s, __builtin_offsetof(struct %s__frame, %s), "
            "sizeof ((struct %s__frame *)0)->%s},\n",
            quoted(e->unit->arena, var->name),
            quoted(e->unit->arena, type_declare(e->unit, var->type, "", true)),
            fn->name, var->out, fn->name, var->out);
    }
    if (count) text_puts(e->out, "};\n");
    return count;
}

static void put_descriptor(struct emitter *e, const struct lowered *to)
{
    const struct fn *fn = to->fn;
    struct arena *arena = e->unit->arena;
    put_points(e, to);
    size_t fields = put_fields(e, fn);
    const struct source_line *line = lower_line_of(e->unit, fn->name_at);
    text_puts(e->out, linkage(fn));
    if (fn->is_weak) text_puts(e->out, "__attribute__((weak)) ");
    if (fn->visibility)
        text_printf(e->out, "__attribute__((visibility(\"%s\"))) ",
                    fn->visibility);
    text_printf(e->out,
                "const struct csp_descriptor %s__co = {\n    %s__step, %s%s,\n",
                fn->name, fn->name, needs_plain(fn) ? "(void (*)(void))" : "0",
                needs_plain(fn) ? fn->name : "");
    text_printf(
        e->out,
        "    sizeof(struct %s__frame), _Alignof(struct %s__frame), %s, %u,\n",
        fn->name, fn->name, fn->is_main ? "CSP_COROUTINE_MAIN" : "0",
        line->line);
    text_printf(e->out, "    %s, \"%s\", %zu, %zu,\n", quoted(arena, fn->name),
                line->file, to->points.count, fields);
    const char *points =
        to->points.count ? arena_printf(arena, "%s__points", fn->name) : "0";
    const char *list =
        fields ? arena_printf(arena, "%s__fields", fn->name) : "0";
    text_printf(e->out, "    %s, %s,\n};\n", points, list);
}

// -- plain entries -----------------------------------------------------------

static void put_entry_body(struct emitter *e, const struct fn *fn)
{
    LINE(e, 1,
         "struct %s__frame *csp_f = (struct %s__frame *)csp_rt_enter(&%s__co);",
         fn->name, fn->name, fn->name);
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct var *param = fn->params.at[i];
        if (*param->name)
            LINE(e, 1, "csp_f->%s = %s;", param->out, param->name);
    }
    put_line(e, 1, "csp_rt_wait(&csp_f->csp);");
    if (fn->result->class != TYPE_VOID)
        LINE(e, 1, "%s = csp_f->csp_ret;",
             type_declare(e->unit, fn->result, "csp_value", true));
    put_line(e, 1, "csp_rt_leave(&csp_f->csp);");
    if (fn->result->class != TYPE_VOID) put_line(e, 1, "return csp_value;");
}

static void put_plain(struct emitter *e, const struct fn *fn)
{
    if (!needs_plain(fn)) return;
    put_marker(e, fn->begin);
    text_printf(e->out, "%s\n", header_again(e, fn));
    if (fn->keep_plain) {
        put_marker(e, fn->body->begin);
        text_printf(e->out, "%s\n",
                    lower_twin(e->unit, (struct fn *)(uintptr_t)fn));
        return;
    }
    put_line(e, 0, "{");
    put_entry_body(e, fn);
    text_puts(e->out, "}\n");
}

static void put_registration(struct emitter *e)
{
    struct unit *unit = e->unit;
    if (!unit->frames.count) return;
    text_puts(e->out,
              "static const struct csp_descriptor *const csp_unit[]\n"
              "    __attribute__((section(\"csp_coroutines\"), used)) = {\n");
    for (size_t i = 0; i < unit->frames.count; i++)
        text_printf(e->out, "    &%s__co,\n", unit->frames.at[i]->name);
    text_printf(e->out,
                "};\n__attribute__((constructor(101))) static void "
                "csp_unit_register(void)\n"
                "{\n    csp_rt_register_v1(csp_unit, csp_unit + %zu);\n}\n",
                unit->frames.count);
}

static void put_started_from_plain(struct emitter *e)
{
    struct unit *unit = e->unit;
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (fn->colour == COLOUR_COROUTINE || !fn->has_go) continue;
        struct lowered *to = lower_plain(unit, fn);
        text_puts(e->out, to->sites.at);
        put_marker(e, fn->begin);
        text_printf(e->out, "%s\n%s\n", header_again(e, fn), to->body.at);
    }
}

// -- the whole ---------------------------------------------------------------

static void put_head(struct emitter *e)
{
    if (!e->pretty) return;
    text_printf(
        e->out,
        "// Made by cspcc from %s. For each coroutine f: struct f__frame "
        "holds\n"
        "// what it keeps over a suspension, f__step runs it from there.\n"
        "#include <csp_abi.h>\n",
        e->unit->source->main_file);
}

// Statics that more than one emitted function uses.
static void hoist_statics(struct unit *unit, struct fn *fn)
{
    for (size_t i = 0; i < fn->vars.count; i++) {
        struct var *var = fn->vars.at[i];
        if (!fn->keep_plain && !var->captured) continue;
        if (var->storage == STORAGE_STATIC && !var->has_local_label)
            var->hoisted = arena_printf(unit->arena, "%s__static_%zu_%s",
                                        fn->name, i, var->name);
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
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (fn->colour == COLOUR_COROUTINE) hoist_statics(unit, fn);
    }
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (fn->colour != COLOUR_COROUTINE) continue;
        struct lowered *lowered = lower_fn(unit, fn);
        vec_push(unit->arena, &e->lowered, lowered);
        map_put(unit->arena, &e->lowered_of, map_key(fn))->pointer = lowered;
    }
}

const char *emit_unit(struct unit *unit)
{
    struct text out = {.arena = unit->arena};
    struct emitter emitter = {.unit = unit, .out = &out};
    emitter.pretty = unit->options->emit == EMIT_C;
    struct emitter *e = &emitter;
    lower_all(e);
    struct text declarations = {.arena = unit->arena};
    e->out = &declarations;
    put_declarations(e);
    e->out = &out;
    if (e->pretty) read_original(e);
    put_head(e);
    edits list = file_edits(e);
    if (e->pretty)
        copy_main_file(e, &list);
    else
        copy_edited(e, &list, 0, unit->source->size);
    text_puts(&out, "\n");
    if (code_pack_at(unit, unit->source->size))
        text_puts(&out, "#pragma pack()\n");
    if (declarations.count) text_add(&out, declarations.at, declarations.count);
    for (size_t i = 0; i < e->lowered.count; i++)
        put_statics(e, e->lowered.at[i]);
    for (size_t i = 0; i < e->lowered.count; i++)
        put_step(e, e->lowered.at[i]);
    for (size_t i = 0; i < e->lowered.count; i++)
        put_descriptor(e, e->lowered.at[i]);
    for (size_t i = 0; i < e->lowered.count; i++)
        put_plain(e, e->lowered.at[i]->fn);
    put_started_from_plain(e);
    put_registration(e);
    return e->pretty ? put_words_back(unit->arena, out.at) : out.at;
}
