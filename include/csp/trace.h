/* SPDX-License-Identifier: MIT
 * csp/trace.h: the file that CSP_TRACE makes, which the runtime writes and
 * csp-trace and csp-top read. Nobody else includes it.
 *
 * The file is mapped while the program runs, so what is in it survives any end
 * of it: a head; then for each worker, and one for all other threads, a ring
 * with its nodes and events; then names, as text. Numbers are the machine's.
 * All may be read while they are written: an event counts when `written` says
 * so, and is overwritten when that is `events` further on; a node counts when
 * it has a step. */
#ifndef CSP_TRACE_H
#define CSP_TRACE_H

#include <stdint.h>

#define CSP_TRACE_MAGIC "csptrace"
enum { CSP_TRACE_VERSION = 1 };

enum csp_trace_flags { CSP_TRACE_VIRTUAL = 1 /* CSP_CLOCK=virtual */ };

struct csp_trace_head {
    char magic[8];
    uint32_t version;
    uint32_t rings;    /* the workers', and the last one */
    uint32_t nodes;    /* of a ring, a power of two */
    uint32_t events;   /* of a ring */
    uint64_t names_at; /* where the names begin, to the end of the file */
    int64_t began;     /* monotonic time, nanoseconds */
    uint32_t flags;    /* enum csp_trace_flags */
    uint32_t pid;
    char unused[16];
};

/* A frame, and the one that it called, down to the leaf: so a node is a whole
 * stack, of which it is the outermost frame. Its number is its place + 1. */
struct csp_trace_node {
    uint64_t step;   /* see the names; 0: not in use */
    uint32_t resume; /* where the frame stands, as in struct csp_frame */
    uint32_t inner;  /* the number of the node that it called; 0: none */
};

struct csp_trace_event {
    uint64_t when; /* nanoseconds since `began` * 256 + enum csp_trace_kind */
    uint64_t what;
    uint32_t value;
    uint32_t more;
};

struct csp_trace_ring {
    uint64_t written; /* events, ever; the last `events` of them are there */
    uint64_t unused[7];
    /* the nodes, and the events behind them */
};

/* In a ring of a worker a turn begins, and what follows up to its end is done
 * by its task. A task is an address, used again after its end; so is a channel.
 */
enum csp_trace_kind {
    CSP_TRACE_NONE,
    CSP_TRACE_TURN,  /* what: the task; value: its stack; more: tasks in the
                      * worker's queue, and * 65536 in the global one */
    CSP_TRACE_WAIT,  /* ends it. what: enum csp_trace_wait says; value: the
                      * stack; more: enum csp_trace_wait */
    CSP_TRACE_YIELD, /* ends it. value: the stack */
    CSP_TRACE_END,   /* ends it, and the task */
    CSP_TRACE_BORN,  /* what: the task; value: its stack */
    CSP_TRACE_WAKE,  /* what: the task, which can go on; more: enum
                      * csp_trace_waker */
    CSP_TRACE_CHAN,  /* an operation begins. what: the channel; value: how many
                      * values it has afterwards; more: its capacity * 4, which
                      * may be cut off, + enum csp_trace_op */
    CSP_TRACE_FDS,   /* value: descriptors that the poller looks after */
    CSP_TRACE_CLOCK, /* what: the virtual time of what follows */
    CSP_TRACE_MARK,  /* csp_trace_mark. value: bytes of text, which follow */
    CSP_TRACE_TEXT,  /* 16 of them: `what`, `value`, `more` */
};

enum csp_trace_wait {
    CSP_TRACE_SEND, /* what: the channel */
    CSP_TRACE_RECV, /* what: the channel */
    CSP_TRACE_LOCK, /* what: the lock, or its kin */
    CSP_TRACE_FD,   /* what: the descriptor * 8 + what for: POLLIN and POLLOUT,
                     * 0 is a turn */
    CSP_TRACE_SELECT,
    CSP_TRACE_SLEEP,
    CSP_TRACE_BLOCKING, /* a statement that blocks, on another thread */
    CSP_TRACE_PAR,
    CSP_TRACE_JOIN, /* what: the task */
    CSP_TRACE_GROUP,
    CSP_TRACE_OTHER,
};

enum csp_trace_waker {
    CSP_TRACE_BY_TASK,  /* the one that runs there; none: the scheduler */
    CSP_TRACE_BY_TIMER, /* a deadline */
    CSP_TRACE_BY_FD,    /* the poller */
};

enum csp_trace_op {
    CSP_TRACE_OP_SEND,
    CSP_TRACE_OP_RECV,
    CSP_TRACE_OP_LOCK,
    CSP_TRACE_OP_SELECT, /* a case of one, which is over; no value, nor
                          * capacity: nobody knows */
};

/* The names are lines of words with tabs between them, text last:
 *   program NAME
 *   step ADDRESS LINE NAME FILE
 *   point ADDRESS RESUME LINE TEXT       of the step before it
 * The address is hexadecimal, the others are decimal. */

#endif
