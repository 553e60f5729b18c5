// SPDX-License-Identifier: MIT
// words.c: what reports call an operand: its first words, as they stand
// in the source. Where the user's macros name it, the preprocessed text does
// not have them; then the form is looked up in the file. Called by lower/*.c.
#include "lower/lower.h"
#include "said/said.h"
#include "tree/forms.h"

#include <ctype.h>
#include <string.h>

enum { MOST_WORDS = 40 };

static bool is_from(const struct source_line *it, struct source_line line)
{
    return !it->line || (it->line == line.line && it->file == line.file);
}

// The lines of the preprocessed text that come from the one that `at` is in.
static void
lines_of(const struct unit *unit, size_t at, size_t *begin, size_t *end)
{
    const struct source *source = unit->source;
    const struct source_line *all = source->lines;
    size_t first = (size_t)(source_line_at(unit->source, at) - all),
           last = first;
    struct source_line line = all[first];
    while (first > 0 && is_from(&all[first - 1], line))
        first--;
    while (last < source->line_count && is_from(&all[last], line))
        last++;
    *begin = all[first].begin;
    *end = last < source->line_count ? all[last].begin : source->size;
}

struct mention {
    size_t at;
};
// What one line has of one form: asked for each of its calls, found once.
struct named {
    size_t begin;           // of its lines in the preprocessed text
    VEC(struct mention) at; // where they name it
    strings written;        // its first operands, as the file has them
    bool is_read;           // that has been read
};

static bool names(const struct unit *unit, size_t at, size_t length)
{
    const char *text = unit->source->text + at;
    return !text_is_word(text[-1]) && text[length] == '(';
}

static struct named *named_at(struct lower *l, size_t call, const char *name)
{
    size_t begin, end, length = strlen(name);
    const char *text = l->unit->source->text;
    lines_of(l->unit, call, &begin, &end);
    union map_value *kept = map_put(l->unit->arena, &l->named, map_key(name));
    struct named *named = kept->pointer;
    if (named && named->begin == begin) return named;
    kept->pointer = named = ARENA_NEW(l->unit->arena, struct named);
    named->begin = begin;
    for (size_t at = begin; at + length <= end; at++) {
        const char *found = memmem(text + at, end - at, name, length);
        if (!found) break;
        struct mention mention = {at = (size_t)(found - text)};
        if (names(l->unit, at, length))
            vec_push(l->unit->arena, &named->at, mention);
    }
    return named;
}

// A line as it is written; `at` NULL: it is of no file that is there.
static struct source_token
written_line(struct lower *l, const char *name, unsigned line)
{
    struct source_file *file = source_file_named(l->unit->source->files, name);
    if (!line || line > file->count) return (struct source_token){0};
    const struct source_original *own = &file->lines[line - 1];
    return (struct source_token){file->text + own->begin, own->length};
}

// Does it hold these words?
static bool
is_written(struct lower *l, const struct source_line *line, const char *words)
{
    struct source_token own = written_line(l, line->file, line->line);
    return !own.at || memmem(own.at, own.length, words, strlen(words)) != NULL;
}

static const uses *uses_in(struct unit *unit, const char *file)
{
    if (!unit->words) {
        unit->words = ARENA_NEW(unit->arena, struct words);
        unit->words->files = *unit->source->files;
    }
    return words_uses(unit->words, file);
}

// Behind a string or a character, if one begins here.
static const char *skip_quoted(const char *at, const char *end)
{
    char quote = *at;
    if (quote != '"' && quote != '\'') return at;
    for (at++; at < end && *at != quote; at++)
        if (*at == '\\') at++;
    return at < end ? at + 1 : end;
}

// Behind the parenthesis that closes the one here; NULL: not on this line.
static const char *behind_arguments(const char *at, const char *end)
{
    int depth = 0;
    while (at < end) {
        const char *next = skip_quoted(at, end);
        if (next == at) {
            depth += (*at == '(') - (*at == ')');
            next++;
        }
        at = next;
        if (depth == 0) return at;
    }
    return NULL;
}

// Behind the arguments of the word here, whose length it gives; NULL: there are
// none on this line.
static const char *
behind_call(const char *from, const char *end, size_t *length)
{
    const char *at = from;
    while (at < end && text_is_word(*at))
        at++;
    *length = (size_t)(at - from);
    return at > from && at < end && *at == '(' ? behind_arguments(at, end)
                                               : NULL;
}

// Has this name with its arguments, on the line, become something else, perhaps
// an operation of that kind?
static bool is_gone(struct lower *l, const struct source_line *line,
                    const char *name, enum op op)
{
    const struct form *form = forms_word(name, strlen(name));
    if (form && form->op != op) return false;
    return named_at(l, line->begin, name)->at.count == 0;
}

// The calls of macros of the user's, or of a header's, on the line, that have
// become something else.
static void read_macros(struct lower *l, const struct source_line *line,
                        enum op op, strings *written)
{
    struct arena *arena = l->unit->arena;
    struct source_token own = written_line(l, line->file, line->line);
    const char *at = own.at, *end = at + own.length;
    while (at < end) {
        const char *from = at;
        size_t length;
        if ((at = skip_quoted(from, end)) != from) continue;
        const char *behind = behind_call(from, end, &length);
        at = from + (length ? length : 1);
        if (!behind ||
            !is_gone(l, line, arena_strndup(arena, from, length), op))
            continue;
        vec_push(arena, written,
                 arena_strndup(arena, from, (size_t)(behind - from)));
        at = behind;
    }
}

// The first operands of the form on the line.
static void read_written(struct lower *l, const struct source_line *line,
                         enum op op, strings *written)
{
    const uses *all = uses_in(l->unit, line->file);
    size_t i = words_before(all, line->line);
    for (; i < all->count && all->at[i].word.place.line == line->line; i++)
        if (all->at[i].operands.count && all->at[i].form->op == op)
            vec_push(l->unit->arena, written, all->at[i].operands.at[0].text);
}

// What stands on the line for each operation of a kind: its first operand, or
// the call of a macro that it is in.
static void read_line(struct lower *l, const struct source_line *line,
                      enum op op, struct named *named)
{
    named->is_read = true;
    read_written(l, line, op, &named->written);
    if (named->written.count == named->at.count) return;
    named->written.count = 0;
    read_macros(l, line, op, &named->written);
}

// Without more blanks than one, and shortened.
static const char *shortened(struct lower *l, const char *words)
{
    struct text text = {.arena = l->unit->arena};
    const char *code =
        text_without_comments(l->unit->arena, words, strlen(words));
    text_puts(&text, "");
    for (; *code && text.count < MOST_WORDS; code++)
        if (!isspace((unsigned char)*code))
            text_add(&text, code, 1);
        else if (text.count && !isspace((unsigned char)code[1]))
            text_puts(&text, " ");
    if (*code) text_puts(&text, "...");
    return text.at;
}

const char *lower_words(struct lower *l, const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN)
        expr = expr->kids[0];
    return unit_excerpt(l->unit, expr->begin, expr->end, MOST_WORDS);
}

// The call of a macro, not one of csp.h's words, that the operation came of, as
// it is written where its column says; NULL: there is none.
static const char *macro_at(struct lower *l, const struct expr *call)
{
    struct place place = source_place(l->unit->source, call->begin, 1);
    struct source_token own = written_line(l, place.file, place.line);
    size_t length;
    if (!own.at || !place.column || place.column > own.length) return NULL;
    const char *from = own.at + place.column - 1;
    const char *behind = behind_call(from, own.at + own.length, &length);
    if (!behind || forms_word(from, length)) return NULL;
    return shortened(
        l, arena_strndup(l->unit->arena, from, (size_t)(behind - from)));
}

const char *lower_operand_words(struct lower *l, const struct expr *call,
                                const struct expr *operand)
{
    const struct source_line *line =
        source_line_at(l->unit->source, call->begin);
    const char *name = call->fn->name, *words = lower_words(l, operand);
    struct named *named = named_at(l, call->begin, name);
    size_t count = named->at.count;
    if (count == 1 && is_written(l, line, words)) return words;
    if (!named->is_read) read_line(l, line, call->op, named);
    size_t nth = vec_before(&named->at, at, call->begin);
    if (named->written.count != count || nth >= count) {
        const char *macro = macro_at(l, call);
        return macro ? macro : words;
    }
    return shortened(l, named->written.at[nth]);
}
