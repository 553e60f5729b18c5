// SPDX-License-Identifier: MIT
// bytes.c: memory for what is on its way. Owns nothing.
#include "tls.h"

#include <stdlib.h>
#include <string.h>

bool tls_bytes_room(struct tls_bytes *bytes, size_t more)
{
    size_t need = bytes->end + more, size = bytes->size;
    if (need <= size) return true;
    if (!size) size = TLS_IN_BYTES;
    while (size < need)
        size *= 2;
    char *data = realloc(bytes->data, size);
    if (!data) return false;
    bytes->data = data;
    bytes->size = size;
    return true;
}

void tls_bytes_free(struct tls_bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct tls_bytes){0};
}
