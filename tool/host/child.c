// SPDX-License-Identifier: MIT
// child.c: running other programs, with argument arrays and no shell. A child
// is known to cleanup.c while it runs. A failure to start, or a death by
// signal, is reported here; what the child itself prints on failure is enough
// otherwise.
#include "host/host.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGS_BYTES_MAX = 512 * 1024 }; // below what any system takes

extern char **environ;

static void report_start(const struct options *options, struct diag *diag,
                         const char *program, int error)
{
    diag_error(diag, "cannot run '%s': %s", program, strerror(error));
    if (strcmp(program, options->toolchain.cc) != 0) return;
    fprintf(stderr, getenv("CSPCC_CC")
                        ? "cspcc: note: CSPCC_CC names it as the C compiler\n"
                        : "cspcc: note: install clang, or name a C compiler in"
                          " CSPCC_CC\n");
}

static void print_quoted(const char *word)
{
    fputs(" \"", stderr);
    for (; *word; word++) {
        if (strchr("\"\\$`", *word)) fputc('\\', stderr);
        fputc(*word, stderr);
    }
    fputc('"', stderr);
}

void child_show(const strings *argv)
{
    for (size_t i = 0; i < argv->count; i++)
        print_quoted(argv->at[i]);
    fputc('\n', stderr);
}

// Arguments too long for the system go through a response file.
static bool shorten(struct arena *arena, struct diag *diag, const strings *argv,
                    strings *shorter)
{
    struct text text = {.arena = arena};
    size_t bytes = 0;
    for (size_t i = 0; i < argv->count; i++)
        bytes += strlen(argv->at[i]) + 1 + sizeof(char *);
    *shorter = *argv;
    if (bytes < ARGS_BYTES_MAX) return true;
    for (size_t i = 1; i < argv->count; i++) {
        text_puts(&text, "\"");
        for (const char *at = argv->at[i]; *at; at++) {
            if (*at == '"' || *at == '\\') text_puts(&text, "\\");
            text_add(&text, at, 1);
        }
        text_puts(&text, "\"\n");
    }
    const char *path = file_temp(arena, diag, "arguments", &text);
    if (!path) return false;
    *shorter = (strings){0};
    vec_push(arena, shorter, argv->at[0]);
    vec_push(arena, shorter, arena_printf(arena, "@%s", path));
    return true;
}

static char **with_null(struct arena *arena, const strings *argv)
{
    char **array = arena_alloc(arena, (argv->count + 1) * sizeof *array);
    memcpy(array, argv->at, argv->count * sizeof *array);
    return array;
}

pid_t child_start(const struct options *options, struct diag *diag,
                  const strings *argv, struct child_files files)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t before;
    strings fitting;
    pid_t child = 0;
    if (!shorten(diag->arena, diag, argv, &fitting)) return -1;
    posix_spawn_file_actions_init(&actions);
    if (files.in)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, files.in,
                                         O_RDONLY, 0);
    if (files.out > 0)
        posix_spawn_file_actions_adddup2(&actions, files.out, STDOUT_FILENO);
    if (files.err > 0)
        posix_spawn_file_actions_adddup2(&actions, files.err, STDERR_FILENO);
    fflush(NULL);
    cleanup_children_hold(&before);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &before);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    int error = posix_spawnp(&child, fitting.at[0], &actions, &attributes,
                             with_null(diag->arena, &fitting), environ);
    cleanup_children_release(error ? 0 : child, &before);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error) report_start(options, diag, argv->at[0], error);
    return error ? -1 : child;
}

int child_end(struct diag *diag, pid_t child, const char *name)
{
    int status;
    if (child < 0) return 1;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) die("waitpid: %s", strerror(errno));
    cleanup_child_gone(child);
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    diag_error(diag, "'%s' was ended by signal %d (%s)", name, WTERMSIG(status),
               strsignal(WTERMSIG(status)));
    return 1;
}

int child_run(const struct options *options, struct diag *diag,
              const strings *argv, struct child_files files)
{
    pid_t child = child_start(options, diag, argv, files);
    return child_end(diag, child, argv->at[0]);
}

// Reads both pipes to their ends.
static void drain(int fds[2], struct text *texts[2])
{
    char block[1 << 16];
    for (int open = 2; open;) {
        struct pollfd polled[2] = {{fds[0], POLLIN, 0}, {fds[1], POLLIN, 0}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR)
            die("poll: %s", strerror(errno));
        for (int i = 0; i < 2; i++) {
            if (fds[i] < 0 || !polled[i].revents) continue;
            ssize_t got = read(fds[i], block, sizeof block);
            if (got > 0) text_add(texts[i], block, (size_t)got);
            if (got > 0 || (got < 0 && errno == EINTR)) continue;
            close(fds[i]);
            fds[i] = -1;
            open--;
        }
    }
}

void capture_begin(const struct options *options, struct diag *diag,
                   const strings *argv, const char *in, struct capture *run)
{
    int out_pipe[2], err_pipe[2];
    if (pipe2(out_pipe, O_CLOEXEC) != 0 || pipe2(err_pipe, O_CLOEXEC) != 0)
        die("pipe: %s", strerror(errno));
    struct child_files files = {in, out_pipe[1], err_pipe[1]};
    pid_t child = child_start(options, diag, argv, files);
    close(out_pipe[1]);
    close(err_pipe[1]);
    *run = (struct capture){child, argv->at[0], out_pipe[0], err_pipe[0]};
}

int capture_end(struct diag *diag, struct capture *run, struct text *out,
                struct text *err)
{
    text_puts(out, "");
    text_puts(err, "");
    drain((int[]){run->out, run->err}, (struct text *[]){out, err});
    return child_end(diag, run->child, run->name);
}

int child_capture(const struct options *options, struct diag *diag,
                  const strings *argv, const char *in, struct text *out,
                  struct text *err)
{
    struct capture run;
    capture_begin(options, diag, argv, in, &run);
    return capture_end(diag, &run, out, err);
}

pid_t child_fork(bool function(void *argument), void *argument)
{
    sigset_t before;
    fflush(NULL);
    cleanup_children_hold(&before);
    pid_t child = fork();
    if (child == 0) {
        cleanup_forget();
        dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        sigprocmask(SIG_SETMASK, &before, NULL);
        _exit(function(argument) ? 0 : 1);
    }
    cleanup_children_release(child, &before);
    return child;
}

bool child_was_true(pid_t child)
{
    int status;
    if (child < 0) return false;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) die("waitpid: %s", strerror(errno));
    cleanup_child_gone(child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void child_read(int fd, struct text *text)
{
    char block[1 << 14];
    for (;;) {
        ssize_t got = read(fd, block, sizeof block);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        text_add(text, block, (size_t)got);
    }
    close(fd);
}

int child_exec(const struct options *options, struct diag *diag,
               const strings *argv)
{
    fflush(NULL);
    execvp(argv->at[0], with_null(diag->arena, argv));
    if (errno == E2BIG)
        return child_run(options, diag, argv, (struct child_files){0});
    report_start(options, diag, argv->at[0], errno);
    return 1;
}
