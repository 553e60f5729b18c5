// SPDX-License-Identifier: MIT
// kinds.c: the kinds of sinks, a table of coroutines.
//
// To add one, write three coroutines and a row. They run in the task of their
// sink, one at a time; what may wait for the outside stands in `blocking`.
#include "router.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// == Descriptors =============================================================

// Blocks the thread.
static int write_fully(int fd, const char *text, size_t length)
{
    while (length) {
        ssize_t done = write(fd, text, length);
        if (done < 0 && errno != EINTR) return errno;
        if (done < 0) continue;
        text += done;
        length -= (size_t)done;
    }
    return 0;
}

static size_t line_bytes(const struct line *line)
{
    return line->text.length + 1;
}

// Writes some lines of the batch with one call.
static int write_lines(struct sink *sink, int first, int last)
{
    size_t length = 0;
    for (int i = first; i < last; i++)
        length += line_bytes(sink->batch[i]);
    auto_free char *text = must(malloc(length + 1));
    char *end = text;
    for (int i = first; i < last; i++) {
        struct text line = sink->batch[i]->text;
        end = mempcpy(end, line.at, line.length);
        *end++ = '\n';
    }
    int error;
    blocking error = write_fully(sink->fd, text, length);
    if (error) return error;
    sink->file_bytes += (long)length;
    sink->written += last - first;
    return 0;
}

static int write_all(struct sink *sink)
{
    return write_lines(sink, 0, sink->batched);
}

// == stdout ==================================================================

static int stdout_open(struct sink *sink)
{
    sink->fd = STDOUT_FILENO;
    return 0;
}

static int stdout_close(struct sink *sink)
{
    (void)sink;
    return 0;
}

// == file ====================================================================

static int open_file(struct sink *sink, int more_flags)
{
    struct stat status;
    sink->fd =
        open(sink->target,
             O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | more_flags, 0666);
    if (sink->fd < 0 || fstat(sink->fd, &status)) return errno;
    sink->file_bytes = status.st_size;
    return 0;
}

static int file_open(struct sink *sink)
{
    int error;
    blocking error = open_file(sink, 0);
    return error;
}

// The n-th generation; the file itself is the 0th.
static char *generation(const struct sink *sink, long n)
{
    char *name;
    if (asprintf(&name, n ? "%s.%ld" : "%s", sink->target, n) < 0) no_memory();
    return name;
}

static int rotate(struct sink *sink)
{
    for (long n = sink->keep; n > 0; n--) {
        auto_free char *from = generation(sink, n - 1);
        auto_free char *to = generation(sink, n);
        if (rename(from, to) && errno != ENOENT) return errno;
    }
    close(sink->fd);
    return open_file(sink, O_TRUNC);
}

// How many lines of the batch from `first` on fit into the file.
static int count_fitting(const struct sink *sink, int first)
{
    long bytes = sink->file_bytes;
    int last = first;
    for (; last < sink->batched; last++) {
        bytes += (long)line_bytes(sink->batch[last]);
        if (sink->size_bytes && bytes > sink->size_bytes) break;
    }
    return last - first;
}

static int file_write(struct sink *sink)
{
    int error = 0;
    for (int done = 0; !error && done < sink->batched;) {
        int fitting = count_fitting(sink, done);
        if (!fitting && sink->file_bytes) {
            blocking error = rotate(sink);
            continue;
        }
        if (!fitting) fitting = 1; // larger than any file
        error = write_lines(sink, done, done + fitting);
        done += fitting;
    }
    return error;
}

static int file_close(struct sink *sink)
{
    int error = 0;
    if (sink->fd < 0) return 0; // by a rotation that failed
    blocking error = close(sink->fd) ? errno : 0;
    if (error) sink_complain(sink, strerror(error));
    return error;
}

// == command =================================================================

// In a process group of its own, so that a Ctrl-C on the terminal leaves it
// alive until it has got everything.
static int start_shell(struct sink *sink, int input)
{
    char *arguments[] = {"sh", "-c", sink->target, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t ignored_here;
    sigemptyset(&ignored_here);
    sigaddset(&ignored_here, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &ignored_here);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    int error = posix_spawn(&sink->pid, "/bin/sh", &actions, &attributes,
                            arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

static int command_open(struct sink *sink)
{
    int ends[2], error;
    if (pipe2(ends, O_CLOEXEC)) return errno;
    blocking error = start_shell(sink, ends[0]);
    close(ends[0]);
    sink->fd = ends[1];
    return error;
}

static int command_close(struct sink *sink)
{
    char problem[64];
    int status = 0;
    close(sink->fd);
    blocking while (waitpid(sink->pid, &status, 0) < 0 && errno == EINTR);
    if (!status) return 0;
    if (WIFEXITED(status))
        snprintf(problem, sizeof problem, "the command ended with status %d",
                 WEXITSTATUS(status));
    else
        snprintf(problem, sizeof problem, "signal %d ended the command",
                 WTERMSIG(status));
    sink_complain(sink, problem);
    return ECHILD;
}

// == The table ===============================================================

const struct sink_kind *sink_kind_find(const char *name)
{
    static const struct sink_kind kinds[] = {
        {"stdout", NULL, stdout_open, write_all, stdout_close},
        {"file", "expected a path", file_open, file_write, file_close},
        {"command", "expected a command", command_open, write_all,
         command_close},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].name, name)) return &kinds[i];
    return NULL;
}
