// SPDX-License-Identifier: MIT
// written.c: lines, conditions and labels as they stand in the source. The text
// that libclang read has them with their macros expanded, so a condition is
// read in the original, from the place of its first token to its end.
#include "inspect/inside.h"
#include "sense/sense.h"
#include "text/inside.h"

#include <ctype.h>
#include <string.h>

enum { LENGTH_MAX = 60 };

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

// -- conditions --------------------------------------------------------------

// Behind the string or character literal that begins there.
static const char *past_quotes(const char *at)
{
    char quote = *at++;
    while (*at && *at != quote && *at != '\n')
        at += at[0] == '\\' && at[1] ? 2 : 1;
    return at + (*at == quote);
}

// Where a condition ends: at a bracket that closes what was open before it, a
// semicolon, or one of the operators that join conditions.
static bool ends_condition(const char *at, const struct when *when)
{
    bool joined =
        when->known_end && (at[0] == '&' || at[0] == '|') && at[1] == at[0];
    return *at == ';' || joined || (when->known_end && *at == '?');
}

static const char *end_of(const char *at, const struct when *when)
{
    int depth = 0, questions = 0;
    for (; *at; at++) {
        if (*at == '"' || *at == '\'') {
            at = past_quotes(at) - 1;
            continue;
        }
        if (*at == ')' || *at == ']' || *at == '}')
            if (depth-- == 0) return at;
        if (depth == 0) {
            if (when->kind != WHEN_CASE && ends_condition(at, when)) return at;
            questions += *at == '?';
            if (when->kind == WHEN_CASE && *at == ':' && questions-- == 0)
                return at;
        }
        depth += *at == '(' || *at == '[' || *at == '{';
    }
    return at;
}

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

static const char *in_file(const struct unit *unit, struct place place)
{
    const char *at = line_at(unit, place);
    return at && place.column && strcspn(at, "\n") >= place.column
               ? at + place.column - 1
               : NULL;
}

static const char *as_written(struct unit *unit, const struct when *when)
{
    const char *expanded = unit->source->text + when->begin;
    size_t length = when->end - when->begin;
    const char *at = in_file(unit, unit_place(unit, when->begin, when->begin));
    bool is_same =
        at && when->kind != WHEN_CASE && strncmp(at, expanded, length) == 0;
    if (is_same) return on_one_line(unit, at, at + length);
    if (!at) return on_one_line(unit, expanded, expanded + length);
    return on_one_line(unit, at, end_of(at, when));
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
    if (when->kind == WHEN_ALWAYS || when->kind == WHEN_NEVER) return NULL;
    if (when->kind == WHEN_NO_CASE) return "no case";
    const char *text = as_written(unit, when);
    if (when->kind != WHEN_FALSE) return text;
    if (*text == '!' && text[1] != '=' && is_simple(text + 1)) return text + 1;
    return arena_printf(unit->arena, is_simple(text) ? "not %s" : "not (%s)",
                        text);
}
