// SPDX-License-Identifier: MIT
// load.c: checks a trace, and knows its names. The file stays mapped: what is
// read of a ring is read where the program writes it.
#include "trace/load.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS_MOST = 5 };

// -- names -------------------------------------------------------------------

static unsigned number(const char *word)
{
    return (unsigned)strtoul(word, NULL, 10);
}

static const char *with_file(struct trace *t, const struct function *f)
{
    return arena_printf(t->arena, "%s (%s)", f->name, f->file);
}

// Those of other files that have the same name are told from each other.
static void name_function(struct trace *t, struct function *f)
{
    uint64_t key = map_key(intern_s(t->names, f->name));
    union map_value *at = map_put(t->arena, &t->by_name, key);
    struct function *first = at->pointer;
    f->shown = f->name;
    if (!first) at->pointer = first = f;
    bool differ = strcmp(first->file, f->file) != 0;
    if (differ) first->shown = with_file(t, first);
    if (first->shown != first->name) f->shown = with_file(t, f);
}

static void add_function(struct trace *t, char *words[])
{
    struct function *f = ARENA_NEW(t->arena, struct function);
    uint64_t step = strtoull(words[1], NULL, 16);
    f->name = words[3];
    f->file = words[4];
    f->head = (struct place){f, number(words[2]), ""};
    name_function(t, f);
    map_put(t->arena, &t->functions, step)->pointer = t->last = f;
}

static void add_point(struct trace *t, char *words[])
{
    struct place *point = ARENA_NEW(t->arena, struct place);
    *point = (struct place){t->last, number(words[3]), words[4]};
    if (t->last) vec_push(t->arena, &t->last->points, point);
}

static void read_name(struct trace *t, char *line)
{
    char *words[WORDS_MOST] = {line, "", "", "", ""};
    for (unsigned n = 1; n < WORDS_MOST; n++) {
        char *tab = strchr(words[n - 1], '\t');
        if (!tab) break;
        *tab = 0;
        words[n] = tab + 1;
    }
    if (strcmp(line, "program") == 0)
        t->program = words[1];
    else if (strcmp(line, "step") == 0)
        add_function(t, words);
    else if (strcmp(line, "point") == 0)
        add_point(t, words);
    else if (strcmp(line, "library") == 0 && t->last)
        t->last->is_library = true;
}

static void read_names(struct trace *t)
{
    const char *end = t->map + t->bytes;
    for (const char *at = t->map + t->names_read, *line_end;
         (line_end = memchr(at, '\n', (size_t)(end - at))); at = line_end + 1) {
        read_name(t, arena_strndup(t->arena, at, (size_t)(line_end - at)));
        t->names_read = (size_t)(line_end + 1 - t->map);
    }
}

struct place *load_place(struct trace *t, uint64_t step, uint32_t resume)
{
    const union map_value *found = map_get(&t->functions, step);
    struct function *f = found ? found->pointer : &t->unknown;
    if (resume == 0 || resume > f->points.count) return &f->head;
    return f->points.at[resume - 1];
}

// -- stacks ------------------------------------------------------------------

const struct csp_trace_node *
load_node(const struct trace *t, const struct ring *ring, uint32_t id)
{
    if (id == 0 || id > t->head.nodes) return NULL;
    const struct csp_trace_node *node = &ring->nodes[id - 1];
    return __atomic_load_n(&node->step, __ATOMIC_ACQUIRE) ? node : NULL;
}

// In a damaged file they may go round.
struct place *load_leaf(struct trace *t, const struct ring *ring, uint32_t id)
{
    struct place *leaf = NULL;
    const struct csp_trace_node *node = load_node(t, ring, id);
    for (uint32_t i = 0; node && i < t->head.nodes; i++) {
        struct place *place = load_place(t, node->step, node->resume);
        if (!leaf || !place->function->is_library) leaf = place;
        node = load_node(t, ring, node->inner);
    }
    return leaf ? leaf : &t->unknown.head;
}

// -- the file ----------------------------------------------------------------

static size_t ring_bytes(const struct csp_trace_head *head)
{
    size_t bytes = sizeof(struct csp_trace_ring) +
                   head->nodes * sizeof(struct csp_trace_node) +
                   head->events * sizeof(struct csp_trace_event);
    return (bytes + 63) / 64 * 64;
}

static const char *check(const struct trace *t)
{
    const struct csp_trace_head *head = &t->head;
    if (t->bytes < sizeof *head ||
        memcmp(head->magic, CSP_TRACE_MAGIC, sizeof head->magic) != 0)
        return "is no trace of CSP_TRACE";
    if (head->version != CSP_TRACE_VERSION)
        return "is a trace of another version of cspcc, or of another machine";
    if (head->rings == 0 || head->events == 0 || head->nodes == 0 ||
        head->names_at != sizeof *head + head->rings * ring_bytes(head))
        return "is damaged: its head makes no sense";
    return t->bytes < head->names_at ? "is cut off" : NULL;
}

static void find_rings(struct trace *t)
{
    size_t each = ring_bytes(&t->head);
    t->rings = arena_alloc(t->arena, t->head.rings * sizeof *t->rings);
    for (uint32_t i = 0; i < t->head.rings; i++) {
        const char *at = t->map + sizeof t->head + i * each;
        struct ring *ring = &t->rings[i];
        ring->head = (const void *)at;
        ring->nodes = (const void *)(ring->head + 1);
        ring->events = (const void *)(ring->nodes + t->head.nodes);
    }
}

// A file of no bytes cannot be mapped.
static const char *map_file(struct trace *t, int fd)
{
    struct stat about;
    if (fstat(fd, &about) < 0) return strerror(errno);
    if (S_ISDIR(about.st_mode)) return strerror(EISDIR);
    t->bytes = (size_t)about.st_size;
    if (about.st_size == 0) return "is empty";
    t->map = mmap(NULL, t->bytes, PROT_READ, MAP_SHARED, fd, 0);
    if (t->map == MAP_FAILED) return strerror(errno);
    if (t->bytes >= sizeof t->head) memcpy(&t->head, t->map, sizeof t->head);
    return check(t);
}

const char *load_descriptor(struct trace *t, struct arena *arena, int fd)
{
    *t = (struct trace){.arena = arena, .program = ""};
    t->names = intern_create(arena);
    t->unknown = (struct function){.name = "?", .file = "", .shown = "?"};
    t->unknown.head = (struct place){&t->unknown, 0, ""};
    const char *wrong = map_file(t, fd);
    close(fd);
    if (wrong) return wrong;
    find_rings(t);
    t->names_read = t->head.names_at;
    read_names(t);
    return NULL;
}

const char *load_file(struct trace *t, struct arena *arena, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? strerror(errno) : load_descriptor(t, arena, fd);
}
