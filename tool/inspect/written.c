// SPDX-License-Identifier: MIT
// written.c: lines, conditions and labels as they stand in the source. The text
// that libclang read has them with their macros expanded, so a condition is
// read in the original, from the place of its first token to its end.
#include "inspect/inside.h"
#include "sense/sense.h"
#include "text/inside.h"
#include "tree/forms.h"

#include <ctype.h>
#include <string.h>

// Of a condition: letters, lines; and steps of the search for it.
enum { LENGTH_MAX = 60, LINES_MAX = 12, STEPS_MAX = 4000 };

const char *written_file(const struct unit *unit, const char *file)
{
    const struct source *source = unit->source;
    const char *name = intern_s(unit->intern, file);
    const char *text = source_file_named(source->files, name)->text;
    return text ? text : "";
}

// Where a line of a file begins; NULL: it has fewer.
static const char *line_at(const struct unit *unit, struct place place)
{
    const char *at = written_file(unit, place.file);
    for (unsigned line = 1; line < place.line && at; line++) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    return at;
}

const char *written_at(const struct unit *unit, struct place place)
{
    const char *line = line_at(unit, place);
    bool is_there = line && place.column && strcspn(line, "\n") >= place.column;
    return is_there ? line + place.column - 1 : "";
}

const char *written_name(struct unit *unit, size_t at)
{
    const char *text = written_at(unit, unit_place(unit, at, at));
    size_t length = 0;
    while (text_is_word(text[length]))
        length++;
    bool is_call = length && text[length + strspn(text + length, " \t")] == '(';
    return is_call ? arena_strndup(unit->arena, text, length) : NULL;
}

const char *written_line(const struct unit *unit, struct place place)
{
    const char *at = line_at(unit, place);
    if (!at) return "";
    at += strspn(at, " \t");
    size_t length = strcspn(at, "\r\n");
    while (length > 0 && isspace((unsigned char)at[length - 1]))
        length--;
    return arena_strndup(unit->arena, at, length);
}

// -- with the words of csp.h -------------------------------------------------

// Behind the string or character literal that begins there.
static const char *past_quotes(const char *at)
{
    char quote = *at++;
    while (*at && *at != quote && *at != '\n')
        at += at[0] == '\\' && at[1] ? 2 : 1;
    return at + (*at == quote);
}

// The first of these characters that stands in no brackets, or what closes a
// bracket that was open before; the end of the text if there is none.
static const char *find_outside(const char *at, const char *wanted)
{
    int depth = 0;
    while (*at) {
        if (depth == 0 && strchr(wanted, *at)) return at;
        if (*at == '"' || *at == '\'') {
            at = past_quotes(at);
            continue;
        }
        if (strchr(")]}", *at) && depth-- == 0) return at;
        depth += strchr("([{", *at) != NULL;
        at++;
    }
    return at;
}

// Without blanks and brackets around it.
static const char *bare(struct unit *unit, const char *text)
{
    for (;;) {
        text += strspn(text, " ");
        size_t length = strlen(text);
        while (length && text[length - 1] == ' ')
            length--;
        bool inner = length > 1 && *text == '(' &&
                     find_outside(text + 1, "") == text + length - 1;
        text =
            arena_strndup(unit->arena, text + inner, length - (inner ? 2 : 0));
        if (!inner) return text;
    }
}

static const char *put_words_back(struct unit *unit, const char *text);

// An operand of a form, as csp.h's macro hands it on: a value stands in a
// compound literal, a target in a generic selection.
static const char *operand(struct unit *unit, const char *text)
{
    static const char generic[] = "((void *) _Generic(";
    const char *at = bare(unit, text);
    bool is_target = strncmp(text, generic, sizeof generic - 1) == 0;
    const char *inner = at, *end = at + strlen(at), *brace = end;
    if (strncmp(at, "(__typeof__(", 12) == 0) {
        brace = find_outside(at + 1, "");
        brace += *brace == ')';
        brace += strspn(brace, " ");
    }
    if (is_target) {
        inner = text + sizeof generic - 1;
        end = find_outside(inner, ",");
    } else if (*brace == '{') {
        inner = brace + 1;
        end = find_outside(inner, "");
    }
    const char *own = arena_strndup(unit->arena, inner, (size_t)(end - inner));
    return put_words_back(unit, bare(unit, own));
}

// Behind the call whose operands begin at `at`.
static const char *put_call(struct unit *unit, struct text *out,
                            const struct form *form, const char *at)
{
    text_printf(out, "%s%s(", form->is_long ? "csp_" : "", form->name);
    for (int i = 0; *at && *at != ')'; i++) {
        const char *end = find_outside(at, ",");
        const char *own = arena_strndup(unit->arena, at, (size_t)(end - at));
        own += strspn(own, " ");
        bool left_out = i >= form->least && strcmp(bare(unit, own), "0") == 0;
        if (i < form->most && !left_out)
            text_printf(out, "%s%s", i ? ", " : "", operand(unit, own));
        at = end + (*end == ',');
    }
    text_puts(out, ")");
    return at + (*at == ')');
}

// What csp.h's macros have made of its forms, as forms again.
static const char *put_words_back(struct unit *unit, const char *text)
{
    struct text out = {.arena = unit->arena};
    text_puts(&out, "");
    while (*text) {
        size_t length = 0;
        while (text_is_word(text[length]))
            length++;
        const char *name = arena_strndup(unit->arena, text, length);
        const struct form *form =
            text[length] == '(' ? forms_function(name) : NULL;
        if (form) {
            text = put_call(unit, &out, form, text + length + 1);
            continue;
        }
        if (!length)
            length =
                strchr("\"'", *text) ? (size_t)(past_quotes(text) - text) : 1;
        text_add(&out, text, length);
        text += length;
    }
    return out.at;
}

// -- conditions --------------------------------------------------------------

// On one line, shortened.
static const char *
on_one_line(struct unit *unit, const char *begin, const char *end)
{
    struct text out = {.arena = unit->arena};
    text_puts(&out, "");
    for (const char *at = begin; at < end; at++) {
        bool blank = strchr(" \t\r\n\\", *at) != NULL;
        if (blank && (!out.count || out.at[out.count - 1] == ' ')) continue;
        if (out.count >= LENGTH_MAX) {
            text_puts(&out, "...");
            return out.at;
        }
        text_add(&out, blank ? " " : at, 1);
    }
    while (out.count && out.at[out.count - 1] == ' ')
        out.at[--out.count] = '\0';
    return out.at;
}

// A case of a select, a macro of csp.h or of another header, with its operands.
static const char *case_of_select(struct unit *unit, const struct when *when)
{
    if (!written_name(unit, when->begin)) return NULL;
    struct place place = unit_place(unit, when->begin, when->begin);
    const char *begin = written_at(unit, place);
    const char *end = find_outside(strchr(begin, '(') + 1, "");
    return on_one_line(unit, begin, end + (*end == ')'));
}

// As csp.h's and the user's macros have left it, but for those of csp.h.
static const char *expanded(struct unit *unit, const struct when *when)
{
    const char *text = unit_excerpt(unit, when->begin, when->end, SIZE_MAX);
    if (when->kind != WHEN_CASE) return put_words_back(unit, text);
    bool plain = strncmp(text, "case", 4) == 0 && !text_is_word(text[4]);
    if (strncmp(text, "default", 7) == 0 && !text_is_word(text[7]))
        return "default";
    const char *of_select = case_of_select(unit, when);
    if (of_select && strstr(of_select, "case_")) return of_select;
    if (!plain) return of_select ? of_select : "a case of the select";
    const char *end = find_outside(text, "?:");
    if (*end == '?') end = find_outside(find_outside(end, ":") + 1, ":");
    return arena_strndup(unit->arena, text, (size_t)(end - text));
}

// -- as written --------------------------------------------------------------

typedef VEC(struct source_token) tokens;

// What is written and what it became, token by token. Where a macro stands
// that is known as one, anything may have come of it.
struct match {
    struct unit *unit;
    tokens written, became;
    int steps;
};

static tokens tokens_of(struct unit *unit, const char *text)
{
    struct source_lexer lexer = {text, text + strlen(text), false};
    struct source_token token;
    tokens list = {0};
    while (token_next(&lexer, &token))
        vec_push(unit->arena, &list, token);
    return list;
}

static tokens tokens_in_lines(struct unit *unit, struct place place)
{
    const char *name = intern_s(unit->intern, place.file);
    const struct source_file *file =
        source_file_named(unit->source->files, name);
    struct source_token token;
    tokens list = {0};
    for (unsigned i = 0; i < LINES_MAX && place.line + i <= file->count; i++) {
        struct source_lexer lexer = source_lexer(file, place.line + i);
        while (token_next(&lexer, &token))
            if (!strchr("\r\\", *token.at)) vec_push(unit->arena, &list, token);
    }
    return list;
}

static bool token_reads(struct source_token token, const char *text)
{
    return token.length == strlen(text) &&
           memcmp(token.at, text, token.length) == 0;
}

static bool is_define(const char *at, const char *file)
{
    while (at > file && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return at - file > 6 && strncmp(at - 6, "define", 6) == 0;
}

// A macro that one of the files defines which were read.
static bool is_macro(const struct match *m, struct source_token token)
{
    static const char *const known[] = {"true", "false", "NULL"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (token_reads(token, known[i])) return true;
    if (!text_is_word(*token.at)) return false;
    const char *name = arena_strndup(m->unit->arena, token.at, token.length);
    const struct source_file *file = m->unit->source->files->first;
    for (; file; file = file->next)
        for (const char *at = file->text; at && (at = strstr(at, name)); at++)
            if (!text_is_word(at[token.length]) && is_define(at, file->text))
                return true;
    return false;
}

static bool is_same(struct source_token written, struct source_token became)
{
    bool is_long = written.length > 4 && memcmp(written.at, "csp_", 4) == 0;
    struct source_token brief = {written.at + 4, written.length - 4};
    return token_is(written, became) || (is_long && token_is(brief, became));
}

static size_t behind_brackets(const tokens *list, size_t at)
{
    int depth = 0;
    if (at >= list->count || !token_reads(list->at[at], "(")) return at;
    for (; at < list->count; at++) {
        depth += token_reads(list->at[at], "(");
        depth -= token_reads(list->at[at], ")");
        if (depth == 0) return at + 1;
    }
    return at;
}

// Whether all that became of it, from the k-th token on, is written from the
// i-th on; and where that ends.
static bool matches(struct match *m, size_t i, size_t k, size_t *end)
{
    *end = i;
    if (k == m->became.count) return true;
    if (i == m->written.count || ++m->steps > STEPS_MAX) return false;
    struct source_token token = m->written.at[i];
    if (is_same(token, m->became.at[k]) && matches(m, i + 1, k + 1, end))
        return true;
    if (!is_macro(m, token)) return false;
    size_t behind = behind_brackets(&m->written, i + 1);
    for (; k <= m->became.count; k++)
        if (matches(m, behind, k, end)) return true;
    return false;
}

// A condition stands between these, so that no other use of a macro is taken
// for it.
static bool stands_alone(const struct match *m, size_t begin, size_t end)
{
    static const char *const before[] = {"(", ";", "&&", "||", "!", "?"};
    static const char *const behind[] = {")", ";", "&&", "||", "?", ":"};
    bool left = false, right = false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        left |= begin && token_reads(m->written.at[begin - 1], before[i]);
        right |= end < m->written.count &&
                 token_reads(m->written.at[end], behind[i]);
    }
    return left && right;
}

static const char *as_written(struct unit *unit, const struct when *when)
{
    const char *text = expanded(unit, when);
    struct match m = {.unit = unit, .became = tokens_of(unit, text)};
    struct place place = unit_place(unit, when->begin, when->begin);
    if (place.line) m.written = tokens_in_lines(unit, place);
    for (size_t i = 0; i < m.written.count; i++) {
        size_t end;
        bool found = matches(&m, i, 0, &end) && end > i &&
                     (when->kind == WHEN_CASE || stands_alone(&m, i, end));
        if (!found) continue;
        struct source_token last = m.written.at[end - 1];
        return on_one_line(unit, m.written.at[i].at, last.at + last.length);
    }
    return on_one_line(unit, text, text + strlen(text));
}

// A name, or one call of one: needs no brackets behind `not`.
static bool is_simple(const char *text)
{
    int depth = 0;
    while (*text == '*' || *text == '!' || *text == '(')
        depth += *text++ == '(';
    while (text_is_word(*text) || *text == '.' || *text == '-' || *text == '>')
        text++;
    for (; *text; text++) {
        depth += (*text == '(') - (*text == ')');
        if (depth == 0 && text[1]) return false;
    }
    return true;
}

const char *written_condition(struct unit *unit, const struct when *when)
{
    if (when->kind == WHEN_ALWAYS) return NULL;
    if (when->kind == WHEN_NO_CASE) return "no case";
    if (when->kind == WHEN_CANCELLED) return "cancelled";
    const char *text = as_written(unit, when);
    if (when->kind != WHEN_FALSE) return text;
    if (*text == '!' && text[1] != '=' && is_simple(text + 1)) return text + 1;
    return arena_printf(unit->arena, is_simple(text) ? "not %s" : "not (%s)",
                        text);
}
