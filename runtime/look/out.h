// SPDX-License-Identifier: MIT
// out.h: text for people on a descriptor, without stdio: whoever is interrupted
// may hold its locks. Allocates nothing. One thread at a time.
#ifndef CSP_RUNTIME_OUT_H
#define CSP_RUNTIME_OUT_H

#include <stdbool.h>
#include <stddef.h>

struct out {
    int fd;
    size_t used;
    bool failed; // nobody reads it: the rest is left out
    char text[4096];
};

void cspi_out_begin(struct out *out, int fd);
void cspi_out_end(struct out *out);
__attribute__((format(printf, 2, 3))) void
cspi_out(struct out *out, const char *format, ...);
void cspi_out_byte(struct out *out, char byte);

#endif
