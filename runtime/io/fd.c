// SPDX-License-Identifier: MIT
// fd.c: descriptors: their gates, the turns of operations, and their end.
//
// Owns the records. The lock of a record guards all of it but its gates, which
// have their own, taken inside of it; `state`, `flags` and whether a gate is
// open are also read without.
// Invariant: a gate is shut only by who then tries, or asks the system, so
// after that there is an edge for what comes. And a number is given back to the
// system by the last operation that holds it, when the record is as new.
#define _GNU_SOURCE
#include "io/fd.h"

#include "base/public.h"
#include <csp/fd.h>
#include <csp_io.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/atomic.h"
#include "base/fault.h"
#include "memory/alloc.h"
#include "run/mistake.h"
#include "run/ready.h"
#include "run/rt.h"
#include "sync/gate.h"

enum { CHUNK = 256, CHUNKS = 1 << 16 };

enum fd_state {
    FD_NEW,    // nobody has waited for it
    FD_ADDED,  // the poller tells of it
    FD_ALWAYS, // it is always ready: a file
};

enum fd_flags {
    FD_CLOSING = 4,    // csp_close was called; the last user closes
    FD_ENDED = 8,      // failed or hung up: only trying tells
    FD_OUT = 16,       // as if `out` were open, before there is `more`
    FD_SIMULATED = 32, // nobody outside the process makes it ready
};

// Those that the lock guards.
enum fd_uses {
    FD_TURN_IN = 1,  // an operation has the turn
    FD_TURN_OUT = 2, // likewise
    FD_COME = 4,     // an event has said that there is something to read, and
                     // nobody has acted upon it
    FD_DOUBT = 8,    // .. one that is told yet may be older than the last read,
                     // or who read last did so by means of his own
};

static struct chan open_for_good;

// What few descriptors need: most never wait to write, nor for a turn.
struct more {
    struct chan out, any;   // gates: ready to write, or for one of both
    struct chan turn[2];    // to read, to write
    unsigned wanted[2];     // those who will pass a turn's gate
    uint64_t device, inode; // CSP_STRICT: what the number was; 0: not known
};

struct fd {
    struct chan in; // gate: ready to read
    struct spin lock;
    uint32_t generation; // of the number
    uint32_t users;      // operations between enter and end
    atomic_uchar state;  // enum fd_state
    atomic_uchar flags;  // enum fd_flags
    atomic_uchar note;   // lib/io's; changed with the lock
    unsigned char uses;  // enum fd_uses
    _Atomic(struct more *) more;
};
static_assert(sizeof(struct fd) <= 112, "every descriptor pays for it");

static _Atomic(struct fd *) chunks[CHUNKS];

// -- records -----------------------------------------------------------------

static void init_gate(struct chan *gate, int number, int events)
{
    memset(gate, 0, sizeof *gate);
    atomic_init(&gate->refs, 1);
    gate->mode = CHAN_FD;
    gate->capacity = PTRDIFF_MAX;
    gate->writers = (unsigned)number;
    gate->error = events;
}

int cspi_fd_of_gate(const struct chan *gate, int *events)
{
    *events = gate->error;
    return (int)gate->writers;
}

static void make_open_gate(void)
{
    struct waiter *nobody = NULL;
    init_gate(&open_for_good, -1, 0);
    cspi_gate_open(&open_for_good, &nobody);
}

static struct fd *make_chunk(int number)
{
    struct fd *chunk = cspi_zalloc(CHUNK * sizeof *chunk), *other = NULL;
    if (!chunk) return NULL;
    int first = number / CHUNK * CHUNK;
    for (int i = 0; i < CHUNK; i++) {
        init_gate(&chunk[i].in, first + i, CSP_READABLE);
        chunk[i].generation = 1;
    }
    if (atomic_compare_exchange_strong(&chunks[number / CHUNK], &other, chunk))
        return chunk;
    cspi_free(chunk);
    return other;
}

// The record of a number; NULL: none was ever needed.
static inline struct fd *known(int number)
{
    unsigned index = (unsigned)number; // one below 0 is too large
    if (index / CHUNK >= CHUNKS) return NULL;
    struct fd *chunk =
        atomic_load_explicit(&chunks[index / CHUNK], memory_order_acquire);
    return chunk ? &chunk[index % CHUNK] : NULL;
}

static __attribute__((noinline)) struct fd *make_record(int number)
{
    errno = EBADF;
    if (number < 0 || number / CHUNK >= CHUNKS) return NULL;
    struct fd *chunk = make_chunk(number);
    if (chunk) return &chunk[number % CHUNK];
    errno = ENOMEM;
    return NULL;
}

// The same, made if need be; NULL and errno.
static inline struct fd *record(int number)
{
    struct fd *fd = known(number);
    return fd ? fd : make_record(number);
}

// The lock is held; NULL and errno.
static struct more *need_more(struct fd *fd)
{
    struct more *more = atomic_load(&fd->more);
    if (more) return more;
    more = cspi_zalloc(sizeof *more);
    if (!more) {
        errno = ENOMEM;
        return NULL;
    }
    int number = (int)fd->in.writers;
    init_gate(&more->out, number, CSP_WRITABLE);
    init_gate(&more->any, number, CSP_READABLE | CSP_WRITABLE);
    init_gate(&more->turn[0], number, 0);
    init_gate(&more->turn[1], number, 0);
    bool out = atomic_load(&fd->flags) & FD_OUT;
    struct waiter *nobody = NULL;
    if (out) cspi_gate_open(&more->out, &nobody);
    if (out || cspi_gate_is_open(&fd->in)) cspi_gate_open(&more->any, &nobody);
    atomic_store(&fd->more, more);
    return more;
}

static bool has_flag(const struct fd *fd, unsigned flags)
{
    return atomic_load_explicit(&fd->flags, memory_order_relaxed) & flags;
}

static enum fd_state state_of(const struct fd *fd)
{
    return (enum fd_state)atomic_load_explicit(&fd->state,
                                               memory_order_relaxed);
}

// Whoever waits fails. The lock is held.
static struct waiter **close_gates(struct fd *fd, struct waiter **last)
{
    struct more *more = atomic_load(&fd->more);
    last = cspi_gate_close(&fd->in, last);
    if (!more) return last;
    last = cspi_gate_close(&more->out, last);
    last = cspi_gate_close(&more->any, last);
    for (int i = 0; i < 2; i++)
        last = cspi_gate_close(&more->turn[i], last);
    return last;
}

// -- under CSP_STRICT ---------------------------------------------------------

// What the number is now, for later. The lock is held.
static void remember(struct fd *fd)
{
    struct stat what;
    struct more *more = cspi_rt.strict ? need_more(fd) : NULL;
    if (!more || fstat((int)fd->in.writers, &what) < 0) return;
    more->device = (uint64_t)what.st_dev;
    more->inode = (uint64_t)what.st_ino;
}

// Has close(2) been used, or dup2(2)? What the poller told of is gone then, and
// what the number is now nobody knows. The lock is held.
static bool was_lost(const struct fd *fd)
{
    struct stat what;
    struct more *more = cspi_rt.strict ? atomic_load(&fd->more) : NULL;
    if (!more || !more->inode || has_flag(fd, FD_CLOSING)) return false;
    return fstat((int)fd->in.writers, &what) < 0 ||
           more->device != (uint64_t)what.st_dev ||
           more->inode != (uint64_t)what.st_ino;
}

// No lock is held.
__attribute__((noreturn)) static void tell_lost(int number)
{
    cspi_mistake_here("descriptor %d was closed by close(2) after a task had "
                      "waited for it: use csp_close, or csp_detach before",
                      number);
}

// -- generations --------------------------------------------------------------

// A new generation, of which nothing is known. The lock is held; true if the
// poller knew the old one.
static bool renew(struct fd *fd)
{
    struct more *more = atomic_load(&fd->more);
    bool added = state_of(fd) == FD_ADDED;
    fd->generation++;
    fd->note = fd->uses = 0;
    atomic_store(&fd->state, FD_NEW);
    atomic_store(&fd->flags, 0);
    cspi_gate_renew(&fd->in);
    if (added) atomic_fetch_sub(&cspi_rt.polled, 1);
    if (!more) return added;
    more->inode = 0;
    cspi_gate_renew(&more->out);
    cspi_gate_renew(&more->any);
    for (int i = 0; i < 2; i++) {
        cspi_gate_renew(&more->turn[i]);
        more->wanted[i] = 0;
    }
    return added;
}

// -- what the poller tells ---------------------------------------------------

static uint64_t tag_of(const struct fd *fd)
{
    return (uint64_t)fd->generation << 32 | fd->in.writers;
}

// The lock is held. POLL_WRITE without a gate for it is kept as a flag.
static struct waiter **
open_gates(struct fd *fd, unsigned bits, struct waiter **last)
{
    struct more *more = atomic_load(&fd->more);
    if (bits & POLL_ENDED) cspi_byte_set(&fd->flags, FD_ENDED);
    if (bits & POLL_READ) last = cspi_gate_open(&fd->in, last);
    if (!more) {
        if (bits & POLL_WRITE && !has_flag(fd, FD_OUT))
            cspi_byte_set(&fd->flags, FD_OUT);
        return last;
    }
    if (bits & POLL_WRITE) last = cspi_gate_open(&more->out, last);
    return bits & (POLL_READ | POLL_WRITE) ? cspi_gate_open(&more->any, last)
                                           : last;
}

// Is there something to read, whoever looks? Not if who has read since the
// poller looked may have taken it; who reads now forgets it when he ends. The
// end of a stream is something else. The lock is held.
static bool is_certain(const struct fd *fd, const struct poll_event *event)
{
    return event->bits & POLL_READ && !(event->bits & POLL_ENDED) &&
           !(fd->uses & FD_DOUBT) && !has_flag(fd, FD_ENDED | FD_SIMULATED);
}

struct waiter **cspi_fd_event(const struct poll_event *event, bool is_fresh,
                              struct waiter **last)
{
    struct fd *fd = known((int)(uint32_t)event->tag);
    if (!fd) return last;
    cspi_spin_lock(&fd->lock);
    if (tag_of(fd) == event->tag && !has_flag(fd, FD_CLOSING)) {
        if (is_fresh && is_certain(fd, event)) fd->uses |= FD_COME;
        last = open_gates(fd, event->bits, last);
    }
    cspi_spin_unlock(&fd->lock);
    return last;
}

static bool waited_for(const struct fd *fd)
{
    struct more *more = atomic_load(&fd->more);
    return cspi_gate_is_waited_for(&fd->in) ||
           (more && (cspi_gate_is_waited_for(&more->out) ||
                     cspi_gate_is_waited_for(&more->any)));
}

static bool waited_for_outside(const struct fd *fd)
{
    return waited_for(fd) && !has_flag(fd, FD_SIMULATED);
}

bool cspi_fd_waited_for(void)
{
    static atomic_int lately; // where there was one the last time
    if (atomic_load(&cspi_rt.polled) == 0) return false;
    struct fd *fd = known(atomic_load(&lately));
    if (fd && waited_for_outside(fd)) return true;
    for (int i = 0; i < CHUNKS; i++) {
        struct fd *chunk = atomic_load(&chunks[i]);
        for (int k = 0; chunk && k < CHUNK; k++)
            if (waited_for_outside(&chunk[k])) {
                atomic_store(&lately, i * CHUNK + k);
                return true;
            }
    }
    return false;
}

void cspi_fd_forget_all(void)
{
    for (int i = 0; i < CHUNKS; i++) {
        struct fd *chunk = atomic_load(&chunks[i]);
        for (int k = 0; chunk && k < CHUNK; k++)
            if (state_of(&chunk[k]) == FD_ADDED)
                atomic_store(&chunk[k].state, FD_NEW);
    }
    atomic_store(&cspi_rt.polled, 0);
}

// -- waiting -----------------------------------------------------------------

// The lock is held; 0 or an errno.
static int add(struct fd *fd)
{
    if (has_flag(fd, FD_CLOSING)) return EBADF;
    if (state_of(fd) == FD_ADDED) return 0;
    if (state_of(fd) == FD_ALWAYS) return EPERM;
    int error = cspi_poller_add((int)fd->in.writers, tag_of(fd));
    if (error == EPERM) atomic_store(&fd->state, FD_ALWAYS);
    if (error) return error;
    atomic_fetch_add(&cspi_rt.polled, 1);
    atomic_store(&fd->state, FD_ADDED);
    remember(fd);
    return 0;
}

// The lock is held; NULL and errno.
static struct chan *gate_of(struct fd *fd, int events)
{
    if (events == CSP_READABLE) return &fd->in;
    struct more *more = need_more(fd);
    if (!more) return NULL;
    return events == CSP_WRITABLE ? &more->out : &more->any;
}

void *csp__fd_gate(int number, int events)
{
    struct fd *fd = record(number);
    if (!fd) return NULL;
    if (events == CSP_READABLE && state_of(fd) == FD_ADDED &&
        !has_flag(fd, FD_CLOSING)) {
        if (!cspi_gate_is_open(&fd->in))
            cspi_poller_rearm(number, CSP_READABLE);
        return &fd->in;
    }
    cspi_spin_lock(&fd->lock);
    bool good = events && !(events & ~(CSP_READABLE | CSP_WRITABLE));
    int error = good ? add(fd) : EINVAL;
    struct chan *gate = error ? NULL : gate_of(fd, events);
    cspi_spin_unlock(&fd->lock);
    if (error) errno = error;
    if (gate && !cspi_gate_is_open(gate))
        cspi_poller_rearm(number, (unsigned)events);
    return gate;
}

// What the system says now, as poll_bits.
static unsigned ask(int number, int events)
{
    struct pollfd ask = {.fd = number};
    if (events & CSP_READABLE) ask.events |= POLLIN;
    if (events & CSP_WRITABLE) ask.events |= POLLOUT;
    if (poll(&ask, 1, 0) <= 0) return 0;
    unsigned bits = 0;
    if (ask.revents & POLLIN) bits |= POLL_READ;
    if (ask.revents & POLLOUT) bits |= POLL_WRITE;
    if (ask.revents & (POLLERR | POLLHUP | POLLNVAL))
        bits |= POLL_READ | POLL_WRITE;
    return bits;
}

static void wake(struct waiter *woken)
{
    cspi_waiter_wake_all(cspi_self, woken);
}

static void now_ready(struct fd *fd, unsigned bits)
{
    struct waiter *woken = NULL;
    cspi_spin_lock(&fd->lock);
    if (!has_flag(fd, FD_CLOSING)) open_gates(fd, bits, &woken);
    cspi_spin_unlock(&fd->lock);
    wake(woken);
}

// Who looks may read by means of his own, and nobody knows when.
static void looked(struct fd *fd)
{
    cspi_spin_lock(&fd->lock);
    fd->uses = (unsigned char)((fd->uses & ~FD_COME) | FD_DOUBT);
    cspi_spin_unlock(&fd->lock);
}

// The gate is shut first, and the system asked then: what comes between the two
// opens it again. Who writes shuts the gate and finds that all went out, so
// there it tells nothing that it is shut. An event that is late opens a gate
// for what is gone, so only the system's word counts as ready.
void *csp__fd_look(int number, int events, int *ready)
{
    *ready = 0;
    struct fd *fd = known(number);
    bool fresh = !fd || state_of(fd) == FD_NEW || has_flag(fd, FD_ENDED);
    struct chan *gate = csp__fd_gate(number, events);
    if (!gate) return NULL;
    if (events & CSP_READABLE) looked(known(number));
    bool shut = !cspi_gate_is_open(gate);
    if (shut && !fresh && !(events & CSP_WRITABLE)) return gate;
    cspi_gate_shut(gate);
    unsigned bits = ask(number, events);
    if (bits & POLL_READ) *ready |= CSP_READABLE;
    if (bits & POLL_WRITE) *ready |= CSP_WRITABLE;
    *ready &= events;
    if (bits)
        now_ready(known(number), bits);
    else
        cspi_poller_rearm(number, (unsigned)events);
    return gate;
}

// Open for good: for what is always ready, or never will be.
static struct chan *open_gate(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_open_gate);
    return &open_for_good;
}

void *csp__fd_case(int number, int events)
{
    int err = errno, ready;
    void *gate = csp__fd_look(number, events, &ready);
    errno = err;
    return gate ? gate : open_gate();
}

// -- operations --------------------------------------------------------------

static unsigned turn_of(int direction)
{
    return direction == CSP_READABLE ? FD_TURN_IN : FD_TURN_OUT;
}

static unsigned *wanted(struct more *more, int direction)
{
    return &more->wanted[direction != CSP_READABLE];
}

static struct chan *turn_gate(struct more *more, int direction)
{
    return &more->turn[direction != CSP_READABLE];
}

// As csp__fd_enter. The lock is held.
static inline int enter(struct fd *fd, int direction)
{
    if (has_flag(fd, FD_CLOSING)) {
        errno = EBADF;
        return -1;
    }
    int got = !(fd->uses & turn_of(direction));
    if (!got && !need_more(fd)) return -1;
    if (got)
        fd->uses |= (unsigned char)turn_of(direction);
    else
        ++*wanted(atomic_load(&fd->more), direction);
    fd->users++;
    return got;
}

void *csp__fd_turn(int number, int direction)
{
    return turn_gate(atomic_load(&known(number)->more), direction);
}

// The lock is held.
static struct waiter **
pass_turn(struct fd *fd, int direction, struct waiter **last)
{
    struct more *more = atomic_load(&fd->more);
    if (has_flag(fd, FD_CLOSING)) return last;
    if (more && *wanted(more, direction) > 0) {
        --*wanted(more, direction);
        return cspi_gate_let(turn_gate(more, direction), last);
    }
    fd->uses &= (unsigned char)~turn_of(direction);
    return last;
}

// The lock is held, and given back. Whoever the operation was, its number may
// be waiting for its end: then 0, or -1 and errno.
static int leave(struct fd *fd)
{
    bool last = --fd->users == 0 && has_flag(fd, FD_CLOSING);
    bool added = last && renew(fd);
    cspi_spin_unlock(&fd->lock);
    if (!last) return 0;
    int number = (int)fd->in.writers;
    if (added) cspi_poller_forget(number);
    return cspi_close(number);
}

// Who has read has acted upon all that was told before; a poll that is under
// way may have looked before that. The lock is held.
static void doubt(struct fd *fd)
{
    fd->uses &= (unsigned char)~(FD_COME | FD_DOUBT);
    if (cspi_poll_is_under_way()) fd->uses |= FD_DOUBT;
}

void csp__io_end(int number, int direction)
{
    struct fd *fd = known(number);
    struct waiter *woken = NULL;
    int err = errno;
    cspi_spin_lock(&fd->lock);
    if (direction == CSP_READABLE) doubt(fd);
    pass_turn(fd, direction, &woken);
    leave(fd);
    if (woken) wake(woken);
    errno = err;
}

// A turn that has come all the same is passed on.
void csp__fd_quit(int number, int direction)
{
    struct fd *fd = known(number);
    struct waiter *woken = NULL;
    int err = errno;
    cspi_spin_lock(&fd->lock);
    struct more *more = atomic_load(&fd->more);
    if (!has_flag(fd, FD_CLOSING)) {
        if (cspi_gate_take(turn_gate(more, direction)))
            pass_turn(fd, direction, &woken);
        else
            --*wanted(more, direction);
    }
    leave(fd);
    wake(woken);
    errno = err;
}

// The lock is held.
static inline int change_note(struct fd *fd, unsigned set, unsigned clear)
{
    unsigned had = atomic_load_explicit(&fd->note, memory_order_relaxed);
    atomic_store_explicit(&fd->note, (unsigned char)((had & ~clear) | set),
                          memory_order_relaxed);
    return (int)had;
}

int csp__fd_hold_noted(int number, unsigned set)
{
    struct fd *fd = record(number);
    if (!fd) return -1;
    cspi_poller_begin(); // as in csp__fd_enter
    cspi_spin_lock(&fd->lock);
    bool closing = has_flag(fd, FD_CLOSING), lost = was_lost(fd);
    if (!closing) fd->users++;
    int note = closing ? -1 : change_note(fd, set, 0);
    cspi_spin_unlock(&fd->lock);
    if (lost) tell_lost(number);
    if (closing) errno = EBADF;
    return note;
}

int csp__fd_leave_noted(int number, unsigned clear)
{
    struct fd *fd = known(number);
    int err = errno;
    cspi_spin_lock(&fd->lock);
    int note = change_note(fd, 0, clear);
    leave(fd);
    errno = err;
    return note;
}

int csp__fd_hold(int number)
{
    return csp__fd_hold_noted(number, 0) < 0 ? -1 : 0;
}

void csp__fd_leave(int number)
{
    csp__fd_leave_noted(number, 0);
}

// As csp__io_try. The lock is held.
static inline bool try_at(struct fd *fd, int direction)
{
    if (state_of(fd) != FD_ADDED) return true;
    if (direction == CSP_READABLE) {
        if (!cspi_gate_is_open(&fd->in)) return has_flag(fd, FD_ENDED);
        cspi_gate_shut(&fd->in);
        fd->uses &= (unsigned char)~FD_COME;
    } else {
        // FD_OUT stays: the first who waits tries once more.
        struct more *more = atomic_load(&fd->more);
        if (more && cspi_gate_is_open(&more->out)) cspi_gate_shut(&more->out);
    }
    cspi_poller_rearm((int)fd->in.writers, (unsigned)direction);
    return true;
}

bool csp__io_try(int number, int direction)
{
    struct fd *fd = known(number);
    if (!fd) return true;
    cspi_spin_lock(&fd->lock);
    bool tries = try_at(fd, direction);
    cspi_spin_unlock(&fd->lock);
    return tries;
}

bool csp__io_spend(void)
{
    struct worker *w = cspi_self;
    if (!w) return true;
    if (cspi_ready_is_last(w)) return false;
    if (!cspi_rt.seeded) w->abi.budget--;
    return true;
}

// note: NULL for csp__fd_enter.
static inline int start(int number, int direction, int *note)
{
    struct fd *fd = record(number);
    if (!fd) return -1;
    cspi_poller_begin(); // while there are numbers; who waits asks again
    cspi_spin_lock(&fd->lock);
    bool lost = was_lost(fd);
    int got = enter(fd, direction);
    if (note && got == 1 && !try_at(fd, direction)) got = 2;
    if (note) *note = atomic_load_explicit(&fd->note, memory_order_relaxed);
    cspi_spin_unlock(&fd->lock);
    if (lost) tell_lost(number);
    return got;
}

int csp__fd_enter(int number, int direction)
{
    return start(number, direction, NULL);
}

int csp__fd_start(int number, int direction, int *note)
{
    int got = start(number, direction, note);
    if (!cspi_rt.simulated && !cspi_fault_is_on()) *note |= CSP__FD_PLAIN;
    return got;
}

int csp__fd_come(int number)
{
    struct fd *fd = known(number);
    cspi_spin_lock(&fd->lock);
    bool has_come = fd->uses & FD_COME;
    fd->uses &= (unsigned char)~FD_COME;
    cspi_spin_unlock(&fd->lock);
    if (has_come) return 1;
    bool is_shut = !cspi_gate_is_open(&fd->in) && !has_flag(fd, FD_ENDED);
    return is_shut || state_of(fd) == FD_NEW ? 0 : -1;
}

void csp__io_more(int number, int direction)
{
    struct fd *fd = known(number);
    if (fd && state_of(fd) == FD_ADDED) now_ready(fd, (unsigned)direction);
}

// What is not tried leaves no edge behind.
int csp__io_fault(int number, int kind)
{
    int fault = cspi_fault(kind);
    if (fault == EAGAIN)
        csp__io_more(number,
                     kind == CSP__FAULT_WRITE ? CSP_WRITABLE : CSP_READABLE);
    return fault;
}

int csp__io_note(int number, unsigned set, unsigned clear)
{
    struct fd *fd = record(number);
    if (!fd) return -1;
    if (!set && !clear) return atomic_load(&fd->note);
    cspi_spin_lock(&fd->lock);
    int had = change_note(fd, set, clear);
    cspi_spin_unlock(&fd->lock);
    return had;
}

// -- its beginning and its end -----------------------------------------------

void csp__io_made(int number)
{
    struct fd *fd = known(number);
    struct waiter *woken = NULL;
    if (!fd) return;
    cspi_spin_lock(&fd->lock);
    bool lost = was_lost(fd);
    close_gates(fd, &woken);
    renew(fd);
    cspi_spin_unlock(&fd->lock);
    cspi_waiter_fail(cspi_self, woken);
    if (lost) tell_lost(number);
}

void cspi_fd_simulate(int number)
{
    csp__io_made(number);
    struct fd *fd = record(number);
    if (fd) cspi_byte_set(&fd->flags, FD_SIMULATED);
}

// The record keeps its generation: those who wait have not been left. The
// poller is asked anew when somebody waits again.
bool cspi_fd_replace(int number, int by)
{
    struct fd *fd = record(number);
    struct waiter *woken = NULL;
    if (!fd) return false;
    cspi_spin_lock(&fd->lock);
    bool good = !has_flag(fd, FD_CLOSING);
    if (good && state_of(fd) == FD_ADDED) {
        cspi_poller_forget(number);
        atomic_fetch_sub(&cspi_rt.polled, 1);
        atomic_store(&fd->state, FD_NEW);
    }
    if (atomic_load(&fd->more)) atomic_load(&fd->more)->inode = 0;
    good = good && dup3(by, number, O_CLOEXEC) >= 0;
    if (good) {
        atomic_store(&fd->note, 0);
        open_gates(fd, POLL_READ | POLL_WRITE, &woken);
    }
    cspi_spin_unlock(&fd->lock);
    wake(woken);
    return good;
}

int csp_close(int number)
{
    struct fd *fd = known(number);
    struct waiter *woken = NULL;
    if (!fd) return cspi_close(number);
    cspi_spin_lock(&fd->lock);
    bool twice = has_flag(fd, FD_CLOSING), lost = was_lost(fd);
    if (lost) {
        cspi_spin_unlock(&fd->lock);
        tell_lost(number);
    }
    int result = -1;
    if (twice) {
        cspi_spin_unlock(&fd->lock);
        errno = EBADF;
    } else {
        cspi_byte_set(&fd->flags, FD_CLOSING);
        close_gates(fd, &woken);
        fd->users++; // we are one
        result = leave(fd);
    }
    int err = errno;
    cspi_waiter_fail(cspi_self, woken);
    errno = err;
    return result;
}

int csp_detach(int number)
{
    struct fd *fd = known(number);
    if (!fd) return 0;
    cspi_spin_lock(&fd->lock);
    bool busy = fd->users > 0 || has_flag(fd, FD_CLOSING) || waited_for(fd);
    bool added = !busy && renew(fd);
    if (added) cspi_poller_forget(number);
    cspi_spin_unlock(&fd->lock);
    if (busy) errno = EBUSY;
    return busy ? -1 : 0;
}
