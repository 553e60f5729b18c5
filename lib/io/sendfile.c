// SPDX-License-Identifier: MIT
// sendfile.c: from a file to a socket. Owns nothing but, where the kernel would
// block, memory for as long as it takes.
#include "io.h"

#include <stdlib.h>

enum { PIECE_BYTES = 262144 };

struct sending {
    int to, file;
    off_t at;
    size_t left;
    ssize_t moved; // by the last attempt
};

static size_t next_piece(const struct sending *s)
{
    return s->left < PIECE_BYTES ? s->left : PIECE_BYTES;
}

// Is what comes next not in the page cache? Then the disk would be waited for.
static bool is_cold(const struct sending *s)
{
    char byte;
    struct iovec v = {&byte, 1};
    return call_readv_now(s->file, &v, 1, s->at) < 0 && errno == EAGAIN;
}

// On the pool: the kernel reads ahead by itself, once it sees a first read.
static void warm(const struct sending *s)
{
    char byte;
    if (CALL(pread(s->file, &byte, 1, s->at)) > 0)
        readahead(s->file, s->at, next_piece(s));
}

static enum io_way attempt(struct sending *s)
{
    if (!csp__io_try(s->to, CSP_WRITABLE)) return IO_WAIT;
    bool cold = is_cold(s);
    if (!cold) {
        off_t at = s->at;
        s->moved = call_sendfile(s->to, s->file, &at, next_piece(s));
        if (s->moved < 0 && errno == EAGAIN) return IO_WAIT;
    }
    return cold ? IO_POOL : IO_DONE;
}

static ssize_t piece(struct sending *s, int64_t deadline)
{
    enum io_way way;
    while ((way = attempt(s)) != IO_DONE) {
        if (way == IO_POOL) {
            blocking
            warm(s);
        }
        if (way == IO_WAIT && csp__io_wait(s->to, CSP_WRITABLE, deadline) < 0)
            return -1;
    }
    return s->moved;
}

// The turn of `to` is held.
static ssize_t in_kernel(struct sending *s, int64_t deadline)
{
    while (s->left) {
        ssize_t moved = piece(s, deadline);
        if (moved <= 0) return moved;
        s->at += moved;
        s->left -= (size_t)moved;
        int why = yield();
        if (why < 0) return io_failed(why);
    }
    return 0;
}

static ssize_t in_memory(struct sending *s, char *memory, int64_t deadline)
{
    while (s->left) {
        ssize_t got = csp_pread(s->file, memory, next_piece(s), s->at);
        if (got <= 0) return got;
        struct iovec v = {memory, (size_t)got};
        struct io_call call = {s->to, CSP_WRITABLE, &v, 1, NULL, 0};
        ssize_t put = csp__io_whole(&call, csp__io_attempt(&call), deadline);
        if (put > 0) s->at += put;
        if (put > 0) s->left -= (size_t)put;
        if (put < got) return -1;
    }
    return 0;
}

static ssize_t through_memory(struct sending *s, int64_t deadline)
{
    char *memory = malloc(PIECE_BYTES);
    if (!memory) return -1;
    ssize_t done = in_memory(s, memory, deadline);
    int error = errno;
    free(memory);
    errno = error;
    return done;
}

csp_operation ssize_t csp_sendfile_dl(int to, int file, off_t *at, size_t n,
                                      int64_t deadline)
{
    struct sending s = {.to = to, .file = file, .at = *at, .left = n};
    if (csp__io_begin(to, CSP_WRITABLE, deadline) < 0) return -1;
    ssize_t done = csp__io_is_stream(to) && !call_waits(to)
                       ? in_kernel(&s, deadline)
                       : through_memory(&s, deadline);
    csp__io_end(to, CSP_WRITABLE);
    if (done == 0) errno = 0; // all, or the end of the file
    *at = s.at;
    size_t moved = n - s.left;
    return moved || done == 0 ? (ssize_t)moved : -1;
}
