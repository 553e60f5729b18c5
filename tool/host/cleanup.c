// SPDX-License-Identifier: MIT
// cleanup.c: what must not stay behind when the process ends, in whatever way:
// temporary files, unfinished outputs, child processes. A signal handler needs
// them, so this file holds the tool's only mutable state at file level; it
// changes with signals blocked. On a signal the children get it too and have
// two seconds to remove their own temporaries.
#include "host/host.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_STEPS = 200, STEP_NS = 10 * 1000 * 1000, CHILDREN_MAX = 8 };

static struct {
    struct cleanup *first; // newest first: files go before their directory
    pid_t children[CHILDREN_MAX];
    pid_t owner; // a fork of this process removes nothing
} all;

static const int stop_signals[] = {SIGINT,  SIGTERM, SIGHUP,
                                   SIGQUIT, SIGPIPE, SIGXCPU};
static const int fault_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
enum {
    STOP_COUNT = sizeof stop_signals / sizeof stop_signals[0],
    FAULT_COUNT = sizeof fault_signals / sizeof fault_signals[0],
};

static void block_signals(sigset_t *before)
{
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < STOP_COUNT; i++)
        sigaddset(&set, stop_signals[i]);
    sigprocmask(SIG_BLOCK, &set, before);
}

static void unblock_signals(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}

// -- children -----------------------------------------------------------------

void cleanup_children_hold(sigset_t *before)
{
    block_signals(before);
}

void cleanup_children_release(pid_t child, const sigset_t *before)
{
    for (int i = 0; i < CHILDREN_MAX && child > 0; i++)
        if (!all.children[i]) {
            all.children[i] = child;
            break;
        }
    unblock_signals(before);
}

void cleanup_child_gone(pid_t child)
{
    for (int i = 0; i < CHILDREN_MAX; i++)
        if (all.children[i] == child) all.children[i] = 0;
}

// Async-signal-safe.
static void end_child(pid_t child, int signal_number)
{
    const struct timespec step = {.tv_nsec = STEP_NS};
    kill(child, signal_number);
    for (int i = 0; i < PATIENCE_STEPS; i++) {
        if (waitpid(child, NULL, WNOHANG) != 0) return;
        nanosleep(&step, NULL);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

// -- files --------------------------------------------------------------------

// Async-signal-safe.
static void remove_all(void)
{
    if (getpid() != all.owner) return;
    for (struct cleanup *item = all.first; item; item = item->next)
        if (item->armed && unlink(item->path) != 0) rmdir(item->path);
    all.first = NULL;
}

void cleanup_add(struct cleanup *item, const char *path)
{
    sigset_t before;
    block_signals(&before);
    *item = (struct cleanup){.path = path, .armed = true, .next = all.first};
    all.first = item;
    unblock_signals(&before);
}

void cleanup_keep(struct cleanup *item)
{
    item->armed = false;
}

bool cleanup_rename(struct cleanup *item, const char *target)
{
    sigset_t before;
    block_signals(&before);
    bool done = rename(item->path, target) == 0;
    int error = errno;
    if (done) item->armed = false;
    unblock_signals(&before);
    errno = error;
    return done;
}

const char *cleanup_temp_dir(struct arena *arena)
{
    const char *base = getenv("TMPDIR");
    struct cleanup *item = ARENA_NEW(arena, struct cleanup);
    sigset_t before;
    char *path =
        arena_printf(arena, "%s/cspcc-XXXXXX", base && *base ? base : "/tmp");
    block_signals(&before);
    bool made = mkdtemp(path) != NULL;
    int error = errno;
    if (made) cleanup_add(item, path);
    unblock_signals(&before);
    errno = error;
    return made ? path : NULL;
}

// -- the ends of the process --------------------------------------------------

static void say(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

static void on_signal(int number)
{
    bool fault = false;
    for (int i = 0; i < FAULT_COUNT; i++)
        fault |= number == fault_signals[i];
    if (fault)
        say("cspcc: internal error: crashed; please report this, with the"
            " command line and the output of -E\n");
    for (int i = 0; i < CHILDREN_MAX; i++)
        if (all.children[i])
            end_child(all.children[i], fault ? SIGTERM : number);
    remove_all();
    signal(number, SIG_DFL);
    raise(number); // blocked until the handler returns
}

// Leaves alone what the parent ignores (nohup) and what a sanitizer handles.
static void handle(int number, int flags)
{
    struct sigaction now, ours = {.sa_handler = on_signal, .sa_flags = flags};
    sigfillset(&ours.sa_mask);
    if (sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
        sigaction(number, &ours, NULL);
}

void cleanup_begin(struct arena *arena)
{
    // A deep expression may use up the stack: the handler has its own.
    const size_t stack_bytes = 64 * 1024;
    stack_t stack = {.ss_sp = arena_alloc(arena, stack_bytes),
                     .ss_size = stack_bytes};
    if (all.owner) return;
    all.owner = getpid();
    // libclang would put its own handlers in place of these, and parse on a
    // thread that has no stack for them.
    setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 0);
    setenv("LIBCLANG_NOTHREADS", "1", 0);
    sigaltstack(&stack, NULL);
    for (int i = 0; i < STOP_COUNT; i++)
        handle(stop_signals[i], 0);
    for (int i = 0; i < FAULT_COUNT; i++)
        handle(fault_signals[i], SA_ONSTACK);
    signal(SIGCHLD, SIG_DFL); // ignored, it would take the status from waitpid
    signal(SIGXFSZ, SIG_IGN); // a write past the limit fails with EFBIG
    atexit(remove_all);
}

void cleanup_forget(void)
{
    for (int i = 0; i < STOP_COUNT; i++)
        signal(stop_signals[i], SIG_DFL);
    for (int i = 0; i < FAULT_COUNT; i++)
        signal(fault_signals[i], SIG_DFL);
}

void cleanup_open_standard(void)
{
    int fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO)
        fd = dup(fd);
    if (fd >= 0) close(fd);
}
