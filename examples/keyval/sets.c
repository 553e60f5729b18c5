// sets.c: hashes and sets, which are tables both.
#include "keyval.h"

enum { KEYS = 1, VALUES = 2, STORE = 8, INTER = 16, UNION = 32, DIFF = 64 };

static void hset(struct client *c) // HSET HMSET HSETNX
{
    int how = c->command->how, new = 0;
    if (c->argc % 2)
        return tell_as(c, "-ERR wrong number of arguments for '%s' command",
                       c->command->name);
    struct value *hash = make(c, 1, HASH), *field;
    if (!hash) return;
    for (int i = 2; i < c->argc; i += 2) {
        field = &table_add(&hash->table, c->argv[i])->value;
        new += field->kind == 0;
        if (field->kind && how & NX) continue;
        value_clear(field);
        field->kind = STRING;
        field->text = text_make(c->argv[i + 1].p, c->argv[i + 1].n);
    }
    if (how & OLD)
        tell(c, OK);
    else
        tell_as(c, ":%d", new);
    if (new || !(how & NX)) changed(c, c->argv[1], 'h', "hset");
}

static void tell_field(struct client *c, struct value *hash, struct arg name)
{
    struct item *field = table_find(&hash->table, name);
    if (!field) return tell(c, NIL);
    tell_text(c, field->value.text->p, field->value.text->n);
}

static void hget(struct client *c) // HGET HSTRLEN
{
    bool is_length = c->command->how;
    struct value *hash = want(c, 1, HASH, is_length ? ZERO : NIL);
    if (!hash) return;
    struct item *field = table_find(&hash->table, c->argv[2]);
    if (is_length)
        tell_as(c, ":%zu", field ? field->value.text->n : 0);
    else
        tell_field(c, hash, c->argv[2]);
}

static void hmget(struct client *c)
{
    struct value none = {.kind = HASH}, *hash = &none;
    if (find(c, c->argv[1]) && !(hash = want(c, 1, HASH, ""))) return;
    tell_as(c, "*%d", c->argc - 2);
    for (int i = 2; i < c->argc; i++)
        tell_field(c, hash, c->argv[i]);
}

static void members(struct client *c) // HKEYS HVALS HGETALL SMEMBERS
{
    int how = c->command->how;
    enum kind kind = (enum kind)(how >> 8);
    struct value *value = want(c, 1, kind, NOTHING);
    if (!value) return;
    struct table *t = &value->table;
    bool is_both = (how & KEYS) && (how & VALUES);
    tell_as(c, "*%zu", t->count * (is_both ? 2 : 1));
    for (size_t i = 0; i < t->count; i++) {
        if (how & KEYS) tell_text(c, t->all[i]->key, t->all[i]->n);
        if (how & VALUES)
            tell_text(c, t->all[i]->value.text->p, t->all[i]->value.text->n);
    }
}

static void sadd(struct client *c)
{
    struct value *set = make(c, 1, SET);
    if (!set) return;
    size_t before = set->table.count;
    for (int i = 2; i < c->argc; i++)
        table_add(&set->table, c->argv[i]);
    size_t new = set->table.count - before;
    tell_as(c, ":%zu", new);
    if (new) changed(c, c->argv[1], 's', "sadd");
}

static void rem(struct client *c) // HDEL SREM
{
    enum kind kind = (enum kind)c->command->how;
    struct value *value = want(c, 1, kind, ZERO);
    if (!value) return;
    size_t before = value->table.count;
    for (int i = 2; i < c->argc; i++) {
        struct item *item = table_find(&value->table, c->argv[i]);
        if (item) table_remove(&value->table, item);
    }
    size_t gone = before - value->table.count;
    tell_as(c, ":%zu", gone);
    if (gone)
        changed(c, c->argv[1], kind == SET ? 's' : 'h',
                kind == SET ? "srem" : "hdel");
}

static void has(struct client *c) // HEXISTS SISMEMBER
{
    struct value *value = want(c, 1, (enum kind)c->command->how, ZERO);
    if (value) tell(c, table_find(&value->table, c->argv[2]) ? ONE : ZERO);
}

static void has_all(struct client *c) // SMISMEMBER
{
    struct value none = {.kind = SET}, *set = &none;
    if (find(c, c->argv[1]) && !(set = want(c, 1, SET, ""))) return;
    tell_as(c, "*%d", c->argc - 2);
    for (int i = 2; i < c->argc; i++)
        tell(c, table_find(&set->table, c->argv[i]) ? ONE : ZERO);
}

static void smove(struct client *c)
{
    struct value *from = want(c, 1, SET, ZERO);
    if (!from || (find(c, c->argv[2]) && !want(c, 2, SET, ""))) return;
    struct item *item = table_find(&from->table, c->argv[3]);
    if (!item || equal(c->argv[1], c->argv[2].p, c->argv[2].n))
        return tell(c, item ? ONE : ZERO);
    table_remove(&from->table, item);
    changed(c, c->argv[1], 's', "srem");
    struct value *to = make(c, 2, SET);
    size_t before = to->table.count;
    table_add(&to->table, c->argv[3]);
    if (to->table.count > before) changed(c, c->argv[2], 's', "sadd");
    tell(c, ONE);
}

// == Any of them =============================================================

// Brings some, each other one, to the front.
static void shuffle(struct table *t, size_t some)
{
    for (size_t i = 0; i < some; i++) {
        size_t k = i + any_number() % (t->count - i);
        struct item *item = t->all[k];
        t->all[t->all[i]->at = (uint32_t)k] = t->all[i];
        t->all[item->at = (uint32_t)i] = item;
    }
}

static void tell_item(struct client *c, struct item *item, bool is_both)
{
    tell_text(c, item->key, item->n);
    if (is_both) tell_text(c, item->value.text->p, item->value.text->n);
}

// SRANDMEMBER and HRANDFIELD, of whom `count` below 0 asks for repetitions.
static void any(struct client *c) // key [count [WITHVALUES]]
{
    enum kind kind = (enum kind)c->command->how;
    int64_t count = 1;
    bool is_both = kind == HASH && c->argc == 4 && is(c->argv[3], "withvalues");
    if (c->argc > 3 && !is_both) return tell(c, SYNTAX);
    if (c->argc > 2 && !number_at(c, 2, &count)) return;
    if (count < -ARGS) return tell(c, "-ERR value is out of range\r\n");
    struct value *value = want(c, 1, kind, c->argc > 2 ? NOTHING : NIL);
    if (!value) return;
    struct table *t = &value->table;
    bool is_many = count < 0;
    size_t some = (size_t)llabs(count);
    if (!is_many && some > t->count) some = t->count;
    if (c->argc > 2) tell_as(c, "*%zu", some * (is_both ? 2 : 1));
    if (!is_many) shuffle(t, some);
    for (size_t i = 0; i < some; i++)
        tell_item(c, t->all[is_many ? any_number() % t->count : i], is_both);
}

static void spop(struct client *c)
{
    int64_t count = 1;
    if (c->argc > 3) return tell(c, SYNTAX);
    if (c->argc > 2 && (!to_number(c->argv[2], &count) || count < 0))
        return tell(c, "-ERR value is out of range, must be positive\r\n");
    struct value *set = want(c, 1, SET, c->argc > 2 ? NOTHING : NIL);
    if (!set) return;
    size_t some = set->table.count;
    if ((size_t)count < some) some = (size_t)count;
    if (c->argc > 2) tell_as(c, "*%zu", some);
    for (size_t i = 0; i < some; i++) {
        shuffle(&set->table, 1);
        tell_item(c, set->table.all[0], false);
        table_remove(&set->table, set->table.all[0]);
    }
    if (some) changed(c, c->argv[1], 's', "spop");
}

// == Sets of sets ============================================================

// Of the sets of the arguments [from, to) into `all`, at most `limit`; false:
// the reply says that one is no set.
static bool combine(struct client *c, int how, int from, int to, size_t limit,
                    struct table *all)
{
    struct table none = {0}, **t;
    for (int i = from; i < to; i++)
        if (find(c, c->argv[i]) && !want(c, i, SET, "")) return false;
    t = take(NULL, (size_t)to * sizeof *t);
    for (int i = from; i < to; i++) {
        struct item *item = find(c, c->argv[i]);
        t[i] = item ? &item->value.table : &none;
    }
    for (int i = from; i < to && (how & UNION || i == from); i++)
        for (size_t k = 0; k < t[i]->count && all->count < limit; k++) {
            struct arg key = key_of(t[i]->all[k]);
            bool is_in = true;
            for (int j = from + 1; !(how & UNION) && is_in && j < to; j++)
                is_in = (table_find(t[j], key) != NULL) == !(how & DIFF);
            if (is_in) table_add(all, key);
        }
    give(t);
    return true;
}

static void combined(struct client *c) // SINTER SUNION SDIFF [STORE]
{
    int how = c->command->how, from = how & STORE ? 2 : 1;
    struct table all = {0};
    if (!combine(c, how, from, c->argc, SIZE_MAX, &all)) return;
    if (how & STORE) {
        tell_as(c, ":%zu", all.count);
        struct item *old = find(c, c->argv[1]);
        if (!all.count) return old ? drop(c, old, "del") : (void)0;
        put(c, c->argv[1], SET)->table = all;
        return changed(c, c->argv[1], 's', c->command->name);
    }
    tell_as(c, "*%zu", all.count);
    for (size_t i = 0; i < all.count; i++)
        tell_text(c, all.all[i]->key, all.all[i]->n);
    table_clear(&all);
}

static void card(struct client *c) // SINTERCARD n key... [LIMIT n]
{
    int64_t n, limit = 0;
    struct table all = {0};
    if (!to_number(c->argv[1], &n) || n <= 0)
        return tell(c, "-ERR numkeys should be greater than 0\r\n");
    if (n > c->argc - 2)
        return tell(c, "-ERR Number of keys can't be greater than number of "
                       "args\r\n");
    int end = 2 + (int)n;
    if (c->argc != end && (c->argc != end + 2 || !is(c->argv[end], "limit")))
        return tell(c, SYNTAX);
    if (c->argc > end && (!to_number(c->argv[end + 1], &limit) || limit < 0))
        return tell(c, "-ERR LIMIT can't be negative\r\n");
    if (!combine(c, INTER, 2, end, limit ? (size_t)limit : SIZE_MAX, &all))
        return;
    tell_as(c, ":%zu", all.count);
    table_clear(&all);
}

static void scan_one(struct client *c) // HSCAN SSCAN
{
    static const char empty[] = "*2\r\n$1\r\n0\r\n*0\r\n";
    struct value *value = want(c, 1, (enum kind)c->command->how, empty);
    if (value) scan(c, &value->table, 2);
}

const struct command set_commands[] = {
    {"hset", hset, -4, 0, GROWS},
    {"hmset", hset, -4, OLD, GROWS},
    {"hsetnx", hset, 4, NX, GROWS},
    {"hget", hget, 3, 0, 0},
    {"hstrlen", hget, 3, 1, 0},
    {"hmget", hmget, -3, 0, 0},
    {"hdel", rem, -3, HASH, 0},
    {"hexists", has, 3, HASH, 0},
    {"hkeys", members, 2, HASH << 8 | KEYS, 0},
    {"hvals", members, 2, HASH << 8 | VALUES, 0},
    {"hgetall", members, 2, HASH << 8 | KEYS | VALUES, 0},
    {"hrandfield", any, -2, HASH, 0},
    {"hscan", scan_one, -3, HASH, 0},
    {"sadd", sadd, -3, 0, GROWS},
    {"srem", rem, -3, SET, 0},
    {"sismember", has, 3, SET, 0},
    {"smismember", has_all, -3, 0, 0},
    {"smembers", members, 2, SET << 8 | KEYS, 0},
    {"smove", smove, 4, 0, 0},
    {"srandmember", any, -2, SET, 0},
    {"spop", spop, -2, 0, 0},
    {"sinter", combined, -2, INTER, 0},
    {"sinterstore", combined, -3, INTER | STORE, GROWS},
    {"sunion", combined, -2, UNION, 0},
    {"sunionstore", combined, -3, UNION | STORE, GROWS},
    {"sdiff", combined, -2, DIFF, 0},
    {"sdiffstore", combined, -3, DIFF | STORE, GROWS},
    {"sintercard", card, -3, 0, 0},
    {"sscan", scan_one, -3, SET, 0},
    {NULL, NULL, 0, 0, 0},
};
