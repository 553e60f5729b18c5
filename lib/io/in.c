// SPDX-License-Identifier: MIT
// in.c: reading ahead. Owns nothing; invariant: data[at..end) has been read and
// not been given.
#include "io.h"

#include <string.h>

static size_t held(const struct csp_in *in)
{
    return in->end - in->at;
}

// Moves what is held to the front, where that gives the larger part of the
// room, or `need` bytes in all want it.
static void make_room(struct csp_in *in, size_t need)
{
    if (in->size - in->at >= need && in->size - in->end >= in->at) return;
    memmove(in->data, in->data + in->at, held(in));
    in->end -= in->at;
    in->at = 0;
}

static ssize_t too_long(void)
{
    errno = EMSGSIZE;
    return -1;
}

// Gives the first n bytes.
static ssize_t take(struct csp_in *in, size_t n, char **piece)
{
    *piece = in->data + in->at;
    in->at += n;
    if (in->at == in->end) in->at = in->end = 0;
    return (ssize_t)n;
}

static ssize_t more(struct csp_in *in, size_t need, int64_t deadline)
{
    make_room(in, need);
    if (in->end == in->size) return too_long();
    ssize_t got =
        csp_read_dl(in->fd, in->data + in->end, in->size - in->end, deadline);
    if (got > 0) in->end += (size_t)got;
    return got;
}

csp_operation ssize_t csp_in_more_dl(struct csp_in *in, int64_t deadline)
{
    return more(in, 0, deadline);
}

csp_operation ssize_t csp_in_until_dl(struct csp_in *in, int byte, char **piece,
                                      int64_t deadline)
{
    for (size_t seen = 0;;) {
        const char *from = in->data + in->at + seen;
        const char *found = memchr(from, byte, held(in) - seen);
        if (found) return take(in, seen + (size_t)(found - from) + 1, piece);
        seen = held(in);
        ssize_t got = more(in, 0, deadline);
        if (got < 0) return got;
        if (got == 0) return take(in, seen, piece); // without `byte`
    }
}

csp_operation ssize_t csp_in_exact_dl(struct csp_in *in, size_t n, char **piece,
                                      int64_t deadline)
{
    if (n > in->size) return too_long();
    while (held(in) < n) {
        ssize_t got = more(in, n, deadline);
        if (got < 0) return got;
        if (got == 0) return take(in, held(in), piece);
    }
    return take(in, n, piece);
}
