// store.c: the databases, and the replies of those who ask for keys.
#include "keyval.h"
#include <stdarg.h>

struct world world = {
    .lock = CSP_MUTEX_INIT, .has_times = CSP_EVENT_INIT, .memory = MEMORY};

// == Replies =================================================================

void tell_data(struct client *c, const char *p, size_t n)
{
    if (c->is_mute) return;
    if (c->out_size - c->told < n)
        c->out = must(realloc(c->out, c->out_size = (c->told + n) * 2));
    memcpy(c->out + c->told, p, n);
    c->told += n;
}

void tell(struct client *c, const char *reply)
{
    tell_data(c, reply, strlen(reply));
}

void tell_as(struct client *c, const char *format, ...)
{
    char text[400];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text - 2, format, list);
    va_end(list);
    tell(c, strcat(text, "\r\n"));
}

void tell_text(struct client *c, const char *p, size_t n)
{
    tell_as(c, "$%zu", n);
    tell_data(c, p, n);
    tell_data(c, "\r\n", 2);
}

// Brings what has been told since `from` before what was since `at`.
void tell_front(struct client *c, size_t at, size_t from)
{
    char front[64];
    size_t n = c->told - from;
    if (!n) return;
    memcpy(front, c->out + from, n);
    memmove(c->out + at + n, c->out + at, from - at);
    memcpy(c->out + at, front, n);
}

// That what has been told since `at` are so many.
void tell_count(struct client *c, size_t at, size_t count)
{
    size_t from = c->told;
    tell_as(c, "*%zu", count);
    tell_front(c, at, from);
}

bool number_at(struct client *c, int i, int64_t *number)
{
    bool is_number = to_number(c->argv[i], number);
    if (!is_number) tell(c, NUMBER);
    return is_number;
}

// == Keys ====================================================================

// Those who watch the key must not go on.
void touch(int db, struct arg key)
{
    struct item *item = table_find(&world.watched[db], key);
    if (item) item->value.watch.version++;
}

struct arg key_of(struct item *item)
{
    return (struct arg){item->key, item->n};
}

// To the channels of keys and of events, if CONFIG says so.
void heard(struct client *c, char class, const char *event, struct arg key)
{
    const char *on = world.events;
    char event_name[64], *name;
    struct arg what = {(char *)event, strlen(event)};
    if (!on[0] || !(strchr(on, class) || (strchr(on, 'A') && class != 'n')))
        return;
    if (strchr(on, 'K')) {
        name = take(NULL, key.n + 64);
        int n = snprintf(name, 64, "__keyspace@%d__:", c->db);
        memcpy(name + n, key.p, key.n + 1);
        publish((struct arg){name, (size_t)n + key.n}, what);
        give(name);
    }
    if (strchr(on, 'E')) {
        int n = snprintf(event_name, 64, "__keyevent@%d__:%s", c->db, event);
        publish((struct arg){event_name, (size_t)n}, key);
    }
}

// What is empty is not there.
void changed(struct client *c, struct arg key, char class, const char *event)
{
    struct item *item = table_find(&world.db[c->db], key);
    touch(c->db, key);
    heard(c, class, event, key);
    if (item && item->value.kind != STRING && !count_of(&item->value)) {
        heard(c, 'g', "del", key);
        table_remove(&world.db[c->db], item);
    }
}

void drop(struct client *c, struct item *item, const char *event)
{
    touch(c->db, key_of(item));
    heard(c, 'g', event, key_of(item));
    table_remove(&world.db[c->db], item);
}

struct item *find(struct client *c, struct arg key)
{
    struct item *item = table_find(&world.db[c->db], key);
    if (!item || !item->value.expires || item->value.expires > world.now)
        return item;
    world.expired++;
    heard(c, 'x', "expired", key_of(item));
    table_remove(&world.db[c->db], item); // who watches sees that it has gone
    return NULL;
}

// The key of argument i, of that kind, or the reply says why not.
struct value *want(struct client *c, int i, enum kind kind, const char *none)
{
    struct item *item = find(c, c->argv[i]);
    if (item && item->value.kind == kind) return &item->value;
    tell(c, item ? "-WRONGTYPE Operation against a key holding the wrong kind "
                   "of value\r\n"
                 : none);
    return NULL;
}

// Instead of what is there.
struct value *put(struct client *c, struct arg key, enum kind kind)
{
    struct value *value = &table_add(&world.db[c->db], key)->value;
    if (!value->kind) heard(c, 'n', "new", key);
    value_clear(value);
    *value = (struct value){.kind = kind};
    if (kind == LIST) TAILQ_INIT(&value->list.texts);
    world.has_list |= kind == LIST;
    return value;
}

// As want, but it is made if it is not there.
struct value *make(struct client *c, int i, enum kind kind)
{
    if (find(c, c->argv[i])) return want(c, i, kind, "");
    return put(c, c->argv[i], kind);
}

// Some of the keys, in turn: those whose time is over go, also if nobody asks.
// Gives whether there may be more that have one.
bool sweep(struct client *c)
{
    bool is_more = world.is_not_sweeping;
    for (c->db = 0; c->db < DATABASES && !world.is_not_sweeping; c->db++) {
        struct table *t = &world.db[c->db];
        size_t *at = &world.swept[c->db];
        size_t some = t->count < 1000 ? t->count : 1000;
        is_more |= t->count > some;
        for (; some > 0; some--) {
            struct item *item = find(c, key_of(t->all[*at % t->count]));
            if (item) is_more |= item->value.expires != 0, ++*at;
        }
    }
    return is_more;
}
