// SPDX-License-Identifier: MIT
// words.c: what reports call an operand: its first words, as they stand
// in the source. Where the user's macros name it, the preprocessed text does
// not have them; then the form is looked up in the file. Called by lower/*.c.
#include "lower/lower.h"
#include "said/said.h"

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

static size_t
mentions(const struct unit *unit, const char *name, size_t begin, size_t end)
{
    const char *text = unit->source->text;
    size_t count = 0, length = strlen(name);
    for (size_t at = begin; at + length <= end; at++) {
        const char *found = memmem(text + at, end - at, name, length);
        if (!found) break;
        at = (size_t)(found - text);
        count += !text_is_word(text[at - 1]) && text[at + length] == '(';
    }
    return count;
}

// Does a line as it is written hold these words?
static bool
is_written(struct lower *l, const struct source_line *line, const char *words)
{
    struct source_file *file =
        source_file_named(l->unit->source->files, line->file);
    if (!line->line || line->line > file->count) return true;
    const struct source_original *own = &file->lines[line->line - 1];
    return memmem(file->text + own->begin, own->length, words, strlen(words)) !=
           NULL;
}

static const uses *uses_in(struct unit *unit, const char *file)
{
    if (!unit->words) {
        unit->words = ARENA_NEW(unit->arena, struct words);
        unit->words->files = *unit->source->files;
    }
    return words_uses(unit->words, file);
}

// The first operand of the form that became this call, the nth of so many on
// the line; NULL: it is not there, but in a macro of the user's.
static const char *written(struct lower *l, const struct source_line *line,
                           enum op op, size_t nth, size_t count)
{
    const uses *all = uses_in(l->unit, line->file);
    const char *found = NULL;
    size_t seen = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct use *use = &all->at[i];
        if (use->word.place.line != line->line || !use->operands.count ||
            use->form->op != op)
            continue;
        if (seen++ == nth) found = use->operands.at[0].text;
    }
    return seen == count ? found : NULL;
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

const char *lower_operand_words(struct lower *l, const struct expr *call,
                                const struct expr *operand)
{
    const struct source_line *line =
        source_line_at(l->unit->source, call->begin);
    const char *name = call->fn->name, *words = lower_words(l, operand);
    size_t begin, end;
    lines_of(l->unit, call->begin, &begin, &end);
    size_t nth = mentions(l->unit, name, begin, call->begin);
    size_t count = mentions(l->unit, name, begin, end);
    if (count == 1 && is_written(l, line, words)) return words;
    const char *own = written(l, line, call->op, nth, count);
    return own ? shortened(l, own) : words;
}
