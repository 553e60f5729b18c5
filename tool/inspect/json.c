// SPDX-License-Identifier: MIT
// json.c: a reader of JSON, as page.c needs it. Values nest no deeper than
// DEPTH_MAX, so that damaged text cannot take the stack.
#include "inspect/json.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 200 };

struct reader {
    struct arena *arena;
    const char *at;
    int depth;
};

static struct json *read_value(struct reader *reader);

static void skip_blanks(struct reader *reader)
{
    reader->at += strspn(reader->at, " \t\r\n");
}

static bool take(struct reader *reader, char c)
{
    skip_blanks(reader);
    if (*reader->at != c) return false;
    reader->at++;
    return true;
}

static void put_utf8(struct text *out, unsigned code)
{
    char bytes[4];
    size_t count = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = count; i-- > 1; code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)(first[count] | code);
    text_add(out, bytes, count);
}

// The four digits behind \u; (unsigned)-1: they are none.
static unsigned read_hex(const char *at)
{
    if (strspn(at, "0123456789abcdefABCDEF") < 4) return (unsigned)-1;
    char digits[5] = {at[0], at[1], at[2], at[3]};
    return (unsigned)strtoul(digits, NULL, 16);
}

static bool read_code(struct reader *reader, struct text *out)
{
    unsigned code = read_hex(reader->at + 1), low;
    if (code == (unsigned)-1) return false;
    reader->at += 5;
    bool pair = (code & 0xfc00) == 0xd800 && reader->at[0] == '\\' &&
                reader->at[1] == 'u';
    low = pair ? read_hex(reader->at + 2) : 0;
    if (pair && low != (unsigned)-1 && (low & 0xfc00) == 0xdc00) {
        code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        reader->at += 6;
    }
    put_utf8(out, code ? code : 0xfffd);
    return true;
}

static bool read_escape(struct reader *reader, struct text *out)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char c = *reader->at;
    if (c == 'u') return read_code(reader, out);
    const char *found = c ? strchr(names, c) : NULL;
    if (!found) return false;
    text_add(out, &meant[found - names], 1);
    reader->at++;
    return true;
}

// Behind the opening quote; NULL: it does not end.
static const char *read_string(struct reader *reader)
{
    struct text out = {.arena = reader->arena};
    text_puts(&out, "");
    for (;;) {
        size_t plain = strcspn(reader->at, "\"\\");
        text_add(&out, reader->at, plain);
        reader->at += plain;
        if (!*reader->at) return NULL;
        if (*reader->at++ == '"') return out.at;
        if (!read_escape(reader, &out)) return NULL;
    }
}

// Behind the bracket of a list or an object.
static bool read_kids(struct reader *reader, struct json *value, char end)
{
    if (take(reader, end)) return true;
    do {
        const char *name = NULL;
        if (value->kind == JSON_OBJECT) {
            if (!take(reader, '"') || !(name = read_string(reader)) ||
                !take(reader, ':'))
                return false;
        }
        struct json *kid = read_value(reader);
        if (!kid) return false;
        kid->name = name;
        vec_push(reader->arena, &value->kids, kid);
    } while (take(reader, ','));
    return take(reader, end);
}

static bool read_word(struct reader *reader, struct json *value)
{
    size_t length = strspn(reader->at, "+-.0123456789Eaeflnrstu");
    value->text = arena_strndup(reader->arena, reader->at, length);
    reader->at += length;
    bool truth = !strcmp(value->text, "true") || !strcmp(value->text, "false");
    char *end;
    value->kind = truth ? JSON_BOOL : JSON_NUMBER;
    if (truth) return true;
    value->kind = JSON_NULL;
    if (strcmp(value->text, "null") == 0) return true;
    value->kind = JSON_NUMBER;
    strtod(value->text, &end);
    return length > 0 && *end == '\0';
}

static struct json *read_value(struct reader *reader)
{
    struct json *value = ARENA_NEW(reader->arena, struct json);
    bool done;
    if (++reader->depth > DEPTH_MAX) return NULL;
    if (take(reader, '"')) {
        value->kind = JSON_STRING;
        value->text = read_string(reader);
        done = value->text != NULL;
    } else if (take(reader, '[')) {
        value->kind = JSON_LIST;
        done = read_kids(reader, value, ']');
    } else if (take(reader, '{')) {
        value->kind = JSON_OBJECT;
        done = read_kids(reader, value, '}');
    } else {
        done = read_word(reader, value);
    }
    reader->depth--;
    return done ? value : NULL;
}

struct json *json_read(struct arena *arena, const char *text)
{
    struct reader reader = {.arena = arena, .at = text};
    struct json *value = read_value(&reader);
    skip_blanks(&reader);
    return *reader.at ? NULL : value;
}

const struct json *json_get(const struct json *object, const char *name)
{
    for (size_t i = 0; object && i < object->kids.count; i++)
        if (object->kids.at[i]->name &&
            strcmp(object->kids.at[i]->name, name) == 0)
            return object->kids.at[i];
    return NULL;
}

const char *json_text(const struct json *value)
{
    return value && value->text ? value->text : "";
}
