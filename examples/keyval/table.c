// table.c: memory that is counted, words, and tables.
#include "keyval.h"
#include <inttypes.h>
#include <malloc.h>
#include <strings.h>

void *must(void *p)
{
    if (p) return p;
    fprintf(stderr, "keyval: out of memory\n");
    exit(1);
}

void *take(void *old, size_t bytes)
{
    size_t before = old ? malloc_usable_size(old) : 0;
    void *new = must(realloc(old, bytes));
    world.used += malloc_usable_size(new) - before;
    return new;
}

void give(void *old)
{
    if (old) world.used -= malloc_usable_size(old);
    free(old);
}

struct text *text_make(const char *p, size_t n)
{
    struct text *text = take(NULL, sizeof *text + n + 1);
    text->n = n;
    memcpy(text->p, p, n);
    text->p[n] = 0;
    return text;
}

uint64_t any_number(void)
{
    world.random ^= world.random << 13;
    world.random ^= world.random >> 7;
    return world.random ^= world.random << 17;
}

bool is(struct arg a, const char *s)
{
    return strcasecmp(a.p, s) == 0;
}

bool equal(struct arg a, const char *p, size_t n)
{
    return a.n == n && memcmp(a.p, p, n) == 0;
}

// Written as it would be printed.
bool to_number(struct arg a, int64_t *number)
{
    char text[24];
    *number = strtoll(a.p, NULL, 10);
    int n = snprintf(text, sizeof text, "%" PRId64, *number);
    return equal(a, text, (size_t)n);
}

// The seed is not known outside: nobody can choose keys that all meet.
static uint32_t hash(struct arg key)
{
    static uint64_t seed;
    while (!seed)
        seed = any_number();
    uint64_t h = seed ^ key.n, piece;
    for (size_t i = 0; i < key.n; i += sizeof piece) {
        piece = 0;
        memcpy(&piece, key.p + i, key.n - i < 8 ? key.n - i : 8);
        h = (h ^ piece) * 0x9e3779b97f4a7c15;
        h ^= h >> 29;
    }
    return (uint32_t)(h * 0xbf58476d1ce4e5b9 >> 32);
}

static struct item **bucket(const struct table *t, uint32_t h)
{
    return &t->bucket[h & (t->size - 1)];
}

struct item *table_find(const struct table *t, struct arg key)
{
    if (!t->count) return NULL;
    uint32_t h = hash(key);
    struct item *item = *bucket(t, h);
    while (item && (item->hash != h || !equal(key, item->key, item->n)))
        item = item->next;
    return item;
}

static void table_link(struct table *t, struct item *item)
{
    item->next = *bucket(t, item->hash);
    *bucket(t, item->hash) = item;
}

static void table_grow(struct table *t)
{
    t->size = t->size ? t->size * 2 : 4;
    t->all = take(t->all, t->size * sizeof *t->all);
    t->bucket = take(t->bucket, t->size * sizeof *t->bucket);
    memset(t->bucket, 0, t->size * sizeof *t->bucket);
    for (size_t i = 0; i < t->count; i++)
        table_link(t, t->all[i]);
}

// Or finds it.
struct item *table_add(struct table *t, struct arg key)
{
    struct item *item = table_find(t, key);
    if (item) return item;
    if (t->count == t->size) table_grow(t);
    item = take(NULL, sizeof *item + key.n + 1);
    *item = (struct item){.hash = hash(key), .at = (uint32_t)t->count};
    memcpy(item->key, key.p, item->n = key.n);
    item->key[key.n] = 0;
    t->all[t->count++] = item;
    table_link(t, item);
    return item;
}

void value_clear(struct value *value)
{
    struct text *text;
    if (value->kind == STRING) give(value->text);
    if (value->kind >= HASH) table_clear(&value->table);
    while (value->kind == LIST && (text = TAILQ_FIRST(&value->list.texts))) {
        TAILQ_REMOVE(&value->list.texts, text, entry);
        give(text);
    }
    value->kind = 0;
}

void table_remove(struct table *t, struct item *item)
{
    struct item **link = bucket(t, item->hash), *last = t->all[--t->count];
    while (*link != item)
        link = &(*link)->next;
    *link = item->next;
    t->all[last->at = item->at] = last;
    value_clear(&item->value);
    give(item);
}

void table_clear(struct table *t)
{
    while (t->count)
        table_remove(t, t->all[t->count - 1]);
    give(t->all);
    give(t->bucket);
    *t = (struct table){0};
}

size_t count_of(const struct value *value)
{
    if (value->kind == STRING) return value->text->n;
    return value->kind == LIST ? value->list.count : value->table.count;
}
