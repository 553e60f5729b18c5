// SPDX-License-Identifier: MIT
// error.c: errors as text.
#include "base/public.h"

const char *csp_error_text(int error)
{
    switch (error) {
#define text_of(name, value, text)                                             \
    case name: return text;
        CSP_ERRORS(text_of)
#undef text_of
    }
    return error < 0 ? "unknown error" : "no error";
}
