// SPDX-License-Identifier: MIT
// signal.c: signals as something to wait for. From the first time that one is
// asked for, a handler notes it in an eventfd, which stays; so none is lost
// between two calls, whichever thread it comes to, and no thread has a mask
// that programs started by it would inherit. Owns an epoll while it waits.
#include "io.h"

#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

enum { SIGNALS = 65 };

static atomic_int notes[SIGNALS]; // an eventfd and 1; 0: not asked for

static void note(int number)
{
    int error = errno;
    uint64_t one = 1;
    // TSan may run this where it does not look at what a thread has seen.
    (void)!syscall(SYS_write, atomic_load(&notes[number]) - 1, &one,
                   sizeof one);
    errno = error;
}

static int make_note(void)
{
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

// A child of fork has its own: those of its parent are both's.
static void renew(void)
{
    for (int number = 1; number < SIGNALS; number++) {
        int fd = atomic_load(&notes[number]) - 1;
        if (fd < 0) continue;
        close(fd);
        atomic_store(&notes[number], make_note() + 1);
    }
}

static void renew_in_children(void)
{
    pthread_atfork(NULL, NULL, renew);
}

// By which the program crashes, or which nobody can handle.
static bool is_fatal(int number)
{
    static const int fatal[] = {SIGKILL, SIGSTOP, SIGSEGV, SIGBUS,
                                SIGFPE,  SIGILL,  SIGTRAP};
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        if (fatal[i] == number) return true;
    return false;
}

// The eventfd, or -1 and errno.
static int ask_for(int number)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    int none = 0, fd = atomic_load(&notes[number]) - 1;
    pthread_once(&once, renew_in_children);
    if (fd < 0) {
        fd = make_note();
        if (fd < 0) return -1;
        if (!atomic_compare_exchange_strong(&notes[number], &none, fd + 1)) {
            close(fd);
            fd = none - 1; // another task's
        }
    }
    return sigaction(number, &action, NULL) < 0 ? -1 : fd;
}

// All of the set, in the epoll: 0, or -1 and errno.
static int ask_for_all(const sigset_t *set, int epoll)
{
    struct epoll_event event = {.events = EPOLLIN};
    for (int number = 1; number < SIGNALS; number++) {
        if (sigismember(set, number) != 1 || is_fatal(number)) continue;
        int fd = ask_for(number);
        if (fd < 0) return -1;
        if (epoll >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0)
            return -1;
    }
    // One thread at least is to have them.
    pthread_sigmask(SIG_UNBLOCK, set, NULL);
    return 0;
}

sigset_t csp_signals_to_end(void)
{
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGINT);
    sigaddset(&end, SIGTERM);
    ask_for_all(&end, -1); // if it fails, csp_signal does
    return end;
}

// One that has come, or 0.
static int take(const sigset_t *set)
{
    uint64_t count;
    for (int number = 1; number < SIGNALS; number++)
        if (sigismember(set, number) == 1 &&
            read(atomic_load(&notes[number]) - 1, &count, sizeof count) > 0)
            return number;
    return 0;
}

csp_operation int csp_signal_dl(const sigset_t *set, int64_t deadline)
{
    int number, why = csp_cancelled();
    if (why) return io_failed(why);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) return -1;
    if (ask_for_all(set, epoll) < 0) return io_give_up(epoll);
    while ((number = take(set)) == 0)
        if (csp_ready_dl(epoll, CSP_READABLE, deadline) < 0)
            return io_give_up(epoll);
    csp_close(epoll);
    return number;
}
