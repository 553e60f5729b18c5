// SPDX-License-Identifier: MIT
// sizes.c: --report=frames: how large frames are, as a table that can be kept
// beside the source, and what has changed since. Reads the JSON of --emit=json
// and its own tables, and knows nothing of the passes.
#include "inspect/sizes.h"

#include "inspect/json.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

static const char HEAD[] = "# cspcc --report=frames: bytes of the frame, of a "
                           "task with it; coroutine, file\n";

enum { UNKNOWN = -1 };
struct frame {
    const char *name, *file;
    long long bytes, task;   // UNKNOWN: the C compiler's to say, or none
    const struct json *json; // its "frame"; NULL: of a table
    bool matched;
};
typedef VEC(struct frame) frames;

// -- reading -----------------------------------------------------------------

static long long number_of(const char *text)
{
    char *end;
    long long number = strtoll(text, &end, 10);
    return end > text && !*end && number >= 0 ? number : UNKNOWN;
}

static bool is_same(const struct frame *a, const struct frame *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->file, b->file) == 0;
}

// A coroutine of a header may come with each file that includes it.
static void add(struct arena *arena, frames *list, struct frame frame)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same(&list->at[i], &frame) && list->at[i].bytes == frame.bytes)
            return;
    vec_push(arena, list, frame);
}

static bool read_json(struct arena *arena, struct diag *diag,
                      const struct page_document *document, frames *list)
{
    const struct json *json = page_read(arena, diag, document);
    const struct json *units = json_get(json, "units");
    for (size_t i = 0; units && i < units->kids.count; i++) {
        const struct json *all = json_get(units->kids.at[i], "coroutines");
        for (size_t k = 0; all && k < all->kids.count; k++) {
            const struct json *one = all->kids.at[k];
            const struct json *frame = json_get(one, "frame");
            add(arena, list,
                (struct frame){
                    .name = json_text(json_get(one, "name")),
                    .file = json_text(json_get(one, "file")),
                    .bytes = number_of(json_text(json_get(frame, "bytes"))),
                    .task = number_of(json_text(json_get(frame, "task_bytes"))),
                    .json = frame});
        }
    }
    return json != NULL;
}

#define BLANK_OR_END " \t\r\n"
#define LINE_END "\r\n"

// What stands before one of these, behind blanks.
static const char *
word_of(struct arena *arena, const char **at, const char *before)
{
    *at += strspn(*at, " \t");
    size_t length = strcspn(*at, before);
    const char *word = arena_strndup(arena, *at, length);
    *at += length;
    return word;
}

static bool is_size(const char *word)
{
    return strcmp(word, "-") == 0 || number_of(word) >= 0;
}

static bool read_table(struct arena *arena, struct diag *diag,
                       const struct page_document *document, frames *list)
{
    const char *at = document->text;
    for (unsigned line = 1; *at; line++) {
        const char *begin = at + strspn(at, " \t");
        if (*begin && !strchr("#\r\n", *begin)) {
            const char *bytes = word_of(arena, &at, BLANK_OR_END);
            const char *task = word_of(arena, &at, BLANK_OR_END);
            struct frame frame = {.name = word_of(arena, &at, BLANK_OR_END),
                                  .file = word_of(arena, &at, LINE_END)};
            if (!is_size(bytes) || !is_size(task) || !*frame.file) {
                diag_error(diag,
                           "'%s' is neither JSON nor a table of frames: line "
                           "%u is not bytes, bytes, name, file",
                           document->name, line);
                return false;
            }
            frame.bytes = number_of(bytes);
            frame.task = number_of(task);
            add(arena, list, frame);
        }
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return true;
}

static bool read_any(struct arena *arena, struct diag *diag,
                     const struct page_document *document, frames *list)
{
    const char *text = document->text;
    return text[strspn(text, " \t\r\n")] == '{'
               ? read_json(arena, diag, document, list)
               : read_table(arena, diag, document, list);
}

// -- the table ---------------------------------------------------------------

static const char *size_text(struct arena *arena, long long size)
{
    return size < 0 ? "-" : arena_printf(arena, "%lld", size);
}

static const char *put_table(struct arena *arena, const frames *list)
{
    struct text out = {.arena = arena};
    int width = 0;
    for (size_t i = 0; i < list->count; i++)
        if ((int)strlen(list->at[i].name) > width)
            width = (int)strlen(list->at[i].name);
    text_puts(&out, HEAD);
    for (size_t i = 0; i < list->count; i++) {
        const struct frame *frame = &list->at[i];
        text_printf(&out, "%7s %7s  %-*s  %s\n", size_text(arena, frame->bytes),
                    size_text(arena, frame->task), width, frame->name,
                    frame->file);
    }
    return out.at;
}

// -- what has changed --------------------------------------------------------

// The same coroutine, or the only one of that name, in a file that has moved.
static struct frame *find(frames *list, const struct frame *wanted)
{
    struct frame *only = NULL;
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct frame *frame = &list->at[i];
        if (frame->matched) continue;
        if (is_same(frame, wanted)) return frame;
        if (strcmp(frame->name, wanted->name) != 0) continue;
        only = frame;
        count++;
    }
    return count == 1 ? only : NULL;
}

struct member {
    const char *name;
    long long bytes;
};
typedef VEC(struct member) members;

static void
collect(struct arena *arena, const struct json *fields, members *list)
{
    for (size_t i = 0; fields && i < fields->kids.count; i++) {
        const struct json *field = fields->kids.at[i];
        const struct json *inner = json_get(field, "members");
        struct member member = {json_text(json_get(field, "member")),
                                number_of(json_text(json_get(field, "bytes")))};
        if (!inner && *member.name) vec_push(arena, list, member);
        collect(arena, inner, list);
    }
}

static const struct member *find_member(const members *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i].name, name) == 0) return &list->at[i];
    return NULL;
}

static void
put_members(struct text *out, const struct frame *old, const struct frame *now)
{
    members before = {0}, after = {0};
    if (!old->json || !now->json) return;
    collect(out->arena, json_get(old->json, "fields"), &before);
    collect(out->arena, json_get(now->json, "fields"), &after);
    for (size_t i = 0; i < after.count; i++) {
        const struct member *is = &after.at[i];
        const struct member *was = find_member(&before, is->name);
        if (!was)
            text_printf(out, "    + %s: %s\n", is->name,
                        size_text(out->arena, is->bytes));
        else if (was->bytes != is->bytes)
            text_printf(out, "      %s: %s, was %s\n", is->name,
                        size_text(out->arena, is->bytes),
                        size_text(out->arena, was->bytes));
    }
    for (size_t i = 0; i < before.count; i++)
        if (!find_member(&after, before.at[i].name))
            text_printf(out, "    - %s: %s\n", before.at[i].name,
                        size_text(out->arena, before.at[i].bytes));
}

static void put_one(struct text *out, const struct frame *old,
                    const struct frame *now, struct sizes_change *change)
{
    struct arena *arena = out->arena;
    if (!old) {
        change->born++;
        text_printf(out, "%s: %s: %s bytes, new\n", now->file, now->name,
                    size_text(arena, now->bytes));
        return;
    }
    if (old->bytes == now->bytes && old->task == now->task) return;
    bool grown = now->bytes > old->bytes || now->task > old->task;
    *(grown ? &change->grown : &change->shrunk) += 1;
    text_printf(out, "%s: %s: %s bytes, was %s", now->file, now->name,
                size_text(arena, now->bytes), size_text(arena, old->bytes));
    if (now->bytes >= 0 && old->bytes >= 0)
        text_printf(out, " (%+lld)", now->bytes - old->bytes);
    if (now->task >= 0 && old->task >= 0)
        text_printf(out, "; a task %lld, was %lld", now->task, old->task);
    text_puts(out, "\n");
    put_members(out, old, now);
}

static const char *put_changes(struct arena *arena, frames *old,
                               const frames *now, struct sizes_change *change)
{
    struct text out = {.arena = arena};
    text_puts(&out, "");
    for (size_t i = 0; i < now->count; i++) {
        struct frame *before = find(old, &now->at[i]);
        if (before) before->matched = true;
        put_one(&out, before, &now->at[i], change);
    }
    for (size_t i = 0; i < old->count; i++) {
        const struct frame *frame = &old->at[i];
        if (frame->matched) continue;
        change->gone++;
        text_printf(&out, "%s: %s: gone, was %s\n", frame->file, frame->name,
                    size_text(arena, frame->bytes));
    }
    text_printf(
        &out, "%zu coroutines: %zu larger, %zu smaller, %zu new, %zu gone\n",
        now->count, change->grown, change->shrunk, change->born, change->gone);
    return out.at;
}

const char *sizes_report(struct arena *arena, struct diag *diag,
                         const struct page_document *old,
                         const struct page_document *documents, size_t count,
                         struct sizes_change *change)
{
    frames before = {0}, now = {0};
    *change = (struct sizes_change){0};
    for (size_t i = 0; i < count; i++)
        if (!read_any(arena, diag, &documents[i], &now)) return NULL;
    if (!old) return put_table(arena, &now);
    if (!read_any(arena, diag, old, &before)) return NULL;
    return put_changes(arena, &before, &now, change);
}
