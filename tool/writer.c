// SPDX-License-Identifier: MIT
// writer.c: the text of a lowered function. Source is copied byte for byte but
// for renamings; text of ours ("glue") stays on the source line it belongs to,
// so that debuggers step through the user's lines, or gets lines of its own
// when a person is to read it. The writer knows which line a reader of the
// output believes to be at and puts a line marker where that is wrong.
#include "lower.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INDENT = 20 }; // text in deep blocks grows by its lines alone

// Operands of the user's keep their line and column within glue: in text on its
// way to the output, MARK, an offset in hexadecimal and MARK_END say where what
// follows stands in the source.
enum { MARK = '\1', MARK_END = '\2', LONGEST_LINE = 4096 };
enum copying { COPY_TEXT, COPY_MARKERS, COPY_PLACES };

// -- renamings ---------------------------------------------------------------

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

// The frame that holds a variable: the function's own, or one further out.
static const char *frame_of(struct lower *l, const struct var *var)
{
    const char *frame = l->fn->frame;
    for (const struct fn *fn = l->fn; fn && fn != var->fn; fn = fn->outer)
        if (fn->outer) frame = lower_format(l, "%s->csp_up", frame);
    return frame;
}

// The lengths are fields of the frame that holds the variable.
static struct lengths lengths_from(struct lower *l, const struct var *var)
{
    struct lengths lengths = var->lengths;
    const char *field = lower_format(l, "%s->csp_length_", var->fn->frame);
    if (var->fn == l->fn) return lengths;
    memset(&lengths.kept, 0, sizeof lengths.kept);
    for (size_t i = 0; i < var->lengths.kept.count; i++) {
        const char *kept = var->lengths.kept.at[i];
        if (strncmp(kept, field, strlen(field)) == 0)
            kept = lower_format(l, "%s%s", frame_of(l, var),
                                kept + strlen(var->fn->frame));
        vec_push(l->unit->arena, &lengths.kept, kept);
    }
    return lengths;
}

// An array of variable length lies elsewhere; the frame has its address. A
// pointer to one is in the frame, as void *.
static const char *vm_text(struct lower *l, const struct var *var)
{
    struct lengths lengths = lengths_from(l, var);
    const char *pointer = type_declare_vm(l->unit, var->type, &lengths, "(*)");
    return lower_format(l, "(*(%s)%s%s->%s)", pointer,
                        var->type->is_vla ? "" : "&", frame_of(l, var),
                        var->out);
}

static const char *var_text(struct lower *l, const struct var *var)
{
    if (var->hoisted) return var->hoisted;
    if (var->place == PLACE_RESIDENT && var->type->is_vm)
        return vm_text(l, var);
    if (var->place == PLACE_RESIDENT)
        return lower_format(l, "%s->%s", frame_of(l, var), var->out);
    return var->out == var->name ? NULL : var->out;
}

const char *lower_variable(struct lower *l, const struct var *var)
{
    const char *text = l->plain ? NULL : var_text(l, var);
    return text ? text : var->name;
}

// It stands in what goes to file scope: a local type, a static's initialiser.
static bool leaves_body(const struct fn *fn, const struct ref *ref)
{
    if (!ref->unevaluated || ref->to.var->type->is_vm) return false;
    for (size_t i = 0; i < fn->types.count; i++) {
        const struct local_type *type = fn->types.at[i];
        if (type->hoisted && type->begin <= ref->begin &&
            ref->end <= type->text_end)
            return true;
    }
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->hoisted && var->init && var->init->begin <= ref->begin &&
            ref->end <= var->init->end)
            return true;
    }
    return false;
}

static const char *ref_text(struct lower *l, const struct ref *ref, bool twin)
{
    const char *text = l->unit->source->text;
    switch (ref->kind) {
    case REF_VAR:
        if (!ref->to.var->hoisted && leaves_body(l->fn, ref))
            return lower_format(
                l, "(*(%s)0)",
                type_declare(l->unit, ref->to.var->type, "(*)", false));
        if (twin) return ref->to.var->hoisted;
        return var_text(l, ref->to.var);
    case REF_LOCAL_TYPE:
        if (!twin && ref->to.type->meaning) return ref->to.type->meaning;
        return ref->to.type->hoisted;
    case REF_ENUMERATOR:
        if (!ref->to.type->hoisted) return NULL;
        return lower_format(l, "%s__%.*s", ref->to.type->hoisted,
                            (int)(ref->end - ref->begin), text + ref->begin);
    case REF_TEXT: return twin ? NULL : ref->to.text;
    case REF_FN:
    case REF_OTHER: return NULL;
    }
    return NULL;
}

// alloca(n): memory that the frame's end gives back.
static void edit_alloca(struct lower *l, const struct ref *ref)
{
    const struct unit *unit = l->unit;
    const char *name = ref->to.fn->name;
    if (strcmp(name, "alloca") != 0 && strcmp(name, "__builtin_alloca") != 0)
        return;
    size_t open = code_skip(unit, ref->end);
    while (unit->source->text[open] == ')') // (alloca)(n)
        open = code_skip(unit, open + 1);
    if (unit->source->text[open] != '(') die("alloca without parentheses");
    struct edit called = {ref->begin, ref->end, "csp_rt_alloca"};
    struct edit list = {open, open + 1,
                        lower_format(l, "(&%s->csp_allocas, %s, ", l->fn->frame,
                                     lower_place(l, ref->begin))};
    vec_push(l->unit->arena, &l->to->edits, called);
    vec_push(l->unit->arena, &l->to->edits, list);
}

// Where a literal is kept: in the frame, or in a variable (lower_plain.c).
static const char *literal_text(struct lower *l, const struct expr *literal)
{
    if (!l->plain)
        return lower_format(l, "%s->%s", l->fn->frame, literal->resident);
    return lower_format(l, "(*(%s)%s)",
                        type_declare(l->unit, literal->type, "(*)", true),
                        literal->resident);
}

// The literal is copied there each time it is evaluated.
static void edit_literal(struct lower *l, const struct expr *literal)
{
    const char *field = literal_text(l, literal);
    struct edit before = {
        literal->begin, literal->begin,
        lower_format(l, "(*(__typeof__(%s) *)__builtin_memcpy(&%s, &", field,
                     field)};
    struct edit after = {literal->end - 1, literal->end,
                         lower_format(l, "}, sizeof %s))", field)};
    vec_push(l->unit->arena, &l->to->edits, before);
    vec_push(l->unit->arena, &l->to->edits, after);
}

// -fcsp-stress: behind the callee's definition, C does not take a call that
// does not fit it.
static void edit_misfit(struct expr *expr, void *context)
{
    struct lower *l = context;
    if (expr->kind != EXPR_CALL || !expr->misfits) return;
    struct edit edit = {
        expr->kids[0]->begin, expr->kids[0]->end,
        lower_format(l, "((%s)%s)",
                     type_declare(l->unit, expr->type, "(*)()", true),
                     expr->fn->name)};
    vec_push(l->unit->arena, &l->to->edits, edit);
}

// Of a type that an expression defines its name is enough there.
static void edit_definition(struct lower *l, const struct local_type *type)
{
    const char *text = l->unit->source->text + type->begin;
    int keyword = 0;
    while (isalpha((unsigned char)text[keyword]))
        keyword++;
    struct edit edit = {
        type->begin, type->end,
        lower_format(l, "%.*s %s", keyword, text, type->hoisted)};
    vec_push(l->unit->arena, &l->to->edits, edit);
}

static bool is_hint(const char *line)
{
    static const char *const hints[] = {
        "GCC unroll",     "GCC ivdep",        "GCC novector", "unroll",
        "unroll_and_jam", "nounroll_and_jam", "nounroll",     "clang loop",
    };
    static const char pragma[] = "#pragma ";
    line += strspn(line, " \t");
    if (strncmp(line, pragma, sizeof pragma - 1) != 0) return false;
    line += sizeof pragma - 1;
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        size_t length = strlen(hints[i]);
        if (strncmp(line, hints[i], length) == 0 &&
            !isalnum((unsigned char)line[length]) && line[length] != '_')
            return true;
    }
    return false;
}

// The pragmas before a loop that say how to unroll it stand where C takes
// nothing but a loop: they go when other text comes there.
static void edit_hints(struct stmt *stmt, void *context)
{
    struct lower *l = context;
    if (stmt->kind != STMT_WHILE && stmt->kind != STMT_DO &&
        stmt->kind != STMT_FOR)
        return;
    if (stmt->verbatim && !stmt->is_stress) return;
    const char *text = l->unit->source->text;
    const struct source_line *line =
        source_line_at(l->unit->source, stmt->begin);
    size_t first = line->begin + strspn(text + line->begin, " \t");
    if (first != stmt->begin) return;
    while (line-- > l->unit->source->lines) {
        size_t length = strcspn(text + line->begin, "\n");
        bool blank = strspn(text + line->begin, " \t") == length;
        if (!line->line || blank) continue;
        if (!is_hint(text + line->begin)) return;
        struct edit edit = {line->begin, line->begin + length, ""};
        edit.begin += strspn(text + line->begin, " \t");
        vec_push(l->unit->arena, &l->to->edits, edit);
    }
}

static void edit_refs(struct lower *l, const struct fn *fn, bool twin)
{
    for (size_t i = 0; i < fn->refs.count; i++) {
        const struct ref *ref = &fn->refs.at[i];
        if (ref->kind == REF_FN && !twin) edit_alloca(l, ref);
        const char *text = ref_text(l, ref, twin);
        if (!text) continue;
        struct edit edit = {ref->begin, ref->end, text};
        vec_push(l->unit->arena, &l->to->edits, edit);
    }
}

// Declarations that are copied as they are.
static void edit_names(struct lower *l, const struct fn *fn)
{
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->out == var->name || var->storage == STORAGE_PARAM) continue;
        if (var->place != PLACE_PLAIN || var->hoisted) continue;
        struct edit edit = {var->name_at, var->name_at + strlen(var->name),
                            var->out};
        vec_push(l->unit->arena, &l->to->edits, edit);
    }
}

// In a twin the blocks that were taken out stand where they stood.
static void edit_blocks(struct lower *l)
{
    for (size_t i = 0; i < l->unit->fns.count; i++) {
        const struct fn *block = l->unit->fns.at[i];
        if (block->is_branch && block->begin >= l->fn->begin &&
            block->end <= l->fn->end)
            edit_refs(l, block, true);
    }
}

void lower_edits(struct lower *l, bool twin)
{
    const struct fn *fn = l->fn;
    l->to->edits.count = 0;
    edit_refs(l, fn, twin);
    if (!twin) edit_names(l, fn);
    if (twin && fn->outlined) edit_blocks(l);
    for (size_t i = 0; i < fn->scopes.count && (!twin || l->plain); i++)
        for (size_t k = 0; k < fn->scopes.at[i]->literals.count; k++)
            edit_literal(l, fn->scopes.at[i]->literals.at[k]);
    for (size_t i = 0; i < fn->types.count; i++) {
        const struct local_type *type = fn->types.at[i];
        if (type->in_expression && type->hoisted) edit_definition(l, type);
        if (type->name || !type->hoisted) continue;
        struct edit edit =
            code_tag_edit(l->unit, type->begin, type->end, type->hoisted);
        vec_push(l->unit->arena, &l->to->edits, edit);
    }
    for (size_t i = 0; i < l->unit->edits.count; i++) {
        const struct edit *edit = &l->unit->edits.at[i];
        if (edit->begin >= fn->begin && edit->begin < fn->end)
            vec_push(l->unit->arena, &l->to->edits, *edit);
    }
    if (l->unit->options->stress) tree_each(fn->body, NULL, edit_misfit, l);
    if (!twin) tree_each(fn->body, edit_hints, NULL, l);
    lower_sort_edits(l);
}

void lower_sort_edits(struct lower *l)
{
    if (l->to->edits.count)
        qsort(l->to->edits.at, l->to->edits.count, sizeof(struct edit),
              compare_edits);
}

// -- copying -----------------------------------------------------------------

static bool is_marker(const char *text, size_t at)
{
    return text[at] == '#' && at > 0 && text[at - 1] == '\n' &&
           text[at + 1] == ' ' && isdigit((unsigned char)text[at + 2]);
}

const char *
lower_directive(const struct unit *unit, unsigned line, const char *file)
{
    const char *name = text_quote(unit->arena, file);
    const char *word = unit->options->emit == EMIT_C ? "#line" : "#";
    switch (unit->options->lines) {
    case LINE_DIRECTIVE:
        return arena_printf(unit->arena, "%s %u %s\n", word, line, name);
    case LINE_COMMENT:
        if (strstr(name, "*/")) return "";
        return arena_printf(unit->arena, "/* %s %u %s */\n", word, line, name);
    case LINE_OFF: return "";
    }
    return "";
}

void lower_marker(struct lower *l, struct text *out, size_t at)
{
    const struct source_line *line = source_line_at(l->unit->source, at);
    if (!line->line || l->unit->options->lines == LINE_OFF) return;
    text_printf(out, "\n%s", lower_directive(l->unit, line->line, line->file));
}

static void put_mark(struct text *out, size_t at)
{
    text_printf(out, "%c%zx%c", MARK, at, MARK_END);
}

static bool keeps_places(const struct lower *l)
{
    return l->places && !l->plain;
}

// What stands between markers. moved: it is not where it was in its line.
static void copy_places(struct lower *l, struct text *out, size_t begin,
                        size_t end, bool moved)
{
    const char *text = l->unit->source->text;
    for (size_t at = begin; at < end; at++) {
        bool blank = isspace((unsigned char)text[at]);
        if (moved && !blank) put_mark(out, at);
        moved = text[at] == '\n' || (moved && blank);
        text_add(out, text + at, 1);
    }
}

// The line markers that the preprocessor left between lines go, or become ours.
static void copy_bytes(struct lower *l, struct text *out, size_t begin,
                       size_t end, enum copying how, bool moved)
{
    const char *text = l->unit->source->text;
    size_t from = begin;
    for (size_t at = begin; at <= end; at++) {
        if (at < end && !is_marker(text, at)) continue;
        if (from < at && how == COPY_PLACES)
            copy_places(l, out, from, at, moved || from > begin);
        else if (from < at)
            text_add(out, text + from, at - from);
        while (at < end && text[at] != '\n')
            at++;
        from = at + 1;
        if (how == COPY_MARKERS && from < end) lower_marker(l, out, from);
    }
}

// Gives the offset behind what is copied or replaced, `end` or above. moved: it
// does not go to where it stood.
static size_t copy_edited(struct lower *l, struct text *out, size_t begin,
                          size_t end, enum copying how, bool moved)
{
    size_t at = begin;
    for (size_t i = vec_before(&l->to->edits, begin, begin);
         i < l->to->edits.count; i++) {
        const struct edit *edit = &l->to->edits.at[i];
        if (edit->begin >= end) break;
        if (edit->begin < at) continue;
        copy_bytes(l, out, at, edit->begin, how, moved);
        text_puts(out, edit->text);
        at = edit->end;
        moved = true;
    }
    copy_bytes(l, out, at, end, how, moved);
    return at > end ? at : end;
}

void lower_copy(struct lower *l, struct text *out, size_t begin, size_t end)
{
    copy_edited(l, out, begin, end, COPY_TEXT, false);
}

void lower_copy_lines(struct lower *l, struct text *out, size_t begin,
                      size_t end)
{
    copy_edited(l, out, begin, end, COPY_MARKERS, false);
}

// A name, or one in parentheses: nothing is ever said of its column.
static bool is_name(const char *text, size_t begin, size_t end)
{
    while (begin < end && (text_is_word(text[begin]) || text[begin] == '(' ||
                           text[begin] == ')' || text[begin] == ' '))
        begin++;
    return begin == end;
}

void lower_copy_places(struct lower *l, struct text *out, size_t begin,
                       size_t end)
{
    if (keeps_places(l) && !is_name(l->unit->source->text, begin, end))
        copy_edited(l, out, begin, end, COPY_PLACES, true);
    else
        lower_copy(l, out, begin, end);
}

// Comments go, but for the line's end: what is copied into a line of ours must
// not hide the rest of it.
const char *
lower_without_comments(struct arena *arena, const char *text, size_t length)
{
    struct text out = {.arena = arena};
    text_puts(&out, "");
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"' || text[i] == '\'') {
            size_t from = i;
            for (i++; i < length && text[i] != text[from]; i++)
                i += text[i] == '\\';
            text_add(&out, text + from, i + 1 - from);
        } else if (text_is_word(text[i])) {
            size_t end = code_skip_word(text, i);
            if (end > length) end = length;
            text_add(&out, text + i, end - i);
            i = end - 1;
        } else if (text[i] == '/' && i + 1 < length && text[i + 1] == '/') {
            while (i + 1 < length && text[i + 1] != '\n')
                i++;
        } else if (text[i] == '/' && i + 1 < length && text[i + 1] == '*') {
            for (i += 2;
                 i + 1 < length && !(text[i] == '*' && text[i + 1] == '/');)
                i++;
            i++;
            text_puts(&out, " ");
        } else {
            text_add(&out, text + i, 1);
        }
    }
    return out.at;
}

const char *lower_text(struct lower *l, size_t begin, size_t end)
{
    struct text text = {.arena = l->unit->arena};
    lower_copy_places(l, &text, begin, end);
    return lower_without_comments(l->unit->arena, text.at ? text.at : "",
                                  text.count);
}

// -- lines -------------------------------------------------------------------

const char *lower_place(struct lower *l, size_t at)
{
    struct place place = unit_place(l->unit, at, at);
    return lower_format(l, "%s, %u", text_quote(l->unit->arena, place.file),
                        place.line);
}

static void put_plain(struct lower *l, const char *bytes, size_t length)
{
    text_add(l->out, bytes, length);
    for (size_t i = 0; i < length; i++)
        l->line += bytes[i] == '\n';
}

// False: the line is that already, or nobody is to be told.
static bool say_line(struct lower *l, size_t at)
{
    const struct source_line *line = source_line_at(l->unit->source, at);
    bool known = l->file == line->file && l->line == line->line;
    if (known || !line->line || l->unit->options->lines == LINE_OFF)
        return false;
    lower_marker(l, l->out, at);
    l->file = line->file;
    l->line = line->line;
    l->newline = false;
    return true;
}

static size_t column_of(const struct text *out)
{
    const char *newline =
        out->count ? memrchr(out->at, '\n', out->count) : NULL;
    return newline ? out->count - (size_t)(newline + 1 - out->at) : out->count;
}

// The next byte is to count as the one of the source at `at`.
static void put_place(struct lower *l, size_t at)
{
    const struct source_line *line = source_line_at(l->unit->source, at);
    const char *text = l->unit->source->text + line->begin;
    say_line(l, at);
    if (memchr(text, '\n', LONGEST_LINE) == NULL) return;
    size_t wanted = unit_place(l->unit, at, at).column;
    if (wanted == 0) wanted = at - line->begin + 1; // of a file that is gone
    if (column_of(l->out) > wanted - 1) {
        l->line = 0;
        say_line(l, at);
    }
    for (size_t column = column_of(l->out); column + 1 < wanted; column++)
        text_add(l->out, " ", 1);
}

// A mark's offset; gives its length.
static size_t read_mark(const char *bytes, size_t *at)
{
    char *end;
    *at = strtoul(bytes + 1, &end, 16);
    return (size_t)(end + 1 - bytes);
}

static void put(struct lower *l, const char *bytes, size_t length)
{
    for (const char *mark; l->places && (mark = memchr(bytes, MARK, length));) {
        size_t at, before = (size_t)(mark - bytes);
        put_plain(l, bytes, before);
        size_t taken = before + read_mark(mark, &at);
        put_place(l, at);
        bytes += taken;
        length -= taken;
    }
    put_plain(l, bytes, length);
}

static void put_indent(struct lower *l)
{
    const struct source_line *line =
        source_line_at(l->unit->source, l->indent_at);
    const char *text = l->unit->source->text;
    size_t end = line->begin;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    put(l, text + line->begin, end - line->begin);
}

// Before `next`, the text that is to come.
static void flush_newline(struct lower *l, const char *next)
{
    if (!l->newline) return;
    l->newline = false;
    if (!l->pretty) {
        put(l, " ", 1);
        return;
    }
    put(l, "\n", 1);
    put_indent(l);
    int outdents = *next == '}' || strncmp(next, "case ", 5) == 0 ||
                   strncmp(next, "default:", 8) == 0;
    int depth = l->depth - l->base - outdents;
    for (int i = 0; i < depth && i < MOST_INDENT; i++)
        put(l, "    ", 4);
}

void lower_line(struct lower *l, size_t at)
{
    if (l->newline && l->pretty && l->unit->options->lines != LINE_OFF) {
        put(l, "\n", 1);
        l->newline = false;
        put_indent(l);
    }
    if (!say_line(l, at)) return;
    size_t saved = l->indent_at;
    l->indent_at = at;
    put_indent(l);
    l->indent_at = saved;
}

// A statement that begins with a pragma: that has its own line.
static void begin_line(struct lower *l, size_t at)
{
    if (!l->out->count || l->out->at[l->out->count - 1] == '\n') return;
    put(l, "\n", 1);
    lower_line(l, at);
    l->newline = false;
}

static bool is_blank(const char *text, size_t begin, size_t end)
{
    while (begin < end && isspace((unsigned char)text[begin]))
        begin++;
    return begin == end;
}

// A line of the source or a part of one; gives where the next begins.
static size_t put_source_line(struct lower *l, size_t begin, size_t end)
{
    const char *text = l->unit->source->text;
    struct text piece = {.arena = l->unit->arena};
    if (is_marker(text, begin)) return end;
    if (begin > 0 && text[begin - 1] == '\n') {
        if (!is_blank(text, begin, end)) say_line(l, begin);
    } else if (!is_blank(text, begin, end)) {
        lower_line(l, begin);
    }
    enum copying how =
        keeps_places(l) && text[begin] != '#' ? COPY_PLACES : COPY_TEXT;
    size_t done = copy_edited(l, &piece, begin, end, how, false);
    if (piece.count) put(l, piece.at, piece.count);
    return done;
}

void lower_source(struct lower *l, size_t begin, size_t end)
{
    const char *text = l->unit->source->text;
    size_t first = begin;
    while (first < end && (text[first] == ' ' || text[first] == '\t'))
        first++;
    if (l->newline && l->pretty) { // it brings the blanks
        if (first < end && text[first] == '\n') l->newline = false;
        begin = first;
    }
    if (begin >= end) return;
    if (text[begin] == '#') begin_line(l, begin);
    flush_newline(l, "");
    while (begin < end) {
        const char *newline = memchr(text + begin, '\n', end - begin);
        size_t next = newline ? (size_t)(newline - text) + 1 : end;
        begin = put_source_line(l, begin, next);
    }
}

// -- text of ours ------------------------------------------------------------

const char *lower_format(struct lower *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(l->unit->arena, format, args);
    va_end(args);
    return text;
}

void lower_glue(struct lower *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(l->unit->arena, format, args);
    va_end(args);
    const char *file = l->file;
    unsigned line = l->line;
    for (; *text; text++) {
        if (*text == '\n') {
            l->newline = true;
            continue;
        }
        if (l->places && *text == MARK) {
            size_t at, length = read_mark(text, &at);
            put_place(l, at);
            text += length - 1;
            continue;
        }
        flush_newline(l, text);
        if (*text == '{') l->depth++;
        if (*text == '}') l->depth--;
        put(l, text, 1);
    }
    if (!l->places || (l->line == line && l->file == file)) return;
    text_printf(l->out, "\n%s", lower_directive(l->unit, line, file));
    l->line = line;
    l->file = file;
}

// The line, from `at` on, is code and nothing else.
static bool takes_more(const char *line)
{
    return *line && *line != '#' && !strstr(line, "//") && !strstr(line, "/*");
}

void lower_brace(struct lower *l)
{
    size_t end = l->out->count;
    while (end > 0 && isspace((unsigned char)l->out->at[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && l->out->at[from - 1] != '\n')
        from--;
    const char *line =
        arena_strndup(l->unit->arena, l->out->at + from, end - from);
    if (l->pretty && !l->newline && takes_more(line)) {
        for (size_t i = end; i < l->out->count; i++)
            l->line -= l->out->at[i] == '\n';
        l->out->count = end;
        put(l, " ", 1);
    }
    lower_glue(l, "{\n");
}
