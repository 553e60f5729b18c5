// SPDX-License-Identifier: MIT
// vec.c: growing arrays and text under construction. Both double, in the
// arena, where they stand if nothing has come behind them; else the old place
// is left behind, so the waste is at most the size of the result. Callers use
// vec_push and the text_ functions of base.h.
#include "base/base.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_ROOM = 8, FIRST_TEXT_BYTES = 128 };

void *vec_grow(struct arena *arena, void *at, size_t *room, size_t element)
{
    size_t more = *room ? *room * 2 : FIRST_ROOM;
    if (more > SIZE_MAX / 2 / element) die("out of memory");
    at = arena_grow(arena, at, *room * element, more * element);
    *room = more;
    return at;
}

size_t vec_search(const void *at, size_t count, size_t element, size_t member,
                  size_t key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *place = (const char *)at + middle * element + member;
        if (*(const size_t *)(const void *)place < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Room for `length` bytes more and the NUL.
static void text_reserve(struct text *text, size_t length)
{
    size_t room = text->room ? text->room : FIRST_TEXT_BYTES;
    if (length > SIZE_MAX / 4 - text->count) die("out of memory");
    if (text->room > text->count + length) return;
    while (room <= text->count + length)
        room *= 2;
    text->at = arena_grow(text->arena, text->at, text->room, room);
    text->room = room;
}

void text_add(struct text *text, const char *bytes, size_t length)
{
    text_reserve(text, length);
    if (length) memcpy(text->at + text->count, bytes, length);
    text->count += length;
    text->at[text->count] = '\0';
}

void text_puts(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

bool text_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

const char *text_quote(struct arena *arena, const char *string)
{
    struct text out = {.arena = arena};
    text_puts(&out, "\"");
    for (; *string; string++) {
        if (*string == '"' || *string == '\\') text_puts(&out, "\\");
        text_add(&out, *string == '\n' ? " " : string, 1);
    }
    text_puts(&out, "\"");
    return out.at;
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list args, again;
    text_reserve(text, 0);
    va_start(args, format);
    va_copy(again, args);
    size_t left = text->room - text->count;
    int length = vsnprintf(text->at + text->count, left, format, again);
    va_end(again);
    if (length < 0) die("bad format '%s'", format);
    if ((size_t)length >= left) {
        text_reserve(text, (size_t)length);
        vsnprintf(text->at + text->count, (size_t)length + 1, format, args);
    }
    text->count += (size_t)length;
    va_end(args);
}
