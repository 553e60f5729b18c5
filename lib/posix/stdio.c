// SPDX-License-Identifier: MIT
// stdio.c: reading by way of stdio's files, for C compiled with -fcsp-io. What
// is in the file's buffer is taken from there; before libc is to fill it, the
// task waits for the descriptor, in whose turn it is until it has all, so that
// lines are whole. Owns nothing.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>

#include "posix.h"

#include "../io/io.h"

#ifndef __GLIBC__
size_t __freadahead(FILE *);
#endif

size_t posix_ahead(FILE *file)
{
#ifdef __GLIBC__
    return (size_t)(file->_IO_read_end - file->_IO_read_ptr);
#else
    return __freadahead(file);
#endif
}

// -- waiting -----------------------------------------------------------------

// Whether libc can fill its buffer without waiting: there is no descriptor, or
// it is ready, at its end, or not to wait.
static bool is_ready(FILE *file)
{
    int fd = fileno(file);
    if (fd < 0 || feof_unlocked(file) || csp__io_is_ready(fd, CSP_READABLE))
        return true;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 || flags & O_NONBLOCK;
}

// libc shows what asks a person for an answer before it waits for that.
static void show_prompt(void)
{
    if (__flbf(stdout)) fflush(stdout);
}

// There is a byte, the end, or an error that libc will find. False: errno.
static csp_coroutine bool wait_in_turn(FILE *file)
{
    if (posix_ahead(file) || is_ready(file)) return true;
    show_prompt();
    if (csp__io_until_ready(fileno(file), CSP_READABLE, CSP_NEVER) == 0 ||
        errno == EPERM)
        return true;
    if (errno == ECANCELED) posix_failed(0);
    return false;
}

// In a turn: from begin to end of each of these.
static csp_coroutine bool begin(FILE *file)
{
    int fd = fileno(file);
    if (fd < 0 || csp__io_begin(fd, CSP_READABLE, CSP_NEVER) == 0) return true;
    if (errno == ECANCELED) posix_failed(0);
    return false;
}

static void end(FILE *file)
{
    int fd = fileno(file), kept = errno;
    if (fd >= 0) csp__io_end(fd, CSP_READABLE);
    errno = kept;
}

// -- pieces ------------------------------------------------------------------

// What has been read of a piece: *over, it is whole, or there is no more.
struct piece {
    char *to;
    size_t most, n;
    int delimiter; // -1: none
    bool over;
};

// What is in the buffer, or, if nothing is, what libc gets by one read.
static void take(FILE *file, struct piece *piece)
{
    size_t left = piece->most - piece->n, there = posix_ahead(file);
    if (piece->delimiter < 0 && there) {
        size_t n = there < left ? there : left;
        piece->n += fread(piece->to + piece->n, 1, n, file);
        return;
    }
    flockfile(file);
    do {
        int c = getc_unlocked(file);
        piece->over = c == EOF || c == piece->delimiter;
        if (c != EOF) piece->to[piece->n++] = (char)c;
    } while (!piece->over && piece->n < piece->most && posix_ahead(file) &&
             piece->delimiter >= 0);
    funlockfile(file);
}

// In a turn. False: it has failed; what was read is in it.
static csp_coroutine bool fill(FILE *file, struct piece *piece)
{
    while (piece->n < piece->most && !piece->over) {
        if (!wait_in_turn(file)) return false;
        take(file, piece);
    }
    return true;
}

csp_coroutine int csp_posix_fgetc(FILE *file)
{
    char byte;
    struct piece piece = {.to = &byte, .most = 1, .delimiter = -1};
    if (posix_ahead(file) || is_ready(file)) return fgetc(file);
    if (!begin(file)) return EOF;
    fill(file, &piece);
    end(file);
    return piece.n ? (unsigned char)byte : EOF;
}

csp_coroutine int csp_posix_getc(FILE *file)
{
    return csp_posix_fgetc(file);
}

csp_coroutine int csp_posix_getchar(void)
{
    return csp_posix_fgetc(stdin);
}

csp_coroutine char *csp_posix_fgets(char *to, int n, FILE *file)
{
    if (n <= 1) return fgets(to, n, file);
    struct piece piece = {.to = to, .most = (size_t)n - 1, .delimiter = '\n'};
    if (!begin(file)) return NULL;
    bool whole = fill(file, &piece);
    end(file);
    if (!whole || !piece.n) return NULL;
    to[piece.n] = 0;
    return to;
}

csp_coroutine size_t csp_posix_fread(void *to, size_t size, size_t n,
                                     FILE *file)
{
    size_t most;
    if (!size || __builtin_mul_overflow(size, n, &most)) return 0;
    if (most <= posix_ahead(file)) return fread(to, size, n, file);
    struct piece piece = {.to = to, .most = most, .delimiter = -1};
    if (!begin(file)) return 0;
    fill(file, &piece);
    end(file);
    return piece.n / size;
}

// Room for one byte more than it has.
static bool grow(struct piece *piece, char **line, size_t *room)
{
    if (!*line || piece->n + 2 > *room) {
        size_t more = *line && *room >= 60 ? 2 * *room : 120;
        char *moved = realloc(*line, more);
        if (!moved) return false;
        *line = moved;
        *room = more;
    }
    piece->to = *line;
    piece->most = *room - 1;
    return true;
}

csp_coroutine ssize_t csp_posix_getdelim(char **line, size_t *room,
                                         int delimiter, FILE *file)
{
    if (!line || !room) return errno = EINVAL, -1;
    struct piece piece = {.delimiter = (unsigned char)delimiter};
    bool fits = true, whole = true;
    if (!begin(file)) return -1;
    while (!piece.over && whole && (fits = grow(&piece, line, room)))
        whole = fill(file, &piece);
    end(file);
    if (!fits || !whole || !piece.n) return -1;
    (*line)[piece.n] = 0;
    return (ssize_t)piece.n;
}

csp_coroutine ssize_t csp_posix_getline(char **line, size_t *room, FILE *file)
{
    return csp_posix_getdelim(line, room, '\n', file);
}

// -- formats -----------------------------------------------------------------

// An item that begins with so many bytes there has its end there, too; else
// another thread runs the worker until libc has it.
static int scan(FILE *file, const char *format, va_list list)
{
    enum { ITEM = 64 };
    bool is_file = fileno(file) < 0 || csp__io_kind(fileno(file)) == IO_FILE;
    if (is_file || posix_ahead(file) >= ITEM)
        return vfscanf(file, format, list);
    return posix_as_thread(vfscanf(file, format, list));
}

csp_coroutine int
csp_posix_vfscanf(FILE *file, const char *format, va_list list)
{
    int n = EOF;
    if (!begin(file)) return EOF;
    if (wait_in_turn(file)) n = scan(file, format, list);
    end(file);
    return n;
}

csp_coroutine int csp_posix_vscanf(const char *format, va_list list)
{
    return csp_posix_vfscanf(stdin, format, list);
}

csp_coroutine __attribute__((format(scanf, 2, 3))) int
csp_posix_fscanf(FILE *file, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = csp_posix_vfscanf(file, format, list);
    va_end(list);
    return n;
}

csp_coroutine __attribute__((format(scanf, 1, 2))) int
csp_posix_scanf(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = csp_posix_vfscanf(stdin, format, list);
    va_end(list);
    return n;
}
