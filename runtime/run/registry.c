// SPDX-License-Identifier: MIT
// registry.c: the descriptors of all translation units.
//
// Owns the list of registered arrays and an open-addressing table from plain
// entries to descriptors, built when somebody first asks. Invariant: a table,
// once published, never changes; when arrays come (dlopen) a new one replaces
// it, and the old one stays, linked, for readers that still look at it. Tables
// lead to copies, which stay when their library is closed, because places that
// call through pointers keep what they have found (csp_rt_find): `plain` of
// such a copy is NULL. Closing a library whose coroutines run is an error.
#include "run/registry.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "memory/alloc.h"
#include "base/copy.h"
#include "base/spin.h"

struct array {
    const struct csp_descriptor *const *first, *const *end;
    struct csp_descriptor *copies; // NULL: not made yet
    struct array *next;
};

struct table {
    struct table *older;
    size_t mask; // slots - 1; at most half of them are used
    const struct csp_descriptor *slot[];
};

static struct {
    pthread_mutex_t lock; // guards `arrays` and the making of tables
    struct array *arrays;
    _Atomic(struct table *) table; // release / acquire; NULL: to be made anew
    struct table *tables;          // all there ever were
    bool exiting;                  // the program ends
    void (*heard)(const struct csp_descriptor *c); // of what comes; or NULL
} registry = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct array spare_arrays[64]; // so that few programs allocate here
static unsigned spare_used;

// In the list. One that was taken back is used again.
static struct array *new_array(void)
{
    struct array *array = registry.arrays;
    while (array && array->first)
        array = array->next;
    if (array) return array;
    if (spare_used < sizeof spare_arrays / sizeof *spare_arrays)
        array = &spare_arrays[spare_used++];
    else
        array = cspi_malloc(sizeof *array);
    if (!array) return NULL;
    *array = (struct array){.next = registry.arrays};
    return registry.arrays = array;
}

static struct array *find_array(const struct csp_descriptor *const *first)
{
    struct array *a = registry.arrays;
    while (a && a->first != first)
        a = a->next;
    return a;
}

// The lock is held.
static void tell(const struct array *array)
{
    for (const struct csp_descriptor *const *c = array->first; c < array->end;
         c++)
        if (*c) registry.heard(*c);
}

void cspi_registry_tell(void (*heard)(const struct csp_descriptor *c))
{
    pthread_mutex_lock(&registry.lock);
    registry.heard = heard;
    for (struct array *a = registry.arrays; a; a = a->next)
        tell(a);
    pthread_mutex_unlock(&registry.lock);
}

// Tasks may still run then, and look for coroutines.
static void note_exit(void)
{
    pthread_mutex_lock(&registry.lock);
    registry.exiting = true;
    pthread_mutex_unlock(&registry.lock);
}

void csp_rt_register_v5(const struct csp_descriptor *const *first,
                        const struct csp_descriptor *const *end)
{
    static bool noting; // under the lock
    cspi_copy_check();
    pthread_mutex_lock(&registry.lock);
    if (!noting) noting = atexit(note_exit) == 0;
    struct array *array;
    if (first != end && !find_array(first) && (array = new_array())) {
        array->first = first;
        array->end = end;
        if (registry.heard) tell(array);
        atomic_store_explicit(&registry.table, NULL, memory_order_release);
    }
    pthread_mutex_unlock(&registry.lock);
}

static size_t length(const struct array *array)
{
    return (size_t)(array->end - array->first);
}

void csp_rt_unregister(const struct csp_descriptor *const *first)
{
    pthread_mutex_lock(&registry.lock);
    struct array *array = registry.exiting ? NULL : find_array(first);
    for (size_t i = 0; array && array->copies && i < length(array); i++)
        __atomic_store_n(&array->copies[i].plain, NULL, __ATOMIC_RELAXED);
    if (array) {
        array->first = array->end = NULL;
        array->copies = NULL; // tables lead to them
    }
    pthread_mutex_unlock(&registry.lock);
}

static size_t hash(uintptr_t address)
{
    return (size_t)((uint64_t)address * 0x9e3779b97f4a7c15 >> 32);
}

static size_t entry_count(void)
{
    size_t n = 0;
    for (struct array *a = registry.arrays; a; a = a->next)
        n += length(a);
    return n;
}

static void insert(struct table *table, const struct csp_descriptor *c)
{
    size_t at = hash((uintptr_t)c->plain);
    while (table->slot[at & table->mask])
        at++;
    table->slot[at & table->mask] = c;
}

static const struct csp_descriptor *
look_up(const struct table *table, void (*plain)(void))
{
    const struct csp_descriptor *c;
    for (size_t at = hash((uintptr_t)plain);
         (c = table->slot[at & table->mask]); at++)
        if (cspi_registry_is(c, plain)) return c;
    return NULL;
}

// The lock is held. False when memory is out.
static bool make_copies(void)
{
    for (struct array *a = registry.arrays; a; a = a->next) {
        if (a->copies) continue;
        a->copies = cspi_zalloc(length(a) * sizeof *a->copies);
        if (!a->copies) return false;
        for (size_t i = 0; i < length(a); i++)
            if (a->first[i]) a->copies[i] = *a->first[i];
    }
    return true;
}

// The lock is held. NULL when memory is out.
static struct table *make_table(void)
{
    size_t slots = 16;
    if (!make_copies()) return NULL;
    while (slots < 2 * entry_count())
        slots *= 2;
    struct table *table =
        cspi_zalloc(sizeof *table + slots * sizeof table->slot[0]);
    if (!table) return NULL;
    table->mask = slots - 1;
    for (struct array *a = registry.arrays; a; a = a->next)
        for (size_t i = 0; i < length(a); i++)
            if (a->copies[i].plain && !look_up(table, a->copies[i].plain))
                insert(table, &a->copies[i]);
    table->older = registry.tables;
    registry.tables = table;
    atomic_store_explicit(&registry.table, table, memory_order_release);
    return table;
}

// Without a table, when there is no memory for one. The lock is held.
static const struct csp_descriptor *
search_arrays(void (*plain)(void), csp_step *step)
{
    for (struct array *a = registry.arrays; a; a = a->next)
        for (const struct csp_descriptor *const *c = a->first; c < a->end; c++)
            if (*c && ((plain && (*c)->plain == plain) ||
                       (step && (*c)->step == step)))
                return *c;
    return NULL;
}

const struct csp_descriptor *cspi_registry_of_plain(void (*plain)(void))
{
    struct table *table =
        atomic_load_explicit(&registry.table, memory_order_acquire);
    if (table) return look_up(table, plain);
    pthread_mutex_lock(&registry.lock);
    table = atomic_load_explicit(&registry.table, memory_order_relaxed);
    if (!table) table = make_table();
    const struct csp_descriptor *c =
        table ? look_up(table, plain) : search_arrays(plain, NULL);
    pthread_mutex_unlock(&registry.lock);
    return c;
}

const struct csp_descriptor *cspi_registry_of_step(csp_step *step)
{
    bool locked = cspi_mutex_lock_if_free(&registry.lock);
    const struct csp_descriptor *c = search_arrays(NULL, step);
    if (locked) pthread_mutex_unlock(&registry.lock);
    return c;
}

bool cspi_registry_is_library(csp_step *step)
{
    const struct csp_descriptor *c = cspi_registry_of_step(step);
    return c && c->flags & CSP_COROUTINE_LIBRARY;
}

const struct csp_frame *
cspi_registry_users(const struct csp_frame *frame, const struct csp_frame *root)
{
    while (frame != root && cspi_registry_is_library(frame->step))
        frame = frame->parent;
    return frame;
}

struct place cspi_registry_place(const struct csp_frame *frame)
{
    const struct csp_descriptor *c = cspi_registry_of_step(frame->step);
    if (!c) return (struct place){0};
    struct place place = {.file = c->file, .line = c->line, .name = c->name};
    if (frame->resume > 0 && frame->resume <= c->point_count) {
        place.line = c->points[frame->resume - 1].line;
        place.what = c->points[frame->resume - 1].what;
        place.kind = c->points[frame->resume - 1].kind;
    }
    return place;
}
