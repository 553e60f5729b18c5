// SPDX-License-Identifier: MIT
// json.c: reads one line of JSON, strictly, and picks some members out of it.
//
// All of the line is checked (RFC 8259, but for bytes above 127, which pass as
// they are), but only the members that are wanted are looked at. So there is no
// tree, and nothing is allocated.
#include "router.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 100 };

struct scan {
    const char *start, *at, *end;
    const char *problem;
    // What is wanted of the outermost object.
    const struct names *wanted;
    struct json_value *values;
    char *scratch;
};

static bool read_value(struct scan *s, int depth, struct json_value *value);

bool text_is(struct text text, const char *string)
{
    return text.length == strlen(string) &&
           !memcmp(text.at, string, text.length);
}

static bool fail(struct scan *s, const char *problem)
{
    s->problem = problem;
    return false;
}

// The byte that stands here; 0, which is part of no token, at the end.
static char here(const struct scan *s)
{
    return s->at < s->end ? *s->at : 0;
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool accept(struct scan *s, const char *set)
{
    if (!is_one_of(here(s), set)) return false;
    s->at++;
    return true;
}

static char skip_blanks(struct scan *s)
{
    while (accept(s, " \t\r"))
        ;
    return here(s);
}

static bool expect(struct scan *s, const char *c, const char *problem)
{
    skip_blanks(s);
    return accept(s, c) || fail(s, problem);
}

// == Strings =================================================================

// Behind a backslash.
static bool read_escape(struct scan *s)
{
    if (accept(s, "\"\\/bfnrt")) return true;
    if (!accept(s, "u")) return fail(s, "an unknown escape");
    for (int i = 0; i < 4; i++)
        if (!accept(s, "0123456789abcdefABCDEF"))
            return fail(s, "expected four hexadecimal digits");
    return true;
}

static bool read_string(struct scan *s, struct text *raw)
{
    if (!expect(s, "\"", "expected a string")) return false;
    raw->at = s->at;
    while (s->at < s->end && *s->at != '"') {
        if ((unsigned char)*s->at < ' ')
            return fail(s, "a control character in a string");
        if (*s->at++ == '\\' && !read_escape(s)) return false;
    }
    raw->length = (size_t)(s->at - raw->at);
    return accept(s, "\"") || fail(s, "a string without an end");
}

static unsigned hex(const char *digits)
{
    char four[5] = {0};
    memcpy(four, digits, 4);
    return (unsigned)strtoul(four, NULL, 16);
}

static char *put_utf8(char *to, unsigned c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    *to++ = (char)(0xFF00 >> (more + 1) | c >> 6 * more);
    while (more--)
        *to++ = (char)(0x80 | (c >> 6 * more & 0x3F));
    return to;
}

// What follows \u at *from, a pair of surrogates as one. No text has a lone
// one; it becomes the replacement character.
static unsigned take_unicode(const char **from, const char *end)
{
    unsigned c = hex(*from), low = 0;
    *from += 4;
    if (c < 0xD800 || c > 0xDFFF) return c;
    if (end - *from >= 6 && (*from)[0] == '\\' && (*from)[1] == 'u')
        low = hex(*from + 2);
    if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF) return 0xFFFD;
    *from += 6;
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

// What a string means: itself or, if it has escapes, a text in the scratch at
// the string's own place, because that is never longer.
static struct text decode(const struct scan *s, struct text raw)
{
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    if (!memchr(raw.at, '\\', raw.length)) return raw;
    char *start = s->scratch + (raw.at - s->start), *to = start;
    for (const char *from = raw.at, *end = from + raw.length; from < end;) {
        if (*from != '\\') {
            *to++ = *from++;
        } else if (from[1] == 'u') {
            from += 2;
            to = put_utf8(to, take_unicode(&from, end));
        } else {
            const char *letter = strchr(letters, from[1]);
            *to++ = letter ? meant[letter - letters] : from[1];
            from += 2;
        }
    }
    return (struct text){start, (size_t)(to - start)};
}

// == Values ==================================================================

static bool read_digits(struct scan *s)
{
    if (!isdigit((unsigned char)here(s))) return fail(s, "expected a digit");
    while (accept(s, "0123456789"))
        ;
    return true;
}

static bool read_number(struct scan *s)
{
    accept(s, "-");
    if (!accept(s, "0") && !read_digits(s)) return false;
    if (accept(s, ".") && !read_digits(s)) return false;
    if (!accept(s, "eE")) return true;
    accept(s, "+-");
    return read_digits(s);
}

static bool read_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    struct text word = {s->at, 0};
    while (isalpha((unsigned char)here(s)))
        s->at++;
    word.length = (size_t)(s->at - word.at);
    for (int i = 0; i < 3; i++)
        if (text_is(word, words[i])) return true;
    s->at = word.at;
    return fail(s, "expected a value");
}

static void pick(struct scan *s, struct text name, struct json_value value)
{
    name = decode(s, name);
    if (value.kind == JSON_STRING) value.text = decode(s, value.text);
    for (int i = 0; i < s->wanted->count; i++)
        if (text_is(name, s->wanted->name[i])) s->values[i] = value;
}

static bool read_object(struct scan *s, int depth)
{
    struct text name;
    struct json_value value;
    if (!expect(s, "{", "expected an object")) return false;
    if (skip_blanks(s) == '}') return accept(s, "}");
    do {
        if (!read_string(s, &name) || !expect(s, ":", "expected :") ||
            !read_value(s, depth, &value))
            return false;
        if (depth == 0) pick(s, name, value);
        skip_blanks(s);
    } while (accept(s, ","));
    return expect(s, "}", "expected , or }");
}

static bool read_array(struct scan *s, int depth)
{
    struct json_value value;
    accept(s, "[");
    if (skip_blanks(s) == ']') return accept(s, "]");
    do {
        if (!read_value(s, depth, &value)) return false;
        skip_blanks(s);
    } while (accept(s, ","));
    return expect(s, "]", "expected , or ]");
}

static bool read_value(struct scan *s, int depth, struct json_value *value)
{
    char first = skip_blanks(s);
    const char *from = s->at;
    bool done;
    if (++depth > DEEPEST) return fail(s, "nested too deeply");
    if (first == '"') {
        value->kind = JSON_STRING;
        return read_string(s, &value->text);
    }
    if (first == '{' || first == '[') {
        value->kind = JSON_NESTED;
        done = first == '{' ? read_object(s, depth) : read_array(s, depth);
    } else {
        bool number = first == '-' || isdigit((unsigned char)first);
        value->kind = number ? JSON_NUMBER : JSON_WORD;
        done = number ? read_number(s) : read_word(s);
    }
    value->text = (struct text){from, (size_t)(s->at - from)};
    return done;
}

const char *json_read(struct text line, const struct names *wanted,
                      char *scratch, struct json_value values[MOST], size_t *at)
{
    struct scan s = {line.at, line.at, line.at + line.length, NULL, wanted,
                     values,  scratch};
    memset(values, 0, (size_t)wanted->count * sizeof *values);
    if (read_object(&s, 0)) skip_blanks(&s);
    if (!s.problem && s.at < s.end) fail(&s, "something behind the object");
    *at = (size_t)(s.at - s.start);
    return s.problem;
}
