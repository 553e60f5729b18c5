// SPDX-License-Identifier: MIT
// bytes.c: memory for what a request says. Owns nothing.
#include "http2.h"

#include <stdlib.h>

bool csp__http2_put(struct http2_bytes *bytes, const void *p, size_t n)
{
    if (bytes->at && bytes->end + n > bytes->size) { // what was used goes
        bytes->end -= bytes->at;
        memmove(bytes->data, bytes->data + bytes->at, bytes->end);
        bytes->at = 0;
    }
    size_t need = bytes->end + n, size = bytes->size ? bytes->size : 512;
    while (size < need)
        size *= 2;
    if (size > bytes->size) {
        char *data = realloc(bytes->data, size);
        if (!data) return false;
        bytes->data = data;
        bytes->size = size;
    }
    if (n) memcpy(bytes->data + bytes->end, p, n);
    bytes->end += n;
    return true;
}

void csp__http2_drop(struct http2_bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct http2_bytes){0};
}
