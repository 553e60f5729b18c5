// SPDX-License-Identifier: MIT
// wire.c: the wires of the simulated network, and what is on its way to them.
// Owns them, the epoll descriptor that tells which has something to say, and
// the moment at which there is something to bring.
#include "io/wire.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/race.h"
#include "base/stop.h"
#include "base/sys.h"
#include "memory/alloc.h"
#include "run/choice.h"
#include "run/rt.h"

struct net cspi_net = {.lock = PTHREAD_MUTEX_INITIALIZER,
                       .epoll = -1,
                       .last = &cspi_net.wires,
                       .next = CSPI_NEVER};

bool csp__net_on(void)
{
    cspi_rt_init();
    return cspi_rt.simulated;
}

void cspi_wire_lock(void)
{
    pthread_mutex_lock(&cspi_net.lock);
    cspi_race_hide();
}

void cspi_wire_unlock(void)
{
    cspi_race_show();
    pthread_mutex_unlock(&cspi_net.lock);
}

// What the program has for its end may use descriptors.
void cspi_wire_stop(const char *why)
{
    cspi_wire_unlock();
    cspi_stop("CSP_NET: %s", why);
}

// -- wires -------------------------------------------------------------------

static uint64_t inode_of(int number)
{
    struct stat what;
    return fstat(number, &what) < 0 ? 0 : (uint64_t)what.st_ino;
}

void cspi_wire_is(struct wire *w, int number)
{
    w->number = number;
    w->inode = number < 0 ? 0 : inode_of(number);
}

bool cspi_wire_lives(const struct wire *w)
{
    return w->number >= 0 && inode_of(w->number) == w->inode;
}

static void watch(struct wire *w)
{
    struct epoll_event event = {
        .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = w};
    if (cspi_net.epoll < 0) cspi_net.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (cspi_net.epoll < 0 ||
        epoll_ctl(cspi_net.epoll, EPOLL_CTL_ADD, w->fd, &event) < 0)
        cspi_wire_stop(strerror(errno));
}

struct wire *cspi_wire_new(enum wire_kind kind, int number, int fd)
{
    struct wire *w = cspi_zalloc(sizeof *w);
    if (!w) cspi_wire_stop("out of memory");
    w->kind = kind;
    w->fd = fd;
    w->due = CSPI_NEVER;
    w->given = -1;
    cspi_wire_is(w, number);
    if (fd >= 0) watch(w);
    *cspi_net.last = w;
    cspi_net.last = &w->next;
    return w;
}

int cspi_wire_pair(struct wire **w, int type, enum wire_kind kind)
{
    int pair[2];
    if (socketpair(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) < 0)
        return -1;
    *w = cspi_wire_new(kind, pair[0], pair[1]);
    return pair[0];
}

struct wire *cspi_wire_of(int number, enum wire_kind kind)
{
    uint64_t inode = inode_of(number);
    for (struct wire *w = cspi_net.wires; w; w = w->next)
        if (w->number == number && w->kind == kind && w->inode == inode)
            return w;
    return NULL;
}

static bool is_any_host(const struct csp_addr *addr)
{
    static const struct in6_addr any;
    const struct sockaddr_in *in = (const void *)&addr->storage;
    const struct sockaddr_in6 *in6 = (const void *)&addr->storage;
    return addr->storage.ss_family == AF_INET
               ? in->sin_addr.s_addr == 0
               : !memcmp(&in6->sin6_addr, &any, sizeof any);
}

// Does what `to` says reach who listens at `at`?
static bool leads_to(const struct csp_addr *to, const struct csp_addr *at)
{
    sa_family_t family = at->storage.ss_family;
    if (to->length == at->length &&
        !memcmp(&to->storage, &at->storage, to->length))
        return true;
    if (family == AF_UNIX || *cspi_wire_port(to) != *cspi_wire_port(at))
        return false;
    return is_any_host(at) &&
           (family == to->storage.ss_family || family == AF_INET6);
}

struct wire *cspi_wire_at(const struct csp_addr *addr, enum wire_kind kind)
{
    for (struct wire *w = cspi_net.wires; w; w = w->next)
        if (w->kind == kind && leads_to(addr, &w->here) && cspi_wire_lives(w))
            return w;
    return NULL;
}

void cspi_wire_due(int64_t due)
{
    if (due < atomic_load(&cspi_net.next)) atomic_store(&cspi_net.next, due);
}

// -- what is on its way ------------------------------------------------------

struct piece *cspi_piece_new(enum piece_kind kind, const void *bytes, size_t n)
{
    struct piece *piece = cspi_zalloc(sizeof *piece + n);
    if (!piece) cspi_wire_stop("out of memory");
    piece->kind = kind;
    piece->n = n;
    if (n) memcpy(piece->bytes, bytes, n);
    return piece;
}

void cspi_wire_put(struct wire *to, struct piece *piece)
{
    struct piece **at = &to->first;
    while (*at && (*at)->due <= piece->due)
        at = &(*at)->next;
    piece->next = *at;
    *at = piece;
    to->coming += piece->n;
    cspi_wire_due(piece->due);
}

void cspi_wire_drop(struct wire *w)
{
    struct piece *piece = w->first;
    w->first = piece->next;
    w->coming -= piece->n;
    cspi_free(piece);
}

void cspi_wire_close(struct wire *w)
{
    epoll_ctl(cspi_net.epoll, EPOLL_CTL_DEL, w->fd, NULL);
    close(w->fd);
    w->fd = -1;
    while (w->first)
        cspi_wire_drop(w);
    if (w->peer && w->peer->full) cspi_wire_ready(w->peer);
}

void cspi_wire_ready(struct wire *w)
{
    w->ready = true;
    w->blocked = false;
    cspi_net.restless = true;
}

// -- what is asked and told --------------------------------------------------

bool cspi_wire_address(int number, bool other, struct csp_addr *addr)
{
    static const enum wire_kind kinds[] = {WIRE_STREAM, WIRE_PACKETS,
                                           WIRE_LISTENER, WIRE_DIAL};
    struct wire *w = NULL;
    if (!cspi_rt.simulated) return false;
    cspi_wire_lock();
    for (int i = 0; i < 4 && !w; i++)
        w = cspi_wire_of(number, kinds[i]);
    if (w) *addr = other ? w->there : w->here;
    cspi_wire_unlock();
    return w && addr->length > 0;
}

void cspi_wire_tell(const struct csp_addr *from, const struct csp_addr *to,
                    const char *what, ...)
{
    char one[128], other[128];
    va_list list;
    if (!cspi_choice_tells()) return;
    fprintf(stderr, "csp: %s -> %s: ", csp_addr_text(from, one, sizeof one),
            csp_addr_text(to, other, sizeof other));
    va_start(list, what);
    vfprintf(stderr, what, list);
    va_end(list);
    fputs("\n", stderr);
}
