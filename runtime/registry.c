// SPDX-License-Identifier: MIT
// registry.c: the descriptors of all translation units.
//
// Owns the list of registered arrays and an open-addressing table from plain
// entries to descriptors, built when somebody first asks. Invariant: a table,
// once published, never changes; when arrays come (dlopen) a new one replaces
// it, and the old one stays, linked, for readers that still look at it. Arrays
// are never taken out: closing a library whose coroutines run is an error, and
// their addresses are not reused before.
#include "registry.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "alloc.h"
#include "copy.h"

struct array {
    const struct csp_descriptor *const *first, *const *end;
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
} registry = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct array spare_arrays[64]; // so that few programs allocate here
static unsigned spare_used;

static struct array *new_array(void)
{
    if (spare_used < sizeof spare_arrays / sizeof *spare_arrays)
        return &spare_arrays[spare_used++];
    return cspi_malloc(sizeof(struct array));
}

static bool is_registered(const struct csp_descriptor *const *first)
{
    for (struct array *a = registry.arrays; a; a = a->next)
        if (a->first == first) return true;
    return false;
}

void csp_rt_register_v2(const struct csp_descriptor *const *first,
                        const struct csp_descriptor *const *end)
{
    cspi_copy_check();
    pthread_mutex_lock(&registry.lock);
    struct array *array;
    if (first != end && !is_registered(first) && (array = new_array())) {
        *array = (struct array){first, end, registry.arrays};
        registry.arrays = array;
        atomic_store_explicit(&registry.table, NULL, memory_order_release);
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
        n += (size_t)(a->end - a->first);
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
        if (c->plain == plain) return c;
    return NULL;
}

// The lock is held. NULL when memory is out.
static struct table *make_table(void)
{
    size_t slots = 16;
    while (slots < 2 * entry_count())
        slots *= 2;
    struct table *table =
        cspi_zalloc(sizeof *table + slots * sizeof table->slot[0]);
    if (!table) return NULL;
    table->mask = slots - 1;
    for (struct array *a = registry.arrays; a; a = a->next)
        for (const struct csp_descriptor *const *c = a->first; c < a->end; c++)
            if (*c && (*c)->plain && !look_up(table, (*c)->plain))
                insert(table, *c);
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
    pthread_mutex_lock(&registry.lock);
    const struct csp_descriptor *c = search_arrays(NULL, step);
    pthread_mutex_unlock(&registry.lock);
    return c;
}

struct place cspi_registry_place(const struct csp_frame *frame)
{
    const struct csp_descriptor *c = cspi_registry_of_step(frame->step);
    if (!c) return (struct place){0};
    struct place place = {.file = c->file, .line = c->line, .name = c->name};
    if (frame->resume > 0 && frame->resume <= c->point_count) {
        place.line = c->points[frame->resume - 1].line;
        place.what = c->points[frame->resume - 1].what;
    }
    return place;
}
