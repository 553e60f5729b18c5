// SPDX-License-Identifier: MIT
// json.h: reading what --emit=json has written.
#ifndef CSPCC_JSON_H
#define CSPCC_JSON_H

#include "base/base.h"

enum json_kind {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_LIST,
    JSON_OBJECT
};
struct json {
    enum json_kind kind;
    const char *name;        // of a member of an object
    const char *text;        // STRING: its UTF-8; else as it stands there
    VEC(struct json *) kids; // of LIST and OBJECT
};
// NULL: it is not JSON.
struct json *json_read(struct arena *arena, const char *text);
// A member of an object; NULL: there is none, or `object` is NULL.
const struct json *json_get(const struct json *object, const char *name);
// Its text; "" if it is NULL.
const char *json_text(const struct json *value);

#endif
