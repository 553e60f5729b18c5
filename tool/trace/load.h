// SPDX-License-Identifier: MIT
// load.h: a file that CSP_TRACE has made, as it lies in memory.
//
// It may still be written. Nothing of it is believed before it was checked.
#ifndef CSP_TRACE_LOAD_H
#define CSP_TRACE_LOAD_H

#include <csp/trace.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/base.h"

// A suspension of a function, or its head.
struct place {
    struct function *function;
    unsigned line;
    const char *text; // as the source has it there; may be empty
};

struct function {
    const char *name, *file;
    const char *shown; // its name, and the file if another has that name, too
    bool is_library;   // it comes with the language
    struct place head;
    VEC(struct place *) points; // that of suspension k is at[k - 1]
};

struct ring {
    const struct csp_trace_ring *head;
    const struct csp_trace_node *nodes;
    const struct csp_trace_event *events;
    uint64_t next; // the number of the event to be read
    uint64_t end;  // .. and how many there are to be read now
    uint64_t lost; // overwritten before they were read
};

struct trace {
    struct arena *arena;
    const char *program;
    struct csp_trace_head head;
    struct ring *rings;
    struct map functions; // by the address of their step
    struct intern *names;
    struct map by_name; // of these: the first function that has it
    const char *map;    // all of the file
    size_t bytes;
    size_t names_read;     // up to here
    struct function *last; // that was named
    struct function unknown;
};

// NULL, or what is wrong with it.
const char *
load_file(struct trace *trace, struct arena *arena, const char *path);

// The same of a descriptor, which is closed.
const char *load_descriptor(struct trace *trace, struct arena *arena, int fd);

// Does it tell of virtual time?
static inline bool load_is_virtual(const struct trace *trace)
{
    return trace->head.flags & CSP_TRACE_VIRTUAL;
}

// The node of that number; NULL: there is none.
const struct csp_trace_node *
load_node(const struct trace *trace, const struct ring *ring, uint32_t id);
// Where a frame stands.
struct place *load_place(struct trace *trace, uint64_t step, uint32_t resume);
// Where the innermost frame of a stack stands that is none of the library's, if
// there is one.
struct place *
load_leaf(struct trace *trace, const struct ring *ring, uint32_t id);

#endif
