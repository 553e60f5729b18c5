// SPDX-License-Identifier: MIT
// file.c: files that cspcc writes. What it leaves behind is written beside
// its target under another name and renamed when it is complete, so that no
// failure, full disk or signal leaves a part of it.
#include "host/host.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

// Writes and closes; errno says why not.
static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t done = write(fd, bytes, size);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) {
            int error = errno;
            close(fd);
            errno = error;
            return false;
        }
        bytes += done;
        size -= (size_t)done;
    }
    return close(fd) == 0;
}

static bool write_to(struct diag *diag, const char *path, int flags,
                     const struct text *text, const char *shown)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
    if (fd >= 0 && write_all(fd, text->at, text->count)) return true;
    diag_error(diag, "cannot write '%s': %s", shown, strerror(errno));
    return false;
}

static const char *temp_base(void)
{
    const char *base = getenv("TMPDIR");
    return base && *base ? base : "/tmp";
}

const char *file_temp(struct arena *arena, struct diag *diag, const char *name,
                      const struct text *text)
{
    const char *dir = cleanup_temp_dir(arena);
    if (!dir) {
        diag_error(diag, "cannot make a temporary directory in '%s': %s",
                   temp_base(), strerror(errno));
        return NULL;
    }
    struct cleanup *item = ARENA_NEW(arena, struct cleanup);
    const char *path = arena_printf(arena, "%s/%s", dir, name);
    cleanup_add(item, path);
    if (text && !write_to(diag, path, O_EXCL, text, path)) return NULL;
    return path;
}

// A name of its own beside the target, which it has when all is written; NULL:
// there can be none there.
static const char *beside(struct arena *arena, const char *target)
{
    unsigned number;
    const char *slash = strrchr(target, '/');
    const char *dir = slash ? arena_printf(arena, "%.*s/", // keeps "/x"
                                           (int)(slash - target), target)
                            : "";
    if (access(*dir ? dir : ".", W_OK) != 0) return NULL;
    if (getrandom(&number, sizeof number, 0) < 0) number = (unsigned)getpid();
    return arena_printf(arena, "%s.%s.cspcc-%08x", dir,
                        slash ? slash + 1 : target, number);
}

static bool is_file(const char *target)
{
    struct stat status;
    if (strcmp(target, "-") == 0) return false;
    return stat(target, &status) != 0 || S_ISREG(status.st_mode);
}

void file_output_direct(struct arena *arena, struct output *output,
                        const char *target)
{
    *output = (struct output){.target = target, .path = target};
    if (!is_file(target)) return;
    output->item = ARENA_NEW(arena, struct cleanup);
    cleanup_add(output->item, output->path);
}

void file_output_begin(struct arena *arena, struct output *output,
                       const char *target)
{
    const char *path = is_file(target) ? beside(arena, target) : NULL;
    file_output_direct(arena, output, path ? path : target);
    output->target = target;
}

bool file_output_end(struct diag *diag, struct output *output)
{
    if (!output->item) return true;
    if (output->path == output->target) {
        cleanup_keep(output->item);
        return true;
    }
    if (cleanup_rename(output->item, output->target)) return true;
    diag_error(diag, "cannot write '%s': %s", output->target, strerror(errno));
    return false;
}

bool file_write(struct arena *arena, struct diag *diag, const char *target,
                const struct text *text)
{
    struct output output;
    file_output_begin(arena, &output, target);
    int flags = output.item ? O_EXCL : O_TRUNC;
    if (output.item && output.path == target) flags = O_TRUNC;
    return write_to(diag, output.path, flags, text, target) &&
           file_output_end(diag, &output);
}

const char *file_keep(struct arena *arena, struct diag *diag, const char *name,
                      const struct text *text)
{
    char *path = arena_printf(arena, "%s/cspcc-XXXXXX-%s", temp_base(), name);
    int fd = mkstemps(path, (int)strlen(name) + 1);
    if (fd >= 0 && write_all(fd, text->at, text->count)) return path;
    diag_error(diag, "cannot write '%s': %s", path, strerror(errno));
    return NULL;
}

bool file_print(struct diag *diag, const struct text *text)
{
    fwrite(text->at, 1, text->count, stdout);
    if (fflush(stdout) == 0 && !ferror(stdout)) return true;
    diag_error(diag, "cannot write to standard output: %s", strerror(errno));
    return false;
}
