// SPDX-License-Identifier: MIT
// trace.c: the rings of CSP_TRACE, and the file that they lie in.
//
// Owns the file. It is made anew, so that one which is still mapped, by a
// program that runs or by a reader, stays as it is; and it has all its bytes
// from the start, so that a full disk is told then and never later. Invariant:
// an event is whole before `written` counts it, and nothing is ever moved.
#define _GNU_SOURCE
#include "run/trace.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/local.h"
#include "base/public.h"
#include "base/spin.h"
#include "base/stop.h"
#include "base/sys.h"
#include "memory/alloc.h"
#include "run/clock.h"
#include "run/hooks.h"
#include "run/registry.h"

enum {
    STACK_MOST = 64,  // frames of a stack that are written down
    PROBES_MOST = 16, // places that are tried for a node
    TEXT_MOST = 240,  // bytes of a mark
    NODES_LEAST = 256,
    NODES_MOST = 16384,
    EVENTS_LEAST = 1024,
};

struct trace {
    struct csp_trace_ring *ring;
    struct csp_trace_node *nodes;
    struct csp_trace_event *events;
    uint32_t at;      // where the next event goes
    uint32_t fds;     // told last
    uint64_t written; // as ring->written
    uint64_t now;     // of the event before, since `began`
    int64_t clock;    // virtual time, told last
};

static struct {
    struct csp_trace_head *head; // NULL: nothing is traced
    FILE *names;
    struct trace *rings; // of the workers; the last is for all other threads
    struct spin lock;    // guards that one
} file;

bool cspi_trace_is_on(void)
{
    return file.head || cspi_hooks_any();
}

// -- events ------------------------------------------------------------------

static void put_at(struct trace *t, enum csp_trace_kind kind, uint64_t what,
                   uint32_t value, uint32_t more)
{
    t->events[t->at] = (struct csp_trace_event){
        .when = t->now << 8 | kind, .what = what, .value = value, .more = more};
    if (++t->at == file.head->events) t->at = 0;
    __atomic_store_n(&t->ring->written, ++t->written, __ATOMIC_RELEASE);
}

static __attribute__((noinline)) void tell_clock(struct trace *t)
{
    int64_t clock = cspi_clock_now();
    if (clock == t->clock) return;
    t->clock = clock;
    put_at(t, CSP_TRACE_CLOCK, (uint64_t)clock, 0, 0);
}

// Only virtual time is told of: events are in the order of the real one.
static inline void set_now(struct trace *t)
{
    t->now = (uint64_t)(cspi_now() - file.head->began);
    if (cspi_rt.virtual_time) tell_clock(t);
}

static inline void put(struct trace *t, enum csp_trace_kind kind, uint64_t what,
                       uint32_t value, uint32_t more)
{
    set_now(t);
    put_at(t, kind, what, value, more);
}

static uint64_t address(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer;
}

// -- stacks ------------------------------------------------------------------

// The node with these members, made if there is none; 0: there is no room.
static uint32_t
node_of(struct trace *t, uint64_t step, uint32_t resume, uint32_t inner)
{
    uint64_t hash = (step ^ (uint64_t)resume << 40 ^ (uint64_t)inner << 16) *
                    0x9e3779b97f4a7c15;
    uint32_t mask = file.head->nodes - 1, at = (uint32_t)(hash >> 32) & mask;
    for (unsigned i = 0; i < PROBES_MOST; i++, at = (at + 1) & mask) {
        struct csp_trace_node *node = &t->nodes[at];
        if (node->step == step && node->resume == resume &&
            node->inner == inner)
            return at + 1;
        if (node->step) continue;
        node->resume = resume;
        node->inner = inner;
        __atomic_store_n(&node->step, step, __ATOMIC_RELEASE);
        return at + 1;
    }
    return 0;
}

// Of a task that is the caller's: from its leaf outwards.
static uint32_t stack_of(struct trace *t, const struct task *task)
{
    const struct csp_frame *frame = cspi_task_at(task);
    uint32_t node = 0;
    for (unsigned i = 0; i < STACK_MOST; i++) {
        node =
            node_of(t, (uint64_t)(uintptr_t)frame->step, frame->resume, node);
        frame = frame->parent;
        if (!node || !frame || (uintptr_t)frame & 1) break;
    }
    return node;
}

// -- by a worker -------------------------------------------------------------

void cspi_trace_turn(struct worker *w, struct task *task, unsigned queued,
                     bool at_once)
{
    struct trace *t = w->trace;
    cspi_hooks_switch(w, task, CSP_SWITCH_RUNS);
    if (!t) return;
    if (!at_once || cspi_rt.virtual_time) set_now(t);
    put_at(t, CSP_TRACE_TURN, address(task), stack_of(t, task), queued);
}

void cspi_trace_waits(struct worker *w, const struct task *task,
                      enum csp_trace_wait wait, uint64_t what)
{
    cspi_hooks_switch(w, task, CSP_SWITCH_WAITS);
    if (!w->trace) return;
    put(w->trace, CSP_TRACE_WAIT, what, stack_of(w->trace, task), wait);
}

void cspi_trace_yields(struct worker *w, const struct task *task)
{
    cspi_hooks_switch(w, task, CSP_SWITCH_YIELDS);
    if (!w->trace) return;
    put(w->trace, CSP_TRACE_YIELD, 0, stack_of(w->trace, task), 0);
}

void cspi_trace_ends(struct worker *w, const struct task *task)
{
    cspi_hooks_switch(w, task, CSP_SWITCH_ENDS);
    if (!w->trace) return;
    put(w->trace, CSP_TRACE_END, 0, 0, 0);
}

void cspi_trace_operation(struct worker *w, enum csp_trace_op op,
                          const void *chan, size_t length, size_t capacity)
{
    static const size_t most = UINT32_MAX >> 2;
    static_assert((int)CSP_TRACE_OP_SEND == (int)CSP_CHAN_SEND &&
                      (int)CSP_TRACE_OP_SELECT == (int)CSP_CHAN_SELECT,
                  "the same kinds");
    cspi_hooks_chan(w, (enum csp_chan_event_kind)op, chan, length, capacity);
    if (!w->trace) return;
    uint32_t room = (uint32_t)(capacity < most ? capacity : most);
    put(w->trace, CSP_TRACE_CHAN, address(chan),
        (uint32_t)(length < UINT32_MAX ? length : UINT32_MAX), room << 2 | op);
}

void cspi_trace_descriptors(struct worker *w, unsigned count)
{
    if (!w->trace || w->trace->fds == count) return;
    w->trace->fds = count;
    put(w->trace, CSP_TRACE_FDS, 0, count, 0);
}

// -- by any thread -----------------------------------------------------------

// The caller's ring, to be given back.
static struct trace *take(struct worker *w)
{
    if (w && !w->pool) return w->trace;
    cspi_spin_lock(&file.lock);
    return &file.rings[file.head->rings - 1];
}

static void give_back(struct worker *w)
{
    if (!w || w->pool) cspi_spin_unlock(&file.lock);
}

void cspi_trace_born(struct worker *w, const struct task *task)
{
    cspi_hooks_switch(w, task, CSP_SWITCH_BORN);
    if (!file.head) return;
    struct trace *t = take(w);
    put(t, CSP_TRACE_BORN, address(task), stack_of(t, task), 0);
    give_back(w);
}

void cspi_trace_woken(struct worker *w, const struct task *task,
                      enum csp_trace_waker by)
{
    cspi_hooks_switch(w, task, CSP_SWITCH_WOKEN);
    if (!file.head) return;
    put(take(w), CSP_TRACE_WAKE, address(task), 0, by);
    give_back(w);
}

static void put_text(struct trace *t, const char *text, uint32_t bytes)
{
    put(t, CSP_TRACE_MARK, 0, bytes, 0);
    for (uint32_t at = 0; at < bytes; at += 16) {
        struct csp_trace_event piece = {0};
        uint32_t left = bytes - at;
        memcpy(&piece.what, text + at, left < 8 ? left : 8);
        if (left > 8)
            memcpy(&piece.value, text + at + 8, left < 12 ? left - 8 : 4);
        if (left > 12)
            memcpy(&piece.more, text + at + 12, left < 16 ? left - 12 : 4);
        put_at(t, CSP_TRACE_TEXT, piece.what, piece.value, piece.more);
    }
}

void csp_trace_mark(const char *text)
{
    struct worker *w = cspi_self;
    if (!file.head) return;
    size_t bytes = strnlen(text, TEXT_MOST);
    put_text(take(w), text, (uint32_t)bytes);
    give_back(w);
}

// -- the file ----------------------------------------------------------------

static const char *failure(const char *what)
{
    static char text[160];
    snprintf(text, sizeof text, "%s: %s", what, strerror(errno));
    return text;
}

// Text stands last in its line, and is one line.
static void write_text(const char *text)
{
    for (; text && *text; text++)
        putc((unsigned char)*text < ' ' ? ' ' : *text, file.names);
    putc('\n', file.names);
}

// What became of a library that is loaded while the disk is full is told by its
// missing names.
static void write_names(const struct csp_descriptor *c)
{
    unsigned long long step = address((const void *)(uintptr_t)c->step);
    fprintf(file.names, "step\t%llx\t%u\t%s\t", step, c->line, c->name);
    write_text(c->file);
    if (c->flags & CSP_COROUTINE_LIBRARY) fprintf(file.names, "library\n");
    for (csp_u32 i = 0; i < c->point_count; i++) {
        fprintf(file.names, "point\t%llx\t%u\t%u\t", step, i + 1,
                c->points[i].line);
        write_text(c->points[i].what);
    }
    fflush(file.names);
}

static size_t ring_bytes(uint32_t nodes, uint32_t events)
{
    size_t bytes = sizeof(struct csp_trace_ring) +
                   nodes * sizeof(struct csp_trace_node) +
                   events * sizeof(struct csp_trace_event);
    return (bytes + 63) / 64 * 64; // rings share no line of a cache
}

// The rings share what CSP_TRACE_SIZE says: a tenth of it is for nodes.
static struct csp_trace_head plan(void)
{
    struct csp_trace_head head = {.magic = CSP_TRACE_MAGIC,
                                  .version = CSP_TRACE_VERSION};
    head.rings = cspi_rt.count + 1;
    size_t bytes = ((size_t)cspi_rt.trace_mib << 20) / head.rings;
    head.nodes = NODES_LEAST;
    while (head.nodes < NODES_MOST &&
           head.nodes * 20 * sizeof(struct csp_trace_node) <= bytes)
        head.nodes *= 2;
    size_t taken = ring_bytes(head.nodes, 0), events = 0;
    if (bytes > taken)
        events = (bytes - taken) / sizeof(struct csp_trace_event);
    if (events > UINT32_MAX / 2) events = UINT32_MAX / 2;
    head.events = events < EVENTS_LEAST ? EVENTS_LEAST : (uint32_t)events;
    head.names_at =
        sizeof head + head.rings * ring_bytes(head.nodes, head.events);
    head.began = cspi_now();
    head.flags = cspi_rt.virtual_time ? CSP_TRACE_VIRTUAL : 0;
    head.pid = (uint32_t)getpid();
    return head;
}

static void place_rings(void)
{
    char *at = (char *)(file.head + 1);
    for (uint32_t i = 0; i < file.head->rings; i++) {
        struct trace *t = &file.rings[i];
        t->ring = (struct csp_trace_ring *)(void *)at;
        t->nodes = (struct csp_trace_node *)(t->ring + 1);
        t->events = (struct csp_trace_event *)(t->nodes + file.head->nodes);
        at += ring_bytes(file.head->nodes, file.head->events);
    }
}

// NULL, or what went wrong. path NULL: memory without a name.
static const char *open_file(const char *path)
{
    struct csp_trace_head head = plan();
    file.rings = cspi_zalloc(head.rings * sizeof *file.rings);
    if (!file.rings) return failure("cannot have its rings");
    int fd;
    void *map = path ? cspi_map_new(path, head.names_at, &fd)
                     : cspi_local_memory(head.names_at, &fd);
    if (!map) return failure("cannot be written");
    file.names = fdopen(fd, "w");
    if (!file.names || fseeko(file.names, (off_t)head.names_at, SEEK_SET))
        return failure("cannot be written");
    memcpy(map, &head, sizeof head);
    file.head = map;
    place_rings();
    fprintf(file.names, "program\t");
    write_text(program_invocation_short_name);
    cspi_registry_tell(write_names);
    return fflush(file.names) ? failure("cannot be written") : NULL;
}

// "%p" is the process, so that each of several has its own.
static void expand(char *to, size_t room, const char *path)
{
    size_t n = 0;
    for (; *path && n + 1 < room; path++)
        if (path[0] == '%' && path[1] == 'p') {
            n += (size_t)snprintf(to + n, room - n, "%d", (int)getpid());
            if (n >= room) n = room - 1;
            path++;
        } else {
            to[n++] = *path;
        }
    to[n] = 0;
}

void cspi_trace_start(void)
{
    char path[4096];
    const char *wrong = NULL;
    if (cspi_rt.trace) {
        expand(path, sizeof path, cspi_rt.trace);
        wrong = open_file(path);
        if (wrong) cspi_stop("CSP_TRACE=%s: %s", path, wrong);
    } else if (cspi_rt.watch) {
        wrong = open_file(NULL);
        if (wrong) cspi_stop("CSP_WATCH=%s: %s", cspi_rt.watch, wrong);
    }
}

int cspi_trace_descriptor(void)
{
    return file.names ? fileno(file.names) : -1;
}

void cspi_trace_worker(struct worker *w)
{
    if (!cspi_trace_is_on() && !cspi_rt.births) return;
    if (file.head) w->trace = &file.rings[w->index];
    w->told = w->apart = true;
    w->calm = FLOOR_TOLD;
    w->abi.floor = FLOOR_TOLD;
}
