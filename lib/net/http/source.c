// SPDX-License-Identifier: MIT
// source.c: bytes read ahead of a stream, and how long they may keep us
// waiting. Owns nothing; invariant: base <= at <= end <= size.
#include "http.h"

int64_t
csp__http_until(const struct http_pace *pace, int64_t began, int64_t deadline)
{
    if (pace->bytes == 0) return deadline;
    int64_t until = began + pace->left;
    return until < deadline ? until : deadline;
}

void csp__http_waited(struct http_pace *pace, int64_t began, ssize_t n)
{
    if (pace->bytes == 0) return;
    pace->left -= csp_now() - began;
    if (n > 0) pace->left += CSP_S / pace->bytes * n;
    if (pace->left > pace->stall) pace->left = pace->stall;
}

void csp__http_to_front(struct http_source *source, size_t base)
{
    size_t held = http_held(source);
    memmove(source->data + base, source->data + source->at, held);
    source->base = source->at = base;
    source->end = base + held;
}

csp_operation ssize_t csp__http_more(struct http_source *source,
                                     int64_t deadline)
{
    size_t room = source->size - source->end;
    if (source->at > source->base && room < source->size / 4) {
        csp__http_to_front(source, source->base);
        room = source->size - source->end;
    }
    if (room == 0) return http_fail(EMSGSIZE);
    ssize_t got = csp_stream_read_dl(source->stream, source->data + source->end,
                                     room, deadline);
    if (got > 0) source->end += (size_t)got;
    return got;
}
