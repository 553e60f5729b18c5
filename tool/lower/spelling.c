// SPDX-License-Identifier: MIT
// spelling.c: macros as the user wrote them, where people read. The tree, and
// what is lowered, know only what macros have become (text/expand.c). A macro
// is put back where that makes no difference: variables of the frame in its
// arguments get their other form there, and the preprocessor is asked whether
// what then stands there becomes what has been lowered (text/probe.c). That is
// asked once all text is known; and some are the same on their own line alone,
// because of __LINE__, which shows when the file's lines are put together. Both
// forms go as far as that. Called by renaming.c and by emit/*.c.
#include "lower/lower.h"
#include "text/inside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// FIRST the probe's number SPELLED macro BECOME text LAST
enum { FIRST = '\3', SPELLED = '\4', BECOME = '\5', LAST = '\6' };
static const char all_marks[] = {FIRST, SPELLED, BECOME, LAST, '\0'};

struct spelling {
    VEC(struct probe) probes;
    struct map numbers; // of them, plus one, by what they ask, interned
    bool asked;
};

// -- asking ------------------------------------------------------------------

// The number of the probe for it, which is made as long as nothing has been
// asked; -1: it need not be tried.
static long
probe_for(struct unit *unit, size_t at, const char *words, const char *wanted)
{
    struct spelling *s = unit->spelling;
    const struct source_line *line = source_line_at(unit->source, at);
    const char *key = intern_s(
        unit->intern, arena_printf(unit->arena, "%s%c%s%c%s:%u", words, BECOME,
                                   wanted, BECOME, line->file, line->line));
    const union map_value *number = map_get(&s->numbers, map_key(key));
    if (number) return (long)number->number;
    if (s->asked) return -1;
    struct probe probe = {.words = words, .wanted = wanted, .file = line->file};
    probe.line = line->line;
    map_put(unit->arena, &s->numbers, map_key(key))->number = s->probes.count;
    vec_push(unit->arena, &s->probes, probe);
    return (long)s->probes.count - 1;
}

// -- what is to stand there --------------------------------------------------

// The edits in a macro's text: each must be another form of one name.
struct forms {
    const struct edits *edits;
    size_t first, end;
};

static bool is_name(const char *text, size_t begin, size_t end)
{
    if (begin == end || isdigit((unsigned char)text[begin])) return false;
    while (begin < end && text_is_word(text[begin]))
        begin++;
    return begin == end;
}

// False: an edit does something else, or goes beyond.
static bool find_forms(const struct edits *edits,
                       const struct expansion *expansion, struct forms *forms)
{
    const char *text = edits->unit->source->text;
    size_t i = 0;
    *forms = (struct forms){edits, 0, 0};
    for (; i < edits->list.count; i++) {
        const struct edit *edit = &edits->list.at[i];
        if (edit->begin >= expansion->begin) break;
        if (edit->end > expansion->begin) return false;
    }
    for (forms->first = i; i < edits->list.count; i++) {
        const struct edit *edit = &edits->list.at[i];
        if (edit->begin >= expansion->end) break;
        if (edit->end > expansion->end) return false;
        if (!is_name(text, edit->begin, edit->end)) return false;
    }
    forms->end = i;
    return true;
}

static const char *
form_of(const struct forms *forms, const char *name, size_t length)
{
    const char *text = forms->edits->unit->source->text;
    for (size_t i = forms->first; i < forms->end; i++) {
        const struct edit *edit = &forms->edits->list.at[i];
        if (edit->end - edit->begin == length &&
            memcmp(text + edit->begin, name, length) == 0)
            return edit->text;
    }
    return NULL;
}

// The macro with the names in their other form; members keep theirs.
static const char *in_form(const struct forms *forms, const char *spelling)
{
    struct text out = {.arena = forms->edits->unit->arena};
    bool member = false;
    text_puts(&out, "");
    for (const char *at = spelling; *at;) {
        size_t length = 1;
        if (*at == '"' || *at == '\'')
            length = code_skip_literal(spelling, (size_t)(at - spelling)) -
                     (size_t)(at - spelling);
        else if (text_is_word(*at))
            length = code_skip_word(spelling, (size_t)(at - spelling)) -
                     (size_t)(at - spelling);
        const char *form = member ? NULL : form_of(forms, at, length);
        if (form)
            text_puts(&out, form);
        else
            text_add(&out, at, length);
        if (!isspace((unsigned char)*at))
            member =
                *at == '.' || (*at == '>' && at > spelling && at[-1] == '-');
        at += length;
    }
    return out.at;
}

static void put_back(struct edits *edits, const struct expansion *expansion)
{
    struct unit *unit = edits->unit;
    struct text become = {.arena = unit->arena};
    struct forms forms;
    if (!find_forms(edits, expansion, &forms)) return;
    const char *words = in_form(&forms, expansion->spelling);
    edits_copy(edits, &become, expansion->begin, expansion->end);
    long number = probe_for(unit, expansion->begin, words, become.at);
    if (number < 0) return;
    struct edit edit = {expansion->begin, expansion->end,
                        arena_printf(unit->arena, "%c%ld%c%s%c%s%c", FIRST,
                                     number, SPELLED, words, BECOME, become.at,
                                     LAST)};
    vec_push(unit->arena, &edits->macros, edit);
}

void spelling_put_back(struct edits *edits, size_t begin, size_t end)
{
    const struct expansions *all = &edits->unit->source->expansions;
    edits->macros.count = 0;
    if (!edits->unit->spelling) return;
    for (size_t i = vec_before(all, begin, begin);
         i < all->count && all->at[i].begin < end; i++)
        put_back(edits, &all->at[i]);
}

void spelling_begin(struct unit *unit)
{
    const struct source *source = unit->source;
    if (source->expansions.count && !strpbrk(source->text, all_marks))
        unit->spelling = ARENA_NEW(unit->arena, struct spelling);
}

// The words of C in some lines that the main file defines as macros, too.
static strings find_gone(struct unit *unit, const char *text)
{
    const struct source *source = unit->source;
    struct map defined = {0};
    strings gone = {0};
    for (size_t i = 0; i < source->defines.count; i++)
        map_put(unit->arena, &defined, map_key(source->defines.at[i].name));
    while (*text) {
        struct source_lexer lexer = {text, text + strcspn(text, "\n"), false};
        struct source_token token;
        bool directive = *text == '#';
        text = lexer.end + (*lexer.end == '\n');
        while (!directive && token_next(&lexer, &token)) {
            const char *name = intern_n(unit->intern, token.at, token.length);
            union map_value *seen = map_get(&defined, map_key(name));
            if (seen && !seen->number++) vec_push(unit->arena, &gone, name);
        }
    }
    return gone;
}

strings spelling_ask(struct unit *unit, const char *text)
{
    struct spelling *s = unit->spelling;
    strings gone = find_gone(unit, text);
    probe_all(unit->options, unit->diag, unit->source, &gone, s->probes.at,
              s->probes.count);
    s->asked = true;
    return gone;
}

// -- which of the two forms --------------------------------------------------

static bool is_there(const struct unit *unit, const struct probe *probe,
                     struct origin origin)
{
    if (probe->found != PROBE_ON_LINE) return probe->found == PROBE_SAME;
    const char *file = text_quote(unit->arena, probe->file);
    return origin.line && origin.line == probe->line &&
           strlen(file) == origin.file_length &&
           memcmp(file, origin.file, origin.file_length) == 0;
}

const char *spelling_settle(struct unit *unit, const char *line, size_t length,
                            struct origin origin)
{
    struct text out = {.arena = unit->arena};
    const char *end = line + length, *first;
    text_puts(&out, "");
    while ((first = memchr(line, FIRST, (size_t)(end - line))) &&
           unit->spelling) {
        const char *spelled = strchr(first, SPELLED);
        const char *become = strchr(first, BECOME);
        const char *last = strchr(first, LAST);
        size_t number = strtoul(first + 1, NULL, 10);
        text_add(&out, line, (size_t)(first - line));
        if (is_there(unit, &unit->spelling->probes.at[number], origin))
            text_add(&out, spelled + 1, (size_t)(become - spelled - 1));
        else
            text_add(&out, become + 1, (size_t)(last - become - 1));
        line = last + 1;
    }
    text_add(&out, line, (size_t)(end - line));
    return out.at;
}

// What a line says of the next one's place.
static void read_line(struct origin *origin, const char *line, size_t length)
{
    const char *word = line + strspn(line, " \t");
    char *end;
    origin->line += origin->line > 0;
    if (*word != '#') return;
    word += 1 + strspn(word + 1, " \t");
    if (strncmp(word, "line", 4) != 0 && !isdigit((unsigned char)*word)) return;
    origin->line = 0;
    if (strncmp(line, "#line ", 6) != 0) return;
    origin->line = (unsigned)strtoul(line + 6, &end, 10);
    origin->file = end + 1;
    origin->file_length = (size_t)(line + length - origin->file);
}

const char *spelling_settle_all(struct unit *unit, const char *text)
{
    struct text out = {.arena = unit->arena};
    struct origin origin = {"", 0, 0};
    if (!unit->spelling || !strchr(text, FIRST)) return text;
    while (*text) {
        size_t length = strcspn(text, "\n");
        text_puts(&out, spelling_settle(unit, text, length, origin));
        read_line(&origin, text, length);
        text += length;
        if (!*text) break;
        text_puts(&out, "\n");
        text++;
    }
    return out.at;
}
