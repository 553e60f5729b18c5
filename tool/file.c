// SPDX-License-Identifier: MIT
// file.c: reading whole files.
#include "cspcc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_all(struct arena *arena, int fd, size_t *size)
{
    struct text text = {.arena = arena};
    char block[1 << 16];
    ssize_t got;
    text_puts(&text, "");
    while ((got = read(fd, block, sizeof block)) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return NULL;
        text_add(&text, block, (size_t)got);
    }
    *size = text.count;
    return text.at;
}

char *file_read(struct arena *arena, const char *path, size_t *size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    char *bytes = read_all(arena, fd, size);
    int error = errno;
    close(fd);
    errno = error;
    return bytes;
}
