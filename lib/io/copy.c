// SPDX-License-Identifier: MIT
// copy.c: from one descriptor to another. What comes in small pieces goes
// through memory; once a piece has filled that, through a pipe of our own, in
// the kernel, if both ends are sockets that do not block. Memory and pipe are
// there only while something moves: who waits has neither.
#include "io.h"

#include <stdlib.h>
#include <string.h>

// A pipe holds as much.
enum { PIECE_BYTES = 65536 };
static const int64_t at_once = 0; // a deadline in the past

struct copy {
    int to, from;
    int64_t left, moved, deadline;
    int error; // why it is over
    bool over;
};

static void finish(struct copy *copy, int error)
{
    copy->error = error;
    copy->over = true;
}

static size_t next_piece(const struct copy *copy)
{
    return copy->left < PIECE_BYTES ? (size_t)copy->left : PIECE_BYTES;
}

static void count(struct copy *copy, ssize_t moved)
{
    if (moved <= 0) return;
    copy->moved += moved;
    copy->left -= moved;
}

// Bytes that the read has given; 0: none now, or copy->over.
static size_t taken(struct copy *copy, ssize_t got)
{
    if (got > 0) return (size_t)got;
    if (got == 0)
        finish(copy, 0);
    else if (errno != ETIMEDOUT)
        finish(copy, errno);
    return 0;
}

// Between `fd` and a pipe of ours, which does not block.
static ssize_t splice_once(int fd, int direction, int pipe, size_t n)
{
    if (!csp__io_try(fd, direction)) return errno = EAGAIN, -1;
    bool reads = direction == CSP_READABLE;
    ssize_t moved = call_splice(reads ? fd : pipe, reads ? pipe : fd, n);
    if (reads && (moved >= 0 || errno != EAGAIN))
        csp__io_more(fd, CSP_READABLE);
    return moved;
}

static ssize_t
splice_turn(int fd, int direction, int pipe, size_t n, int64_t deadline)
{
    ssize_t moved;
    if (csp__io_begin(fd, direction, deadline) < 0) return -1;
    while ((moved = splice_once(fd, direction, pipe, n)) < 0 && errno == EAGAIN)
        if (csp__io_wait(fd, direction, deadline) < 0) break;
    csp__io_end(fd, direction);
    return moved;
}

// Until there is nothing more to read now, or it is over.
static void splice_burst(struct copy *copy, const int pipe[2])
{
    while (copy->left && !copy->over) {
        ssize_t got = splice_turn(copy->from, CSP_READABLE, pipe[1],
                                  next_piece(copy), at_once);
        size_t held = taken(copy, got);
        if (!held) return;
        while (held && !copy->over) {
            ssize_t put = splice_turn(copy->to, CSP_WRITABLE, pipe[0], held,
                                      copy->deadline);
            count(copy, put);
            if (put < 0) finish(copy, errno);
            if (put > 0) held -= (size_t)put;
        }
        if (yield() < 0) return; // whoever waits next says why
    }
}

static bool can_splice(const struct copy *copy)
{
    return csp__io_is_stream(copy->from) && csp__io_is_stream(copy->to) &&
           !call_waits(copy->from) && !call_waits(copy->to);
}

static void through_pipe(struct copy *copy)
{
    int pipe[2];
    if (!can_splice(copy) || pipe2(pipe, O_NONBLOCK | O_CLOEXEC) < 0) return;
    splice_burst(copy, pipe);
    close(pipe[0]);
    close(pipe[1]);
}

// The same through memory; true: a piece has filled it.
static bool burst(struct copy *copy, char *memory)
{
    for (;;) {
        size_t n = next_piece(copy);
        ssize_t got = csp_read_dl(copy->from, memory, n, at_once);
        size_t held = taken(copy, got);
        if (!held) return false;
        ssize_t put = csp_write_dl(copy->to, memory, held, copy->deadline);
        count(copy, put);
        if (put < (ssize_t)held) finish(copy, errno);
        if (!copy->left || copy->over || yield() < 0) return false;
        if (held == n) return true;
    }
}

static void through_memory(struct copy *copy)
{
    char *memory = malloc(PIECE_BYTES);
    if (!memory) return finish(copy, ENOMEM);
    bool filled = burst(copy, memory);
    free(memory);
    if (filled) through_pipe(copy);
}

csp_operation int64_t csp_copy_dl(int to, int from, int64_t most,
                                  int64_t deadline)
{
    struct copy copy = {.to = to, .from = from, .left = most};
    copy.deadline = deadline;
    while (copy.left > 0 && !copy.over) {
        // A file is always ready.
        if (csp_ready_dl(from, CSP_READABLE, deadline) < 0 && errno != EPERM)
            finish(&copy, errno);
        else
            through_memory(&copy);
    }
    errno = copy.error;
    return copy.moved || !copy.error ? copy.moved : -1;
}
