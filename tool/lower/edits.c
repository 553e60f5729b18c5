// SPDX-License-Identifier: MIT
// edits.c: source between two offsets, copied byte for byte but for a list of
// edits. The line markers that the preprocessor left go. Called by all that
// copies source into the generated file.
#include "lower/writer.h"

#include <ctype.h>
#include <stdlib.h>

// MOVED: with places, and it does not go to where it stood in its line.
enum copying { COPY_TEXT, COPY_MARKERS, COPY_PLACES, COPY_MOVED };

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

void edits_sort(struct edits *edits)
{
    if (edits->list.count)
        qsort(edits->list.at, edits->list.count, sizeof(struct edit),
              compare_edits);
}

void edits_add(struct edits *edits, size_t begin, size_t end, const char *text)
{
    struct edit edit = {begin, end, text};
    vec_push(edits->unit->arena, &edits->list, edit);
}

bool edits_is_marker(const char *text, size_t at)
{
    return text[at] == '#' && at > 0 && text[at - 1] == '\n' &&
           text[at + 1] == ' ' && isdigit((unsigned char)text[at + 2]);
}

static void put_mark(struct text *out, size_t at)
{
    text_printf(out, "%c%zx%c", MARK, at, MARK_END);
}

// What stands between markers.
static void copy_places(const struct edits *edits, struct text *out,
                        size_t begin, size_t end, enum copying how)
{
    const char *text = edits->unit->source->text;
    bool moved = how == COPY_MOVED;
    for (size_t at = begin; at < end; at++) {
        bool blank = isspace((unsigned char)text[at]);
        if (moved && !blank) put_mark(out, at);
        moved = text[at] == '\n' || (moved && blank);
        text_add(out, text + at, 1);
    }
}

// The line markers that the preprocessor left between lines go, or become ours.
static void copy_bytes(const struct edits *edits, struct text *out,
                       size_t begin, size_t end, enum copying how)
{
    const char *text = edits->unit->source->text;
    size_t from = begin;
    for (size_t at = begin; at <= end; at++) {
        if (at < end && !edits_is_marker(text, at)) continue;
        if (how == COPY_PLACES && from > begin) how = COPY_MOVED;
        if (from < at && how >= COPY_PLACES)
            copy_places(edits, out, from, at, how);
        else if (from < at)
            text_add(out, text + from, at - from);
        while (at < end && text[at] != '\n')
            at++;
        from = at + 1;
        if (how == COPY_MARKERS && from < end)
            directive_put(edits->unit, out, from);
    }
}

// The next that changes something, from `at` on and before `end`, or NULL: a
// macro as it is written goes before the edits in what it has become.
static const struct edit *next_edit(const struct edits *edits, size_t *i,
                                    size_t *k, size_t at, size_t end)
{
    const struct edit *edit = edits->list.at, *macro = edits->macros.at;
    while (*i < edits->list.count && edit[*i].begin < at)
        ++*i;
    while (*k < edits->macros.count &&
           (macro[*k].begin < at || macro[*k].end > end))
        ++*k;
    edit = *i < edits->list.count ? edit + *i : NULL;
    macro = *k < edits->macros.count ? macro + *k : NULL;
    if (macro && (!edit || macro->begin <= edit->begin) &&
        !(edit && edit->begin == macro->begin && edit->end > macro->end))
        edit = macro;
    return edit && edit->begin < end ? edit : NULL;
}

// Gives the offset behind what is copied or replaced, `end` or above.
static size_t copy_edited(const struct edits *edits, struct text *out,
                          size_t begin, size_t end, enum copying how)
{
    size_t at = begin;
    size_t i = vec_before(&edits->list, begin, begin);
    size_t k = vec_before(&edits->macros, begin, begin);
    const struct edit *edit;
    while ((edit = next_edit(edits, &i, &k, at, end))) {
        copy_bytes(edits, out, at, edit->begin, how);
        text_puts(out, edit->text);
        at = edit->end;
        i += edit->begin == edit->end; // once
        if (how == COPY_PLACES) how = COPY_MOVED;
    }
    copy_bytes(edits, out, at, end, how);
    return at > end ? at : end;
}

void edits_copy(const struct edits *edits, struct text *out, size_t begin,
                size_t end)
{
    copy_edited(edits, out, begin, end, COPY_TEXT);
}

void edits_copy_lines(const struct edits *edits, struct text *out, size_t begin,
                      size_t end)
{
    copy_edited(edits, out, begin, end, COPY_MARKERS);
}

size_t edits_copy_line(const struct edits *edits, struct text *out,
                       size_t begin, size_t end)
{
    bool pragma = edits->unit->source->text[begin] == '#';
    enum copying how = edits->places && !pragma ? COPY_PLACES : COPY_TEXT;
    return copy_edited(edits, out, begin, end, how);
}

// A name, or one in parentheses: nothing is ever said of its column.
static bool is_name(const char *text, size_t begin, size_t end)
{
    while (begin < end && (text_is_word(text[begin]) || text[begin] == '(' ||
                           text[begin] == ')' || text[begin] == ' '))
        begin++;
    return begin == end;
}

void edits_copy_places(const struct edits *edits, struct text *out,
                       size_t begin, size_t end)
{
    if (edits->places && !is_name(edits->unit->source->text, begin, end))
        copy_edited(edits, out, begin, end, COPY_MOVED);
    else
        edits_copy(edits, out, begin, end);
}

// Comments go, but for the line's end: what is copied into a line of ours must
// not hide the rest of it.
const char *
text_without_comments(struct arena *arena, const char *text, size_t length)
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

const char *edits_text(const struct edits *edits, size_t begin, size_t end)
{
    struct text text = {.arena = edits->unit->arena};
    edits_copy_places(edits, &text, begin, end);
    return text_without_comments(edits->unit->arena, text.at ? text.at : "",
                                 text.count);
}
