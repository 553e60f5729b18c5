// SPDX-License-Identifier: MIT
// out.c: text on its way to a descriptor, in pieces of a page. A descriptor
// that does not block is waited for, a second at most for each piece.
#include "look/out.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 1000 };

static bool wait_for_room(int fd)
{
    struct pollfd poller = {.fd = fd, .events = POLLOUT};
    return poll(&poller, 1, PATIENCE_MS) == 1;
}

static void flush(struct out *out)
{
    int kept = errno;
    for (size_t done = 0; done < out->used && !out->failed;) {
        ssize_t n = write(out->fd, out->text + done, out->used - done);
        if (n > 0)
            done += (size_t)n;
        else if (n == 0 || (errno != EINTR &&
                            (errno != EAGAIN || !wait_for_room(out->fd))))
            out->failed = true;
    }
    out->used = 0;
    errno = kept;
}

void cspi_out_begin(struct out *out, int fd)
{
    out->fd = fd;
    out->used = 0;
    out->failed = false;
}

void cspi_out_end(struct out *out)
{
    flush(out);
}

void cspi_out_byte(struct out *out, char byte)
{
    if (out->used == sizeof out->text) flush(out);
    out->text[out->used++] = byte;
}

void cspi_out(struct out *out, const char *format, ...)
{
    char piece[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    for (int i = 0; i < length && i < (int)sizeof piece - 1; i++)
        cspi_out_byte(out, piece[i]);
}
