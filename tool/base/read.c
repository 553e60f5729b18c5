// SPDX-License-Identifier: MIT
// read.c: whole files and streams into memory.
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_all(struct arena *arena, int fd, size_t *size)
{
    struct text text = {.arena = arena};
    struct stat status;
    ssize_t got;
    bool sized = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
    size_t block = sized ? (size_t)status.st_size + 1 : 1 << 16;
    char *bytes = arena_alloc(arena, block + 1);
    while ((got = read(fd, bytes, block)) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return NULL;
        if (sized && (size_t)got == block - 1 &&
            read(fd, bytes + got, 1) == 0) {
            *size = (size_t)got;
            return bytes;
        }
        text_add(&text, bytes, (size_t)got);
    }
    text_puts(&text, "");
    *size = text.count;
    return text.at;
}

char *read_file(struct arena *arena, const char *path, size_t *size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    char *bytes = read_all(arena, fd, size);
    int error = errno;
    close(fd);
    errno = error;
    return bytes;
}
