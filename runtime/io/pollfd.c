// SPDX-License-Identifier: MIT
// pollfd.c: the poller of any Unix, by poll(2); on Linux with CSP_POLLER=poll.
// Owns the list of descriptors, and the pipe that wakes it.
//
// It makes edges of levels: a direction that was found ready is asked for no
// more until somebody has found that it is not (rearm), and wakes who waits for
// the others. One thread at a time waits; another's look, which has no time to
// lose, sees nothing meanwhile.
#include "io/poller.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/spin.h"
#include "base/sys.h"
#include "memory/alloc.h"

#ifdef CSPI_RACES
#define poll(...) cspi_unseen(poll(__VA_ARGS__)) // see unseen.h
#endif

struct entry {
    int fd;
    unsigned asked; // enum poll_bits
    uint64_t tag;
};

static struct spin lock; // guards all of these
static struct entry *entries;
static int count, room;
static bool waiting; // somebody, whose these are then:
static struct pollfd *asked;
static int asked_room;
static int wake_pipe[2];

static int init(void)
{
    if (pipe(wake_pipe) < 0) return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(wake_pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake_pipe[i], F_SETFL, O_NONBLOCK);
    }
    return wake_pipe[1];
}

static void wake(void)
{
    cspi_wake_write(wake_pipe[1]);
}

// Room for so many elements; false when memory is out.
static bool grow(void **array, int *has, int wanted, size_t bytes)
{
    if (wanted <= *has) return true;
    int more = wanted < 16 ? 16 : 2 * wanted;
    void *larger = cspi_malloc((size_t)more * bytes);
    if (!larger) return false;
    if (*array) memcpy(larger, *array, (size_t)*has * bytes);
    cspi_free(*array);
    *array = larger;
    *has = more;
    return true;
}

// The lock is held.
static struct entry *find(int fd)
{
    for (int i = 0; i < count; i++)
        if (entries[i].fd == fd) return &entries[i];
    return NULL;
}

// As epoll does: a file is always ready.
static int refuse(int fd)
{
    struct pollfd ask = {.fd = fd};
    if (poll(&ask, 1, 0) > 0 && ask.revents & POLLNVAL) return EBADF;
    return cspi_is_file(fd) ? EPERM : 0;
}

static int add(int fd, uint64_t tag)
{
    int error = refuse(fd);
    if (error) return error;
    cspi_spin_lock(&lock);
    struct entry *entry = find(fd);
    if (!entry && grow((void **)&entries, &room, count + 1, sizeof *entries))
        entry = &entries[count++];
    if (entry)
        *entry = (struct entry){
            .fd = fd, .asked = POLL_READ | POLL_WRITE, .tag = tag};
    cspi_spin_unlock(&lock);
    wake();
    return entry ? 0 : ENOMEM;
}

static void rearm(int fd, unsigned bits)
{
    cspi_spin_lock(&lock);
    struct entry *entry = find(fd);
    bool more = entry && (entry->asked & bits) != bits;
    if (more) entry->asked |= bits;
    cspi_spin_unlock(&lock);
    if (more) wake();
}

static void forget(int fd)
{
    cspi_spin_lock(&lock);
    struct entry *entry = find(fd);
    if (entry) *entry = entries[--count];
    cspi_spin_unlock(&lock);
}

// What is to be asked, the wake-up first; 0: somebody waits already, or memory
// is out. The lock is held.
static int ask(void)
{
    if (waiting ||
        !grow((void **)&asked, &asked_room, count + 1, sizeof *asked))
        return 0;
    asked[0] = (struct pollfd){.fd = wake_pipe[0], .events = POLLIN};
    int n = 1;
    for (int i = 0; i < count; i++) {
        unsigned bits = entries[i].asked;
        short events = 0;
        if (bits & POLL_READ) events |= POLLIN;
        if (bits & POLL_WRITE) events |= POLLOUT;
        if (events)
            asked[n++] = (struct pollfd){.fd = entries[i].fd, .events = events};
    }
    waiting = true;
    return n;
}

static void drain(void)
{
    char bytes[256];
    while (read(wake_pipe[0], bytes, sizeof bytes) == sizeof bytes)
        ;
}

static unsigned bits_of(short events)
{
    unsigned bits = 0;
    if (events & POLLIN) bits |= POLL_READ;
    if (events & POLLOUT) bits |= POLL_WRITE;
    if (events & (POLLHUP | POLLERR | POLLNVAL))
        bits |= POLL_READ | POLL_WRITE | POLL_ENDED;
    return bits;
}

// The lock is held. What is left for want of room is asked again.
static int collect(struct poll_event events[POLL_EVENTS], int n)
{
    int found = 0;
    if (asked[0].revents) {
        drain();
        events[found++] = (struct poll_event){.tag = 0};
    }
    for (int i = 1; i < n && found < POLL_EVENTS; i++) {
        struct entry *entry = asked[i].revents ? find(asked[i].fd) : NULL;
        unsigned bits = bits_of(asked[i].revents);
        if (!entry) continue;
        entry->asked &= ~bits;
        events[found++] = (struct poll_event){.tag = entry->tag, .bits = bits};
    }
    return found;
}

static int wait(struct poll_event events[POLL_EVENTS], int64_t deadline)
{
    cspi_spin_lock(&lock);
    int n = ask();
    cspi_spin_unlock(&lock);
    if (n == 0) return 0;
    int ready = poll(asked, (nfds_t)n, cspi_milliseconds(deadline));
    cspi_spin_lock(&lock);
    int found = ready > 0 ? collect(events, n) : 0;
    waiting = false;
    cspi_spin_unlock(&lock);
    return found;
}

static void term(void)
{
    close(wake_pipe[0]);
    close(wake_pipe[1]);
    count = 0;
}

const struct poller cspi_poller_poll = {.init = init,
                                        .add = add,
                                        .wait = wait,
                                        .rearm = rearm,
                                        .forget = forget,
                                        .term = term};
