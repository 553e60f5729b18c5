// SPDX-License-Identifier: MIT
// reach.c: marks from the roots on, as a collector of garbage does that knows
// no types.
//
// Memory is cut into blocks: tasks and called frames (block.c tells where they
// lie), tasks in their parents' frames, and blocks of malloc (heap.c). A word
// that leads into one, also into its middle, reaches it, and so all words in
// it. All other memory that can be written is a root, but for holes: what is in
// a pool beside its blocks, stacks below their top, and what the runtime notes
// of tasks that wait. So a heap that heap.c cannot read is a root as a whole.
//
// Links that lead to a task only because it waits, or has waited, are no uses
// of it: see is_link. Owns all tables, by mmap: whoever stands may have the
// locks of malloc.
#define _GNU_SOURCE
#include "look/reach.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/peek.h"
#include "look/heap.h"
#include "run/birth.h"
#include "run/block.h"
#include "run/rt.h"
#include "run/scope.h"
#include "sync/group.h"
#include "sync/par.h"

enum { PAGE = 4096, NONE = UINT32_MAX };

struct range {
    uintptr_t from, to;
};

struct map {
    struct range range;
    bool brk;   // malloc's first heap
    bool named; // a file's, or one of the system's
    bool stack; // of the main thread
    bool libc;  // malloc has its own there, which leads to heads of blocks
};

struct heap {
    struct range range;
    size_t starts, marks; // the first of its bits, one for each grain
};

struct hole {
    struct range range;
    bool never; // not if it is a block itself that is reached
};

struct nest { // of blocks of a pool, or one branch
    struct range range;
    struct pool pool;
    size_t marks;
    uint32_t outer; // branches: the one around it, or NONE
};

// In memory of its own that grows.
struct list {
    void *items;
    size_t used, room; // bytes
};

struct block {
    struct range range;
    const struct task *task; // whose it is; NULL: it is no task's
    size_t mark;
    bool free; // nobody's
};

static struct {
    struct list maps, heaps, pools, branches, holes, threads, todo, bits;
    struct range tracked; // all blocks are in it
    bool failed;          // memory was out
    bool anywhere;        // a thread's stack may be in any map
    bool links;           // links count as uses now
    bool heads;           // .. and the heads of blocks of malloc
} reach;

static CSPI_COPIES unsigned char page[PAGE];

// -- lists -------------------------------------------------------------------

static void *add(struct list *list, size_t bytes)
{
    if (list->used + bytes > list->room) {
        size_t room = list->room ? list->room : 16 * (size_t)PAGE;
        while (room < list->used + bytes)
            room *= 2;
        void *items =
            list->room
                ? mremap(list->items, list->room, room, MREMAP_MAYMOVE)
                : mmap(NULL, room, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (items == MAP_FAILED) {
            reach.failed = true;
            return NULL;
        }
        list->items = items;
        list->room = room;
    }
    list->used += bytes;
    return (char *)list->items + list->used - bytes;
}

static void drop(struct list *list)
{
    if (list->room) munmap(list->items, list->room);
    *list = (struct list){0};
}

// Every item begins with its range. By heaps: qsort allocates.
static void swap(char *a, char *b, size_t bytes)
{
    char kept[sizeof(struct nest)];
    memcpy(kept, a, bytes);
    memcpy(a, b, bytes);
    memcpy(b, kept, bytes);
}

static bool is_before(const char *a, const char *b)
{
    const struct range *one = (const void *)a, *other = (const void *)b;
    return one->from != other->from ? one->from < other->from
                                    : one->to > other->to;
}

static void sift(char *items, size_t at, size_t n, size_t bytes)
{
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        char *down = items + child * bytes;
        if (child + 1 < n && is_before(down, down + bytes)) {
            child++;
            down += bytes;
        }
        if (!is_before(items + at * bytes, down)) return;
        swap(items + at * bytes, down, bytes);
    }
}

static void sort(struct list *list, size_t bytes)
{
    char *items = list->items;
    size_t n = list->used / bytes;
    for (size_t i = n / 2; i-- > 0;)
        sift(items, i, n, bytes);
    for (size_t i = n; i-- > 1;) {
        swap(items, items + i * bytes, bytes);
        sift(items, 0, i, bytes);
    }
}

// How many begin before the address.
static size_t count_before(const struct list *list, size_t bytes, uintptr_t at)
{
    size_t low = 0, high = list->used / bytes;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct range *range =
            (const void *)((const char *)list->items + middle * bytes);
        if (range->from < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// The last one that begins at the address or before; NULL: there is none.
static void *last_at(const struct list *list, size_t bytes, uintptr_t at)
{
    size_t n = count_before(list, bytes, at + 1);
    return n ? (char *)list->items + (n - 1) * bytes : NULL;
}

static void add_hole_of(uintptr_t from, uintptr_t to, bool never)
{
    struct hole *hole = to > from ? add(&reach.holes, sizeof *hole) : NULL;
    if (hole) *hole = (struct hole){{from, to}, never};
}

static void add_hole(uintptr_t from, uintptr_t to)
{
    add_hole_of(from, to, false);
}

static void add_own(const void *at, size_t bytes)
{
    add_hole_of((uintptr_t)at, (uintptr_t)at + bytes, true);
}

static void track(uintptr_t from, uintptr_t to)
{
    if (from < reach.tracked.from) reach.tracked.from = from;
    if (to > reach.tracked.to) reach.tracked.to = to;
}

// -- bits --------------------------------------------------------------------

// So many of them, all 0: the number of the first.
static size_t new_bits(size_t n)
{
    size_t first = reach.bits.used * 8;
    add(&reach.bits, (n + 63) / 64 * 8);
    return first;
}

static bool has_bit(size_t bit)
{
    const uint64_t *words = reach.bits.items;
    return words[bit / 64] >> bit % 64 & 1;
}

static void set_bit(size_t bit)
{
    uint64_t *words = reach.bits.items;
    words[bit / 64] |= (uint64_t)1 << bit % 64;
}

// The last one that is set, from `low` to `bit`, which begin a word each; or
// one before `low`.
static size_t last_bit(size_t bit, size_t low)
{
    const uint64_t *words = reach.bits.items;
    uint64_t word = words[bit / 64] << (63 - bit % 64);
    if (word) return bit - (size_t)__builtin_clzll(word);
    for (size_t i = bit / 64; i-- > low / 64;)
        if (words[i]) return i * 64 + 63 - (size_t)__builtin_clzll(words[i]);
    return low - 1;
}

// -- what memory there is ----------------------------------------------------

// A line of /proc/self/maps: FROM-TO rwxp OFFSET DEVICE INODE   NAME
static void read_map(const char *line)
{
    struct map map = {0};
    char *at;
    map.range.from = strtoul(line, &at, 16);
    if (*at++ != '-') return;
    map.range.to = strtoul(at, &at, 16);
    if (strncmp(at, " rw", 3) != 0) return;
    if (cspi_heap_is_shadow(map.range.from, map.range.to)) return;
    const char *name = strpbrk(at, "[/");
    map.named = name;
    map.libc = name && (strstr(name, "/libc.so") || strstr(name, "/libc-"));
    map.brk = name && strncmp(name, "[heap]", 6) == 0;
    map.stack = name && strncmp(name, "[stack]", 7) == 0;
    struct map *place = add(&reach.maps, sizeof map);
    if (place) *place = map;
}

static bool read_maps(void)
{
    static CSPI_COPIES char text[2 * PAGE];
    int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    size_t used = 0;
    for (ssize_t n; (n = read(fd, text + used, sizeof text - 1 - used)) > 0;) {
        used += (size_t)n;
        text[used] = 0;
        char *line = text;
        for (char *end; (end = strchr(line, '\n')); line = end + 1) {
            *end = 0;
            read_map(line);
        }
        used -= (size_t)(line - text);
        memmove(text, line, used);
        if (used == sizeof text - 1) used = 0; // a name that is too long
    }
    close(fd);
    return reach.maps.used > 0;
}

static void take_pool(const struct pool *pool)
{
    struct nest *nest = add(&reach.pools, sizeof *nest);
    if (!nest) return;
    *nest = (struct nest){.range = {pool->from, pool->to},
                          .pool = *pool,
                          .marks = new_bits(pool->count)};
    add_hole(pool->from, pool->to);
    track(pool->from, pool->to);
}

static void take_heap(uintptr_t at, uintptr_t end)
{
    struct heap heap = {.range = {at, end}};
    size_t grains = (end - at) / HEAP_GRAIN;
    heap.starts = new_bits(grains);
    heap.marks = new_bits(grains);
    struct heap *place = add(&reach.heaps, sizeof heap);
    if (reach.failed) return;
    *place = heap;
    for (uintptr_t next; at < end; at = next) {
        bool used;
        size_t grain = (at - heap.range.from) / HEAP_GRAIN;
        next = cspi_heap_next(at, end, &used);
        set_bit(heap.starts + grain);
        if (!used) set_bit(heap.marks + grain);
    }
    add_hole(heap.range.from, end);
    track(heap.range.from, end);
}

static void take_heaps(void)
{
    size_t n = reach.maps.used / sizeof(struct map);
    for (size_t i = 0; i < n; i++) {
        struct map map = ((struct map *)reach.maps.items)[i];
        if (map.named && !map.brk) continue;
        uintptr_t at = map.range.from, end;
        for (; cspi_heap_find(&at, &end, map.range.to, map.brk); at = end) {
            add_hole(cspi_heap_own(at, map.brk), at);
            take_heap(at, end);
        }
    }
}

// Of the runtime: what leads from workers to tasks, and the copies that others
// of this room make.
static void take_own(void)
{
    extern char first[] __asm__("__start_csp_copies")
        __attribute__((weak, visibility("hidden")));
    extern char last[] __asm__("__stop_csp_copies")
        __attribute__((weak, visibility("hidden")));
    add_own(first, (size_t)(last - first));
    add_own(&cspi_rt, sizeof cspi_rt);
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++)
        add_own(cspi_rt.workers[i], sizeof *cspi_rt.workers[i]);
    size_t bytes;
    const void *table = cspi_birth_table(&bytes);
    add_own(table, bytes);
    table = cspi_scope_table(&bytes);
    add_own(table, bytes);
}

void cspi_reach_prepare(void)
{
    cspi_heap_prepare();
}

bool cspi_reach_begin(void)
{
    reach.tracked = (struct range){UINTPTR_MAX, 0};
    reach.failed = reach.anywhere = false;
    if (!read_maps()) return false;
    cspi_pool_each(take_pool);
    take_heaps();
    take_own();
    return !reach.failed;
}

void cspi_reach_stack(uintptr_t low, uintptr_t sp)
{
    add_hole(low, sp);
}

void cspi_reach_branch(uintptr_t from, uintptr_t to)
{
    struct nest *nest = add(&reach.branches, sizeof *nest);
    if (!nest) return;
    *nest = (struct nest){.range = {from, to}, .marks = new_bits(1)};
    add_hole(from, to);
}

void cspi_reach_thread(uintptr_t sp)
{
    uintptr_t *place = add(&reach.threads, sizeof *place);
    if (place) *place = sp;
    if (!sp) reach.anywhere = true;
}

// Those around it stand before it.
static void nest_branches(void)
{
    struct nest *all = reach.branches.items;
    size_t n = reach.branches.used / sizeof *all;
    for (size_t i = 0; i < n; i++) {
        uint32_t outer = i ? (uint32_t)(i - 1) : NONE;
        while (outer != NONE && all[outer].range.to <= all[i].range.from)
            outer = all[outer].outer;
        all[i].outer = outer;
    }
}

// -- blocks ------------------------------------------------------------------

static bool in_branch(uintptr_t p, struct block *block)
{
    struct nest *all = reach.branches.items,
                *nest = last_at(&reach.branches, sizeof *nest, p);
    while (nest && p >= nest->range.to)
        nest = nest->outer == NONE ? NULL : &all[nest->outer];
    if (!nest) return false;
    block->range = nest->range;
    block->task = &((const struct branch *)nest->range.from)->task;
    block->mark = nest->marks;
    return true;
}

// What is in a pool but in no block counts as free.
static bool in_pool(uintptr_t p, struct block *block)
{
    const struct nest *nest = last_at(&reach.pools, sizeof *nest, p);
    if (!nest || p >= nest->range.to) return false;
    const struct pool *pool = &nest->pool;
    size_t i = p < pool->first ? SIZE_MAX : (p - pool->first) / pool->bytes;
    block->free = i >= pool->count;
    if (block->free) return true;
    block->range.from = pool->first + i * pool->bytes;
    block->range.to = block->range.from + pool->bytes;
    block->mark = nest->marks + i;
    if (!pool->tasks) return true;
    block->task = (const struct task *)block->range.from;
    block->free = cspi_task_state(block->task) == TASK_FREE;
    return true;
}

static bool in_heap(uintptr_t p, struct block *block)
{
    const struct heap *heap = last_at(&reach.heaps, sizeof *heap, p);
    if (!heap || p >= heap->range.to) return false;
    uintptr_t from = heap->range.from;
    size_t grain = (p - from) / HEAP_GRAIN;
    size_t start = last_bit(heap->starts + grain, heap->starts) - heap->starts;
    // The first word of a block is the last of the one before.
    if (start && reach.heads && p < from + start * HEAP_GRAIN + HEAP_HEAD / 2)
        start = last_bit(heap->starts + start - 1, heap->starts) - heap->starts;
    uintptr_t at = from + start * HEAP_GRAIN;
    block->mark = heap->marks + start;
    if (has_bit(block->mark)) return true; // its end may take long to find
    block->range = (struct range){at + HEAP_HEAD, cspi_heap_end(at)};
    block->free = p < block->range.from || p >= block->range.to;
    return true;
}

// In which block it is; false: in none, so it is always there.
static bool find(uintptr_t p, struct block *block)
{
    if (p < reach.tracked.from || p >= reach.tracked.to) return false;
    *block = (struct block){0};
    return in_branch(p, block) || in_pool(p, block) || in_heap(p, block);
}

// -- links -------------------------------------------------------------------

static __attribute__((no_sanitize("address"))) uintptr_t load(uintptr_t at)
{
    return *(const volatile uintptr_t *)at;
}

// With bits that tell more in the lowest three.
static bool is_task(uintptr_t word)
{
    struct block block;
    uintptr_t p = word & ~(uintptr_t)7;
    return find(p, &block) && !block.free && block.task &&
           (uintptr_t)block.task == p;
}

// An address of memory, as a time is none.
static bool is_mapped(uintptr_t word)
{
    const struct map *map = last_at(&reach.maps, sizeof *map, word);
    return map && word < map->range.to;
}

// p leads to a node by which a task waits, or has waited: a struct waiter, or
// brood, whose second word tells the task; a struct timer, whose fourth does,
// behind a time; a struct scope, which has a timer as its third. Or to what
// only the runtime knows of: the task itself, and what links it to others.
static bool is_link(uintptr_t p, const struct block *block)
{
    if (block->task) {
        uintptr_t task = (uintptr_t)block->task;
        if (p == task || p == block->range.from) return true;
        enum task_kind kind = cspi_task_kind(block->task);
        if ((kind == TASK_CHILD || kind == TASK_HELD) &&
            p == (uintptr_t)cspi_task_end(block->task) - sizeof(struct child))
            return true;
        if (kind == TASK_COUNTED &&
            p == task + sizeof(struct task) + offsetof(struct counted, link))
            return true;
    }
    uintptr_t words = p % 8 ? 0 : (block->range.to - p) / 8;
    if (words >= 2 && is_task(load(p + 8))) return true;
    if (words >= 4 && is_task(load(p + 24)) && load(p + 16) &&
        !is_mapped(load(p + 16)))
        return true;
    return words >= 6 && is_task(load(p + 40)) && load(p + 32) &&
           !is_mapped(load(p + 32)) &&
           (!load(p) || load(p) > block->range.from);
}

// -- marking -----------------------------------------------------------------

static void take(const struct block *block)
{
    if (block->free || has_bit(block->mark)) return;
    set_bit(block->mark);
    struct range *place = add(&reach.todo, sizeof *place);
    if (place) *place = block->range;
}

static void use(uintptr_t p)
{
    struct block block;
    if (!find(p, &block) || block.free || has_bit(block.mark)) return;
    if (!reach.links && is_link(p, &block)) return;
    take(&block);
}

static void use_words(uintptr_t from, uintptr_t to)
{
    from = (from + 7) & ~(uintptr_t)7;
    for (; from + 8 <= to; from += 8)
        if (!cspi_heap_hides(from)) use(load(from));
}

// Calls visit for what is no hole. of_block: it may be one itself.
static void each_part(struct range range, bool of_block,
                      void (*visit)(uintptr_t from, uintptr_t to))
{
    const struct hole *holes = reach.holes.items;
    size_t n = reach.holes.used / sizeof *holes;
    uintptr_t at = range.from;
    size_t i = count_before(&reach.holes, sizeof *holes, at);
    if (!of_block && i && holes[i - 1].range.to > at)
        at = holes[i - 1].range.to;
    while (of_block && i < n && !holes[i].never && holes[i].range.from == at &&
           holes[i].range.to == range.to)
        i++; // the block itself
    for (; at < range.to; i++) {
        uintptr_t stop = i < n && holes[i].range.from < range.to
                             ? holes[i].range.from
                             : range.to;
        if (stop > at) visit(at, stop);
        if (stop == range.to) return;
        if (holes[i].range.to > at) at = holes[i].range.to;
    }
}

static void follow(void)
{
    while (reach.todo.used && !reach.failed) {
        reach.todo.used -= sizeof(struct range);
        struct range *last =
            (void *)((char *)reach.todo.items + reach.todo.used);
        each_part(*last, true, use_words);
    }
}

// By copies: not all that is mapped can be read.
static void use_page(uintptr_t from, uintptr_t to)
{
    if (!cspi_peek(page, (const void *)from, to - from)) return;
    const uintptr_t *words = (const void *)page;
    for (size_t i = 0; i < (to - from) / 8; i++)
        if (words[i] != (uintptr_t)cspi_rt.main_root && // main() has it
            !cspi_heap_hides(from + i * 8))
            use(words[i]);
}

// Bit 63: it is there; 62: it is written elsewhere. A page that is neither was
// never touched.
static void use_pages(uintptr_t from, uintptr_t to)
{
    static CSPI_COPIES uint64_t there[512];
    const uint64_t touched = (uint64_t)3 << 62;
    bool is_ours = sysconf(_SC_PAGESIZE) == PAGE; // it has a word a page
    int fd = is_ours ? open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC) : -1;
    from = (from + 7) & ~(uintptr_t)7;
    for (size_t n = 0, i = 0; from < to; i++) {
        uintptr_t end = (from | (PAGE - 1)) + 1;
        if (i == n) {
            ssize_t got = fd < 0 ? -1
                                 : pread(fd, there, sizeof there,
                                         (off_t)(from / PAGE * 8));
            n = got > 0 ? (size_t)got / 8 : 0;
            i = 0;
        }
        if (!n || there[i] & touched) use_page(from, end < to ? end : to);
        from = end;
    }
    if (fd >= 0) close(fd);
}

// Is it the stack of a thread that has stopped?
static bool is_stack(const struct map *map)
{
    const uintptr_t *sp = reach.threads.items;
    size_t n = reach.threads.used / sizeof *sp;
    if (reach.anywhere) return !map->named || map->stack;
    for (size_t i = 0; i < n; i++)
        if (sp[i] >= map->range.from && sp[i] < map->range.to) return true;
    return false;
}

void cspi_reach_roots(void)
{
    sort(&reach.maps, sizeof(struct map));
    sort(&reach.heaps, sizeof(struct heap));
    sort(&reach.pools, sizeof(struct nest));
    sort(&reach.branches, sizeof(struct nest));
    sort(&reach.holes, sizeof(struct hole));
    nest_branches();
    cspi_peek_begin();
    size_t n = reach.maps.used / sizeof(struct map);
    for (size_t i = 0; i < n && !reach.failed; i++) {
        const struct map *map = (struct map *)reach.maps.items + i;
        reach.links = is_stack(map);
        reach.heads = !map->libc;
        each_part(map->range, false, use_pages);
    }
    reach.links = false;
    reach.heads = true;
    follow();
}

void cspi_reach_task(const struct task *task)
{
    struct block block;
    if (find((uintptr_t)task, &block)) take(&block);
    follow();
}

bool cspi_reached(const void *address)
{
    struct block block;
    if (!find((uintptr_t)address, &block)) return true;
    return !block.free && has_bit(block.mark);
}

bool cspi_reach_end(void)
{
    bool good = !reach.failed;
    drop(&reach.maps);
    drop(&reach.heaps);
    drop(&reach.pools);
    drop(&reach.branches);
    drop(&reach.holes);
    drop(&reach.threads);
    drop(&reach.todo);
    drop(&reach.bits);
    return good;
}
