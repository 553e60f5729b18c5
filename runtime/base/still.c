// SPDX-License-Identifier: MIT
// still.c: threads stopped by a signal that the program does not use, until
// they are let go. Owns that signal, which stays ours once it was: one may
// still be on its way.
#define _GNU_SOURCE
#include "base/still.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/atomic.h"
#include "base/sys.h"

enum { THREADS_MOST = 4096, LOOK_AGAIN_NS = 1000000 };
static const int64_t patience_ns = 10000000000;

static struct {
    int number;         // of the signal; 0: none yet
    atomic_uint on;     // futex: 1 while they are to stop
    atomic_uint stands; // so many do
    unsigned told;
    int ids[THREADS_MOST];
} still;

static void on_signal(int number)
{
    (void)number;
    int kept = errno;
    if (atomic_load(&still.on)) {
        atomic_fetch_add(&still.stands, 1);
        while (atomic_load(&still.on))
            cspi_futex_wait(&still.on, 1, CSPI_NEVER);
        atomic_fetch_sub(&still.stands, 1);
    }
    errno = kept;
}

static bool choose_signal(void)
{
    for (int number = SIGRTMAX; number >= SIGRTMIN && !still.number; number--) {
        struct sigaction had,
            ours = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
        sigfillset(&ours.sa_mask);
        if (!sigaction(number, NULL, &had) && had.sa_handler == SIG_DFL &&
            !sigaction(number, &ours, NULL))
            still.number = number;
    }
    return still.number;
}

static size_t read_file(const char *name, int id, char *text, size_t room)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/%s", id, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, room - 1);
    if (fd >= 0) close(fd);
    text[n > 0 ? n : 0] = 0;
    return n > 0 ? (size_t)n : 0;
}

// One that blocks the signal and waits would never come; a thread that begins
// or ends blocks all for a moment. One that has ended need not come.
enum does { DOES_LISTEN, DOES_NOT_LISTEN, IS_BUSY, HAS_ENDED };
static enum does listens(int id)
{
    char text[4096];
    if (!read_file("status", id, text, sizeof text)) return HAS_ENDED;
    const char *state = strstr(text, "\nState:\t"),
               *blocked = strstr(text, "\nSigBlk:\t");
    if (state && (state[8] == 'Z' || state[8] == 'X')) return HAS_ENDED;
    if (!blocked) return DOES_NOT_LISTEN;
    unsigned long long mask = strtoull(blocked + 9, NULL, 16);
    if (!(mask >> (still.number - 1) & 1)) return DOES_LISTEN;
    bool waits = state && (state[8] == 'S' || state[8] == 'T');
    return waits ? DOES_NOT_LISTEN : IS_BUSY;
}

static bool is_told(int id)
{
    for (unsigned i = 0; i < still.told; i++)
        if (still.ids[i] == id) return true;
    return false;
}

// False: it cannot be stopped.
static bool tell(int id)
{
    enum does does;
    int64_t end = cspi_deadline(patience_ns);
    while ((does = listens(id)) == IS_BUSY && cspi_now() < end)
        cspi_sleep_until(cspi_deadline(LOOK_AGAIN_NS));
    if (does != DOES_LISTEN) return does == HAS_ENDED;
    if (still.told == THREADS_MOST) return false;
    if (syscall(SYS_tgkill, getpid(), id, still.number)) return errno == ESRCH;
    still.ids[still.told++] = id;
    return true;
}

// Those that were not told yet; *more: there were some.
static bool tell_all(bool (*spared)(int id), bool *more)
{
    struct entry {
        uint64_t number, offset;
        unsigned short bytes;
        unsigned char type;
        char name[];
    };
    _Alignas(8) char text[2048];
    int fd = open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0;
    unsigned before = still.told;
    for (long n;
         good && (n = syscall(SYS_getdents64, fd, text, sizeof text)) > 0;)
        for (long at = 0; good && at < n;) {
            const struct entry *entry = (const void *)(text + at);
            int id = atoi(entry->name);
            if (id && id != cspi_thread_id() && !spared(id) && !is_told(id))
                good = tell(id);
            at += entry->bytes;
        }
    if (fd >= 0) close(fd);
    *more = still.told > before;
    return good;
}

// Some that were told may have ended first.
static bool await_all(void)
{
    int64_t end = cspi_deadline(patience_ns);
    while (atomic_load(&still.stands) < still.told) {
        for (unsigned i = 0; i < still.told;)
            if (listens(still.ids[i]) == HAS_ENDED)
                still.ids[i] = still.ids[--still.told];
            else
                i++;
        if (atomic_load(&still.stands) >= still.told) break;
        if (cspi_now() >= end) return false;
        cspi_sleep_until(cspi_deadline(LOOK_AGAIN_NS));
    }
    return true;
}

int cspi_still_begin(bool (*spared)(int id))
{
    if (!choose_signal()) return -1;
    still.told = 0;
    atomic_store(&still.on, 1);
    bool more = true, good = true;
    while (good && more)
        good = tell_all(spared, &more) && await_all();
    if (good) return (int)still.told;
    cspi_still_end();
    return -1;
}

void cspi_still_end(void)
{
    atomic_store(&still.on, 0);
    cspi_futex_wake(&still.on, INT_MAX);
    while (atomic_load(&still.stands) > 0)
        cspi_sleep_until(cspi_deadline(LOOK_AGAIN_NS));
}

int cspi_still_id(int number)
{
    return still.ids[number];
}

bool cspi_still_has(int id)
{
    return syscall(SYS_tgkill, getpid(), id, 0) == 0;
}

// "NUMBER ARGUMENTS SP PC", or "running".
unsigned long cspi_still_stack(int id)
{
    char text[512];
    read_file("syscall", id, text, sizeof text);
    char *last = strrchr(text, ' ');
    if (!last) return 0;
    *last = 0;
    char *at = strrchr(text, ' ');
    return at ? strtoul(at, NULL, 16) : 0;
}
