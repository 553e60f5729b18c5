// SPDX-License-Identifier: MIT
// wire.h: what the files of the simulated network share. Its lock is held in
// all of them, and taken before any other.
#ifndef CSP_RUNTIME_WIRE_H
#define CSP_RUNTIME_WIRE_H

#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/public.h"
#include <csp_io.h>

enum wire_kind {
    WIRE_STREAM,   // ours of a pair; the other is the program's
    WIRE_PACKETS,  // the same, of datagrams, each behind a csp_addr
    WIRE_LISTENER, // nothing of ours: the program's has a name to the kernel
    WIRE_DIAL,     // the end of a pipe, of which the program has the other
                   // until it is connected
};

enum piece_kind { PIECE_BYTES, PIECE_END, PIECE_RESET };

// On its way.
struct piece {
    struct piece *next;
    enum piece_kind kind;
    int64_t due;
    struct csp_addr from; // of a datagram
    size_t n, at;         // bytes[at..n) are still to bring
    char bytes[];
};

struct wire {
    struct wire *next; // in the order of their birth
    enum wire_kind kind;
    int fd;         // ours; -1: closed, or there is none
    int number;     // the program's; -1: not accepted yet
    uint64_t inode; // by which that is known again
    char name[8];   // to the kernel: of a listener, or of what it will accept
    struct csp_addr here, there;
    struct wire *peer;   // of a stream
    struct piece *first; // on their way here, by due
    int64_t last_due;    // of a stream: nothing comes earlier
    size_t coming;       // bytes of those
    bool ready;          // it may have said something
    bool kept;           // the last byte of its queue is still there
    bool ended;          // it has said that it says no more
    bool shut;           // it has been told so of its peer
    bool gone;           // it is closed
    bool full;           // too much is on its way from here
    bool held;           // .. what is due here, by a cut
    bool blocked;        // .. until the program has read some, or accepted it
    bool over;           // to be buried
    // A dial's:
    int64_t began, due; // CSPI_NEVER: it has not begun
    struct wire *made;  // by it, to be its stream
    int given;          // the program's end of that, until it is
    int error;
};

extern struct net {
    pthread_mutex_t lock;
    int epoll;          // -1: nothing was simulated yet
    struct wire *wires; // all, in the order of their birth
    struct wire **last;
    bool restless; // a wire is ready
    _Atomic(int64_t) next;
} cspi_net;

// -- wire.c: wires, and what is on its way to them ---------------------------

// Round all that follows.
void cspi_wire_lock(void);
void cspi_wire_unlock(void);

// A wire for a descriptor of the program's, and one of ours; -1: there is none.
struct wire *cspi_wire_new(enum wire_kind kind, int number, int fd);
// A connected pair, of which one is the program's: that one; -1 and errno.
int cspi_wire_pair(struct wire **wire, int type, enum wire_kind kind);
// The one of a descriptor of the program's; or NULL.
struct wire *cspi_wire_of(int number, enum wire_kind kind);
// Who is reached at an address; or NULL.
struct wire *cspi_wire_at(const struct csp_addr *addr, enum wire_kind kind);
// The program's end gets this number; has the program still got that end?
void cspi_wire_is(struct wire *wire, int number);
bool cspi_wire_lives(const struct wire *wire);
// The port of an address: both kinds have it in the same place.
static inline in_port_t *cspi_wire_port(const struct csp_addr *addr)
{
    return &((struct sockaddr_in *)&addr->storage)->sin_port;
}
// It may have something to say, or take something again.
void cspi_wire_ready(struct wire *wire);
// Ours is closed; nothing is on its way there any more.
void cspi_wire_close(struct wire *wire);

struct piece *cspi_piece_new(enum piece_kind kind, const void *bytes, size_t n);
// By its due, behind those of the same; the first goes.
void cspi_wire_put(struct wire *to, struct piece *piece);
void cspi_wire_drop(struct wire *wire);
// At this moment there will be something to do.
void cspi_wire_due(int64_t due);

// The address of a descriptor that is simulated, of its own end, or of the
// other; false: it is not, or has none. The lock is not held.
bool cspi_wire_address(int number, bool other, struct csp_addr *addr);
// Ends the program.
__attribute__((noreturn)) void cspi_wire_stop(const char *why);
// A line for CSP_STORY.
__attribute__((format(printf, 3, 4))) void
cspi_wire_tell(const struct csp_addr *from, const struct csp_addr *to,
               const char *what, ...);

// -- net_cut.c ---------------------------------------------------------------

// Does nothing pass between the two?
bool cspi_cut_between(const struct csp_addr *one, const struct csp_addr *other);
// Their hosts are cut off from each other for so long.
void cspi_cut_for(const struct csp_addr *one, const struct csp_addr *other,
                  int64_t ns);
// When the first of those that end by themselves ends; ends those that have.
int64_t cspi_cut_ends(void);

// -- net_stream.c, net_packet.c, net_dial.c ----------------------------------

// What the program has said, and what is due to it.
void cspi_stream_take(struct wire *wire);
void cspi_stream_bring(struct wire *wire);
void cspi_packet_take(struct wire *wire);
void cspi_packet_bring(struct wire *wire);
// How far a connection is.
void cspi_dial_step(struct wire *wire);
// See wire.kept: the program's end says one byte that it knows nothing of.
void cspi_stream_prime(struct wire *wire, int number);

#endif
