// SPDX-License-Identifier: MIT
// Preloaded, hides /proc, by the calls through which tool and runtime look.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static int is_hidden(const char *path)
{
    if (strncmp(path, "/proc", 5) != 0) return 0;
    errno = ENOENT;
    return 1;
}

char *realpath(const char *path, char *to)
{
    char *(*next)(const char *, char *) = dlsym(RTLD_NEXT, "realpath");
    return is_hidden(path) ? NULL : next(path, to);
}

ssize_t readlink(const char *path, char *to, size_t size)
{
    ssize_t (*next)(const char *, char *, size_t) =
        dlsym(RTLD_NEXT, "readlink");
    return is_hidden(path) ? -1 : next(path, to, size);
}

DIR *opendir(const char *path)
{
    DIR *(*next)(const char *) = dlsym(RTLD_NEXT, "opendir");
    return is_hidden(path) ? NULL : next(path);
}
