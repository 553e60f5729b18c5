// keys.c: keys of any kind, their time, and the databases.
#include "keyval.h"
#include <fnmatch.h>

static const char *const kinds[] = {"none", "string", "list", "hash", "set"};

static void del(struct client *c) // DEL UNLINK EXISTS TOUCH
{
    int count = 0;
    for (int i = 1; i < c->argc; i++) {
        struct item *item = find(c, c->argv[i]);
        count += item != NULL;
        if (item && c->command->how) drop(c, item, "del");
    }
    tell_as(c, ":%d", count);
}

static void type(struct client *c)
{
    struct item *item = find(c, c->argv[1]);
    tell_as(c, "+%s", kinds[item ? item->value.kind : 0]);
}

static int db_at(struct client *c, int i) // or -1, and the reply says why
{
    int64_t db;
    if (!number_at(c, i, &db)) return -1;
    if (db >= 0 && db < DATABASES) return (int)db;
    tell(c, "-ERR DB index is out of range\r\n");
    return -1;
}

// == Another name, another database ==========================================

static struct value value_copy(const struct value *from)
{
    struct value to = {.kind = from->kind, .expires = from->expires};
    if (from->kind == STRING) to.text = text_make(from->text->p, from->text->n);
    if (from->kind == LIST) {
        struct text *text;
        TAILQ_INIT(&to.list.texts);
        to.list.count = from->list.count;
        TAILQ_FOREACH(text, &from->list.texts, entry)
        {
            struct text *new = text_make(text->p, text->n);
            TAILQ_INSERT_TAIL(&to.list.texts, new, entry);
        }
    }
    for (size_t i = 0; from->kind >= HASH && i < from->table.count; i++) {
        struct item *item = from->table.all[i];
        table_add(&to.table, key_of(item))->value = value_copy(&item->value);
    }
    return to;
}

// Gives the value to a key, which may be in another database.
static void assign(struct client *c, int db, struct arg key, struct value *from)
{
    int here = c->db;
    c->db = db;
    struct value *to = put(c, key, from->kind);
    *to = *from;
    if (to->kind == LIST) { // whose head moves with it
        TAILQ_INIT(&to->list.texts);
        TAILQ_CONCAT(&to->list.texts, &from->list.texts, entry);
    }
    from->kind = 0;
    touch(db, key);
    c->db = here;
}

static void rename_key(struct client *c) // RENAME RENAMENX
{
    struct item *item = find(c, c->argv[1]);
    bool is_nx = c->command->how;
    if (!item) return tell(c, "-ERR no such key\r\n");
    if (is_nx && find(c, c->argv[2])) return tell(c, ZERO);
    if (!equal(c->argv[1], c->argv[2].p, c->argv[2].n)) {
        assign(c, c->db, c->argv[2], &item->value);
        drop(c, find(c, c->argv[1]), "rename_from");
        heard(c, 'g', "rename_to", c->argv[2]);
    }
    tell(c, is_nx ? ONE : OK);
}

// To another key or database; gives what is there instead, if it may not be.
static bool is_free(struct client *c, int db, struct arg key, bool is_over)
{
    int here = c->db;
    c->db = db;
    bool is_taken = find(c, key) != NULL && !is_over;
    c->db = here;
    if (is_taken) tell(c, ZERO);
    return !is_taken;
}

static void copy(struct client *c) // COPY key key [DB n] [REPLACE]
{
    int db = c->db;
    bool is_over = false;
    for (int i = 3; i < c->argc; i++) {
        bool is_db = is(c->argv[i], "db") && i + 1 < c->argc;
        if (!is_db && !is(c->argv[i], "replace")) return tell(c, SYNTAX);
        is_over |= !is_db;
        if (is_db && (db = db_at(c, ++i)) < 0) return;
    }
    if (db == c->db && equal(c->argv[1], c->argv[2].p, c->argv[2].n))
        return tell(c, "-ERR source and destination objects are the same\r\n");
    struct item *item = find(c, c->argv[1]);
    if (!item) return tell(c, ZERO);
    if (!is_free(c, db, c->argv[2], is_over)) return;
    struct value value = value_copy(&item->value);
    assign(c, db, c->argv[2], &value);
    heard(c, 'g', "copy_to", c->argv[2]);
    tell(c, ONE);
}

static void move_key(struct client *c) // MOVE key db
{
    int db = db_at(c, 2);
    if (db < 0) return;
    if (db == c->db)
        return tell(c, "-ERR source and destination objects are the same\r\n");
    struct item *item = find(c, c->argv[1]);
    if (!item) return tell(c, ZERO);
    if (!is_free(c, db, c->argv[1], false)) return;
    assign(c, db, c->argv[1], &item->value);
    drop(c, item, "move_from");
    tell(c, ONE);
}

static void select_db(struct client *c)
{
    int db = db_at(c, 1);
    if (db < 0) return;
    c->db = db;
    tell(c, OK);
}

// All watched keys of a database that are there now, or will be.
static void touch_all(int db, struct table *now, struct table *then)
{
    struct table *watched = &world.watched[db];
    for (size_t i = 0; i < watched->count; i++) {
        struct item *a = table_find(now, key_of(watched->all[i]));
        struct item *b = table_find(then, key_of(watched->all[i]));
        bool was = a && !(a->value.expires && a->value.expires <= world.now);
        bool will = b && !(b->value.expires && b->value.expires <= world.now);
        if (was || will) watched->all[i]->value.watch.version++;
    }
}

static void flush(struct client *c) // FLUSHDB FLUSHALL
{
    struct table none = {0};
    for (int i = 0; i < DATABASES; i++) {
        if (i != c->db && !c->command->how) continue;
        touch_all(i, &world.db[i], &none);
        table_clear(&world.db[i]);
    }
    tell(c, OK);
}

static void swap(struct client *c)
{
    int64_t a, b;
    if (!to_number(c->argv[1], &a) || !to_number(c->argv[2], &b))
        return tell(c, "-ERR invalid first or second DB index\r\n");
    if (a < 0 || b < 0 || a >= DATABASES || b >= DATABASES)
        return tell(c, "-ERR DB index is out of range\r\n");
    struct table *from = &world.db[a], *to = &world.db[b], other = *from;
    touch_all((int)a, from, to);
    touch_all((int)b, to, from);
    *from = *to;
    *to = other;
    world.has_list = true;
    tell(c, OK);
}

// == Time ====================================================================

static void expire(struct client *c) // [P]EXPIRE[AT] key time [NX XX GT LT]
{
    int64_t at;
    int how = 0;
    for (int i = 3; i < c->argc; i++) {
        int bit = is(c->argv[i], "nx")   ? NX
                  : is(c->argv[i], "xx") ? XX
                  : is(c->argv[i], "gt") ? GT
                  : is(c->argv[i], "lt") ? LT
                                         : 0;
        if (!bit) return tell_as(c, "-ERR Unsupported option %s", c->argv[i].p);
        how |= bit;
    }
    if (how & NX && how & ~NX)
        return tell(c, "-ERR NX and XX, GT or LT options at the same time are "
                       "not compatible\r\n");
    if (how & GT && how & LT)
        return tell(c, "-ERR GT and LT options at the same time are not "
                       "compatible\r\n");
    if (!time_at(c, 2, c->command->how | ANY, &at)) return;
    struct item *item = find(c, c->argv[1]);
    int64_t old = item ? item->value.expires : 0;
    if (!item || (how & NX && old) || (how & XX && !old) ||
        (how & GT && (!old || at <= old)) || (how & LT && old && at >= old))
        return tell(c, ZERO);
    item->value.expires = at > 0 ? at : 1;
    tell(c, ONE);
    if (at <= world.now) return drop(c, item, "del");
    changed(c, c->argv[1], 'g', "expire");
}

static void ttl(struct client *c) // [P]TTL [P]EXPIRETIME
{
    struct item *item = find(c, c->argv[1]);
    if (!item || !item->value.expires)
        return tell(c, item ? ":-1\r\n" : ":-2\r\n");
    bool is_time = c->command->how & SINCE_1970;
    int64_t at = item->value.expires - (is_time ? 0 : world.now);
    tell_as(c, ":%lld",
            (long long)(c->command->how & S ? (at + 500) / 1000 : at));
}

static void persist(struct client *c)
{
    struct item *item = find(c, c->argv[1]);
    if (!item || !item->value.expires) return tell(c, ZERO);
    item->value.expires = 0;
    changed(c, c->argv[1], 'g', "persist");
    tell(c, ONE);
}

// == Which there are =========================================================

static bool matches(const char *pattern, struct item *item)
{
    return !pattern || fnmatch(pattern, item->key, 0) == 0;
}

static void keys(struct client *c)
{
    struct table *t = &world.db[c->db];
    size_t at = c->told, count = 0;
    for (size_t i = t->count; i-- > 0;) { // those behind may come, and go
        struct item *item = find(c, key_of(t->all[i]));
        if (!item || !matches(c->argv[1].p, item)) continue;
        tell_text(c, item->key, item->n);
        count++;
    }
    tell_count(c, at, count);
}

static void random_key(struct client *c)
{
    struct table *t = &world.db[c->db];
    while (t->count) {
        struct item *item = find(c, key_of(t->all[any_number() % t->count]));
        if (item) return tell_text(c, item->key, item->n);
    }
    tell(c, NIL);
}

// From the highest bit down: what a table that has grown meanwhile has in the
// buckets that were passed has been seen.
static size_t next_bucket(const struct table *t, size_t bucket)
{
    size_t bit = t->size / 2;
    for (; bit && bucket & bit; bit /= 2)
        bucket ^= bit;
    return bit ? bucket | bit : 0;
}

// Some of a table: argument i is the cursor, [MATCH text] [COUNT n] [TYPE kind]
// follow.
void scan(struct client *c, struct table *t, int i)
{
    int64_t most = 10;
    char *pattern = NULL, *kind = NULL, *end, text[24];
    size_t bucket = strtoul(c->argv[i].p, &end, 10), told = 0, seen = 0;
    if (*end || !c->argv[i].n) return tell(c, "-ERR invalid cursor\r\n");
    for (i++; i < c->argc; i += 2) {
        if (i + 1 == c->argc) return tell(c, SYNTAX);
        if (is(c->argv[i], "match"))
            pattern = c->argv[i + 1].p;
        else if (is(c->argv[i], "type") && t == &world.db[c->db])
            kind = c->argv[i + 1].p;
        else if (!is(c->argv[i], "count"))
            return tell(c, SYNTAX);
        else if (!number_at(c, i + 1, &most))
            return;
        if (most < 1) return tell(c, SYNTAX);
    }
    size_t at = c->told;
    bucket &= t->size ? t->size - 1 : 0;
    do {
        struct item *item = t->size ? t->bucket[bucket] : NULL;
        for (; item; item = item->next, seen++) {
            struct value *value = &item->value;
            if (!matches(pattern, item) ||
                (value->expires && value->expires <= world.now) ||
                (kind && strcmp(kind, kinds[value->kind]) != 0))
                continue;
            told++;
            tell_text(c, item->key, item->n);
            if (t == &world.db[c->db] || value->kind != STRING) continue;
            told++;
            tell_text(c, value->text->p, value->text->n);
        }
        bucket = next_bucket(t, bucket);
    } while (bucket && seen < (size_t)most);
    tell_count(c, at, told);
    size_t head = c->told;
    int n = snprintf(text, sizeof text, "%zu", bucket);
    tell_text(c, text, (size_t)n);
    tell_front(c, at, head);
    tell_count(c, at, 2);
}

static void scan_all(struct client *c)
{
    scan(c, &world.db[c->db], 1);
}

static void size(struct client *c)
{
    tell_as(c, ":%zu", world.db[c->db].count);
}

const struct command key_commands[] = {
    {"del", del, -2, 1, 0},
    {"unlink", del, -2, 1, 0},
    {"exists", del, -2, 0, 0},
    {"touch", del, -2, 0, 0},
    {"type", type, 2, 0, 0},
    {"rename", rename_key, 3, 0, 0},
    {"renamenx", rename_key, 3, 1, 0},
    {"copy", copy, -3, 0, GROWS},
    {"move", move_key, 3, 0, 0},
    {"select", select_db, 2, 0, 0},
    {"swapdb", swap, 3, 0, 0},
    {"flushdb", flush, -1, 0, 0},
    {"flushall", flush, -1, 1, 0},
    {"expire", expire, -3, S, 0},
    {"pexpire", expire, -3, MS, 0},
    {"expireat", expire, -3, S | SINCE_1970, 0},
    {"pexpireat", expire, -3, MS | SINCE_1970, 0},
    {"ttl", ttl, 2, S, 0},
    {"pttl", ttl, 2, MS, 0},
    {"expiretime", ttl, 2, S | SINCE_1970, 0},
    {"pexpiretime", ttl, 2, MS | SINCE_1970, 0},
    {"persist", persist, 2, 0, 0},
    {"keys", keys, 2, 0, 0},
    {"randomkey", random_key, 1, 0, 0},
    {"scan", scan_all, -2, 0, 0},
    {"dbsize", size, 1, 0, 0},
    {NULL, NULL, 0, 0, 0},
};
