// SPDX-License-Identifier: MIT
// value.c: values, and how they look.
#include "sheet.h"
#include <math.h>
#include <stdlib.h>

struct value value_number(double number)
{
    if (!isfinite(number)) return value_error(ERROR_NUM);
    // A sheet knows no negative zero.
    return (struct value){.kind = NUMBER, .number = number == 0 ? 0 : number};
}

struct value value_text(const char *text)
{
    return (struct value){.kind = TEXT, .text = text};
}

struct value value_error(enum error error)
{
    return (struct value){.kind = ERROR, .error = error};
}

struct value value_of_text(const char *text)
{
    char *end;
    if (!*text) return (struct value){.kind = EMPTY};
    // strtod() also reads 0x10, inf and nan: to people these are words.
    for (const char *c = text; *c; c++)
        if (*c != 'e' && *c != 'E' && *c >= 'A') return value_text(text);
    double number = strtod(text, &end);
    if (end == text || *end) return value_text(text);
    return value_number(number);
}

const char *value_show(struct value v, char buffer[VALUE_TEXT])
{
    static const char *const errors[] = {
        [ERROR_CYCLE] = "#CYCLE!", [ERROR_DIV0] = "#DIV/0!",
        [ERROR_NAME] = "#NAME?",   [ERROR_NUM] = "#NUM!",
        [ERROR_REF] = "#REF!",     [ERROR_SYNTAX] = "#SYNTAX!",
        [ERROR_VALUE] = "#VALUE!",
    };
    switch (v.kind) {
    case TEXT: return v.text;
    case ERROR: return errors[v.error];
    case NUMBER:
        // Ten digits hide that 0.1 + 0.2 is not quite 0.3.
        snprintf(buffer, VALUE_TEXT, "%.10g", v.number);
        return buffer;
    case EMPTY: break;
    }
    return "";
}
