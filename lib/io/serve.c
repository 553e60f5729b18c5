// SPDX-License-Identifier: MIT
// serve.c: a server: one task accepts, and each connection is a child of its
// group. That task owns the listener's turn for good, so the listener's number
// is nobody else's until it has ended, be it closed meanwhile or not.
//
// Who waits in csp_serve_idle is known by a bit of the descriptor's record; a
// server that stops sets another, and where it finds the first ends the reading
// side, which wakes who waits. Both do so in the other's order, so one of them
// sees the other.
#include "io.h"

#include <csp_sync.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t first_pause = 5 * CSP_MS;

// What lasts as long as the handler. It lies in a place that is as long as a
// peer with an address of the internet needs; what is behind can be read, so
// that *peer may be copied, and is another's.
struct connection {
    union {
        struct csp_server *server;
        struct connection *next; // of one that is free
    };
    int fd;        // -1: it is free
    bool is_apart; // its peer is longer, and lies elsewhere
    union {
        struct csp_addr peer;
        struct csp_addr *apart;
    };
};
#ifdef CSP_RACES // which would see who copies
enum { PLACE = sizeof(struct connection) };
#else
enum {
    PLACE = (offsetof(struct connection, peer.storage) +
             sizeof(struct sockaddr_in6) + 7) /
            8 * 8
};
#endif
enum { PLACES = 72 };
struct places {
    struct places *next;
    char place[PLACES * PLACE];
    struct sockaddr_storage behind; // the last one
};

struct csp_server {
    int listener;
    csp_handler *handler;
    void *arg;
    csp_semaphore room; // for so many more connections
    csp_waitgroup handlers;
    csp_event stopping, urgent, ended;
    int64_t deadline; // for the handlers, once it stops
    int cancelled;
    bool has_said;        // that it cannot accept
    pthread_mutex_t lock; // of what follows; held for long only when it stops
    int live;
    struct connection *free;
    struct places *places;
};

// -- connections -------------------------------------------------------------

static struct connection *place_of(struct places *places, int i)
{
    return (void *)(places->place + (size_t)i * PLACE);
}

// The lock is held.
static void put_free(struct csp_server *server, struct connection *c)
{
    c->fd = -1;
    c->next = server->free;
    server->free = c;
}

// The lock is held. False: memory is out.
static bool add_places(struct csp_server *server)
{
    struct places *more = malloc(sizeof *more);
    if (!more) return false;
    more->next = server->places;
    server->places = more;
    for (int i = 0; i < PLACES; i++)
        put_free(server, place_of(more, i));
    return true;
}

// The lock is held. False: memory is out.
static bool put_peer(struct connection *c, const struct csp_addr *peer)
{
    c->is_apart = peer->length > sizeof(struct sockaddr_in6);
    if (!c->is_apart) {
        c->peer.length = peer->length;
        memcpy(&c->peer.storage, &peer->storage, sizeof(struct sockaddr_in6));
        return true;
    }
    c->apart = malloc(sizeof *peer);
    if (c->apart) *c->apart = *peer;
    return c->apart;
}

// NULL: memory is out.
static struct connection *
make(struct csp_server *server, int fd, const struct csp_addr *peer)
{
    pthread_mutex_lock(&server->lock);
    struct connection *c =
        server->free || add_places(server) ? server->free : NULL;
    if (c && !put_peer(c, peer)) c = NULL;
    if (c) {
        server->free = c->next;
        server->live++;
        c->server = server;
        c->fd = fd;
    }
    pthread_mutex_unlock(&server->lock);
    return c;
}

// The handler has returned, or was cancelled.
static void leave(struct connection **of)
{
    struct connection *self = *of;
    struct csp_server *server = self->server;
    pthread_mutex_lock(&server->lock);
    server->live--;
    if (self->is_apart) free(self->apart);
    put_free(server, self);
    pthread_mutex_unlock(&server->lock);
    csp_semaphore_release(&server->room);
    csp_waitgroup_done(&server->handlers);
}

static void connection(struct connection *of)
{
    struct connection *self __attribute__((cleanup(leave))) = of;
    self->server->handler(self->fd, self->is_apart ? self->apart : &self->peer,
                          self->server->arg);
}

// -- the task that accepts ---------------------------------------------------

// Until there is room for one more; false: it stops.
static bool wait_for_room(struct csp_server *server)
{
    select_ordered
    {
        case_event(&server->stopping) : return false;
        case_acquire(&server->room) : return true;
    }
    return false;
}

static bool is_shortage(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS ||
           error == ENOMEM;
}

// The listener was closed by who stops the server, or by mistake.
static void say_end(struct csp_server *server)
{
    if (!csp_event_is_set(&server->stopping))
        fprintf(stderr, "csp: a server cannot accept, and ends: %s\n",
                strerror(errno));
}

// Clients wait in the backlog meanwhile. Gives the next pause.
static int64_t back_off(struct csp_server *server, int64_t pause)
{
    if (!server->has_said)
        fprintf(stderr, "csp: a server cannot accept, and tries again: %s\n",
                strerror(errno));
    server->has_said = true;
    select
    {
        case_event(&server->stopping) : break;
        case_after(pause) : break;
    }
    return pause < CSP_S / 2 ? 2 * pause : CSP_S;
}

// False: memory is out, and the client has to come again.
static bool begin(struct csp_server *server, csp_group *group, int fd,
                  const struct csp_addr *peer)
{
    struct connection *self = make(server, fd, peer);
    if (!self) {
        csp_close(fd);
        errno = ENOMEM;
        return false;
    }
    csp_waitgroup_add(&server->handlers, 1);
    go_in(group) connection(self);
    return true;
}

// The connections become children of the group in which it is called.
static void accept_all(struct csp_server *server)
{
    csp_group *group = csp_group_here();
    struct csp_addr peer;
    int64_t pause = first_pause;
    while (wait_for_room(server)) {
        int fd = csp__io_accept(server->listener, &peer, CSP_NEVER);
        if (fd >= 0 && begin(server, group, fd, &peer)) {
            pause = first_pause;
            continue;
        }
        csp_semaphore_release(&server->room);
        if (!is_shortage(errno)) return say_end(server);
        pause = back_off(server, pause);
    }
}

static void tell(int fd)
{
    int had = csp__io_note(fd, IO_STOPS, 0);
    if (had > 0 && had & IO_IDLE) shutdown(fd, SHUT_RD);
}

// Some may not have begun.
static void tell_all(struct csp_server *server)
{
    pthread_mutex_lock(&server->lock);
    for (struct places *p = server->places; p; p = p->next)
        for (int i = 0; i < PLACES; i++)
            if (place_of(p, i)->fd >= 0) tell(place_of(p, i)->fd);
    pthread_mutex_unlock(&server->lock);
}

// True: they have ended by themselves.
static bool wait_for_handlers(struct csp_server *server)
{
    bool ended = false;
    until(server->deadline) select
    {
        case_waitgroup(&server->handlers) : ended = true;
        break;
        case_event(&server->urgent) : break;
        case_cancel() : break;
    }
    return ended;
}

static void run(struct csp_server *server)
{
    group()
    {
        accept_all(server);
        csp_event_wait(&server->stopping);
        tell_all(server);
        if (wait_for_handlers(server)) return;
        pthread_mutex_lock(&server->lock);
        server->cancelled = server->live;
        pthread_mutex_unlock(&server->lock);
        return; // which cancels them, and waits for their end
    }
}

static void serve(struct csp_server *server)
{
    int fd = server->listener;
    bool has_turn = csp__io_begin(fd, CSP_READABLE, CSP_NEVER) == 0;
    if (has_turn) run(server);
    if (has_turn) csp__io_end(fd, CSP_READABLE);
    csp_event_set(&server->ended);
}

// -- what people call --------------------------------------------------------

// 0; -1 and errno: it is not.
static int is_listener(int fd)
{
    int listens = 0;
    socklen_t n = sizeof listens;
    if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &n) < 0) return -1;
    errno = EINVAL;
    return listens ? 0 : -1;
}

struct csp_server *
csp_serve(int listener, int limit, csp_handler *handler, void *arg)
{
    if (is_listener(listener) < 0) return NULL;
    if (limit < 1) return errno = EINVAL, NULL;
    struct csp_server *server = malloc(sizeof *server);
    if (!server) return NULL;
    *server = (struct csp_server){
        .listener = listener,
        .handler = handler,
        .arg = arg,
        .room = CSP_SEMAPHORE_INIT((size_t)limit),
        .handlers = CSP_WAITGROUP_INIT,
        .stopping = CSP_EVENT_INIT,
        .urgent = CSP_EVENT_INIT,
        .ended = CSP_EVENT_INIT,
        .lock = PTHREAD_MUTEX_INITIALIZER,
    };
    go
    serve(server);
    // So the poller has its descriptors before connections take them all.
    if (csp__fd_hold(listener) == 0) csp__fd_leave(listener);
    return server;
}

csp_operation int csp_serve_stop_dl(struct csp_server *server, int64_t deadline)
{
    server->deadline = deadline;
    csp_event_set(&server->stopping);
    csp_close(server->listener);
    if (!csp_event_wait(&server->ended)) {
        csp_event_set(&server->urgent);
        shield() csp_event_wait(&server->ended);
    }
    int cancelled = server->cancelled;
    struct places *places = server->places, *next;
    for (; places; places = next) {
        next = places->next;
        free(places);
    }
    free(server);
    return cancelled;
}

// A peek tells what there is from the end, and from what another has taken: 1,
// 0, or -1: neither. Most events tell that themselves.
static int look(int fd)
{
    char byte;
    ssize_t got = CALL(recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT));
    if (got < 0 && errno == ENOTSOCK)
        return csp__io_is_ready(fd, CSP_READABLE) ? 1 : -1;
    if (got > 0) return 1;
    return got < 0 && errno == EAGAIN ? -1 : 0;
}

static char gone; // instead of a gate: there is nothing to wait for

// The gate that opens when fd may be readable; NULL: it is.
static void *idle_gate(int fd, int note)
{
    int found = -1;
    if (note & IO_STOPS) return &gone;
    int come = (note & IO_KIND) == IO_STREAM ? csp__fd_come(fd) : -1;
    if (come > 0) return NULL;
    if (come < 0 && csp__io_try(fd, CSP_READABLE)) found = look(fd);
    if (found >= 0) csp__io_more(fd, CSP_READABLE); // it is left there
    if (found == 1) return NULL;
    void *gate = found < 0 ? csp__fd_gate(fd, CSP_READABLE) : NULL;
    return gate ? gate : &gone;
}

static bool end_idle(int fd, bool is_readable)
{
    return !(csp__fd_leave_noted(fd, IO_IDLE) & IO_STOPS) && is_readable;
}

// Many may do so at once: nothing but its arguments is kept in the frame.
csp_operation bool csp_serve_idle_dl(int fd, int64_t deadline)
{
    int note = csp_cancel_point() ? csp__fd_hold_noted(fd, IO_IDLE) : -1;
    if (note < 0) return false;
    for (;; note = csp__io_note(fd, 0, 0)) {
        void *gate = idle_gate(fd, note);
        if (!gate || gate == &gone) return end_idle(fd, !gate);
        if (io_pass(gate, deadline) != 0) return end_idle(fd, false);
    }
}
