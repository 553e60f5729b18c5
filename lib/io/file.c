// SPDX-License-Identifier: MIT
// file.c: files at a place of their own. Owns nothing. The page cache answers
// at once; what it has not goes to the pool, which nobody leaves before it is
// done, so the memory is the caller's.
#include "io.h"

#include <unistd.h>

struct piece {
    int fd, direction;
    struct iovec v;
    off_t at;
};

static ssize_t block(const struct piece *piece)
{
    void *p = piece->v.iov_base;
    size_t n = piece->v.iov_len;
    return piece->direction == CSP_READABLE
               ? CALL(pread(piece->fd, p, n, piece->at))
               : CALL(pwrite(piece->fd, p, n, piece->at));
}

static ssize_t at_once(const struct piece *piece)
{
    return piece->direction == CSP_READABLE
               ? call_readv_now(piece->fd, &piece->v, 1, piece->at)
               : call_writev_now(piece->fd, &piece->v, 1, piece->at);
}

static ssize_t move(const struct piece *piece)
{
    ssize_t moved = at_once(piece);
    if (moved < 0 && (errno == EAGAIN || errno == EOPNOTSUPP)) blocking
    moved = block(piece);
    return moved;
}

// To preadv2(2) a place of -1 is where the file stands.
static ssize_t whole(struct piece *piece)
{
    ssize_t all = 0, moved;
    if (piece->at < 0) return errno = EINVAL, -1;
    do {
        moved = csp_cancel_point() ? move(piece) : csp__io_fail();
        if (moved < 0) return all ? all : -1;
        all += moved;
        piece->v.iov_base = (char *)piece->v.iov_base + moved;
        piece->v.iov_len -= (size_t)moved;
        piece->at += moved;
    } while (moved && piece->v.iov_len);
    if (piece->v.iov_len) errno = 0; // the end of the file
    return all;
}

csp_operation ssize_t csp_pread(int fd, void *p, size_t n, off_t at)
{
    struct piece piece = {fd, CSP_READABLE, {p, n}, at};
    return whole(&piece);
}

csp_operation ssize_t csp_pwrite(int fd, const void *p, size_t n, off_t at)
{
    struct piece piece = {fd, CSP_WRITABLE, {(void *)p, n}, at};
    return whole(&piece);
}
