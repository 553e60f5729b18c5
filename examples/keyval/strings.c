// strings.c: strings, counters and what is counted in hashes.
#include "keyval.h"
#include <inttypes.h>
#include <math.h>

// The time that argument i is, in S or MS, from now or from 1970 on.
bool time_at(struct client *c, int i, int how, int64_t *time)
{
    int64_t base = how & SINCE_1970 ? 0 : world.now;
    if (!number_at(c, i, time)) return false;
    bool is_good = (*time > 0 || how & ANY) &&
                   !__builtin_mul_overflow(*time, how & S ? 1000 : 1, time) &&
                   !__builtin_add_overflow(*time, base, time);
    if (!is_good)
        tell_as(c, "-ERR invalid expire time in '%s' command",
                c->command->name);
    csp_event_set(&world.has_times);
    return is_good;
}

// Of argument i and those behind it: their bits; -1: the reply says why not.
int options(struct client *c, int i, int allowed, int64_t *time)
{
    static const struct {
        const char *name;
        int how;
    } all[] = {{"nx", NX},
               {"xx", XX},
               {"get", OLD},
               {"keepttl", KEEP},
               {"ex", S},
               {"px", MS},
               {"persist", PERSIST},
               {"exat", S | SINCE_1970},
               {"pxat", MS | SINCE_1970},
               {"", 0}};
    int how = 0, timed = KEEP | PERSIST | S | MS;
    for (; i < c->argc; i++) {
        int k = 0;
        while (all[k].how && !is(c->argv[i], all[k].name))
            k++;
        int bit = all[k].how;
        if (!bit || bit & ~allowed || (bit & timed && how & timed) ||
            ((bit | how) & (NX | XX)) == (NX | XX) ||
            (bit & (S | MS) && ++i == c->argc)) {
            tell(c, SYNTAX);
            return -1;
        }
        if (bit & (S | MS) && !time_at(c, i, bit, time)) return -1;
        how |= bit;
    }
    return how;
}

static void store(struct client *c, struct arg key, struct arg value)
{
    put(c, key, STRING)->text = text_make(value.p, value.n);
    changed(c, key, '$', "set");
}

static void tell_string(struct client *c, const struct item *item)
{
    if (!item || item->value.kind != STRING) return tell(c, NIL);
    tell_text(c, item->value.text->p, item->value.text->n);
}

static void set(struct client *c) // SET SETNX GETSET
{
    int64_t expires = 0;
    int how =
        options(c, 3, NX | XX | OLD | KEEP | S | MS | SINCE_1970, &expires);
    if (how < 0) return;
    struct item *item = find(c, c->argv[1]);
    how |= c->command->how;
    if (how & OLD && item && !want(c, 1, STRING, "")) return;
    bool is_done = !(how & (item ? NX : XX));
    const char *no = c->command->how & NX ? ZERO : NIL;
    if (how & OLD)
        tell_string(c, item);
    else
        tell(c, !is_done ? no : c->command->how & NX ? ONE : OK);
    if (!is_done) return;
    if (how & KEEP && item) expires = item->value.expires;
    store(c, c->argv[1], c->argv[2]);
    find(c, c->argv[1])->value.expires = expires;
    if (how & (S | MS)) heard(c, 'g', "expire", c->argv[1]);
}

static void set_for(struct client *c) // SETEX PSETEX key time value
{
    int64_t expires;
    if (!time_at(c, 2, c->command->how, &expires)) return;
    store(c, c->argv[1], c->argv[3]);
    find(c, c->argv[1])->value.expires = expires;
    heard(c, 'g', "expire", c->argv[1]);
    tell(c, OK);
}

static void get(struct client *c) // GET GETDEL
{
    struct value *value = want(c, 1, STRING, NIL);
    if (!value) return;
    tell_text(c, value->text->p, value->text->n);
    if (c->command->how) drop(c, find(c, c->argv[1]), "del");
}

static void get_for(struct client *c) // GETEX
{
    int64_t expires = 0;
    int how = options(c, 2, PERSIST | S | MS | SINCE_1970, &expires);
    struct value *value = how < 0 ? NULL : want(c, 1, STRING, NIL);
    if (!value) return;
    tell_text(c, value->text->p, value->text->n);
    if (!how) return;
    value->expires = expires;
    changed(c, c->argv[1], 'g', how & PERSIST ? "persist" : "expire");
}

static void get_all(struct client *c) // MGET
{
    tell_as(c, "*%d", c->argc - 1);
    for (int i = 1; i < c->argc; i++)
        tell_string(c, find(c, c->argv[i]));
}

static void set_all(struct client *c) // MSET MSETNX
{
    bool is_any = false;
    if (c->argc % 2 == 0)
        return tell_as(c, "-ERR wrong number of arguments for '%s' command",
                       c->command->name);
    for (int i = 1; i < c->argc && c->command->how; i += 2)
        is_any |= find(c, c->argv[i]) != NULL;
    for (int i = 1; i < c->argc && !is_any; i += 2)
        store(c, c->argv[i], c->argv[i + 1]);
    tell(c, !c->command->how ? OK : is_any ? ZERO : ONE);
}

// Makes of from and to, which may count from the end, what is of so many;
// false: nothing is.
bool range(size_t count, int64_t *from, int64_t *to)
{
    int64_t n = (int64_t)count;
    if (*from < 0) *from = *from + n < 0 ? 0 : *from + n;
    if (*to < 0) *to += n;
    if (*to >= n) *to = n - 1;
    return *from <= *to;
}

static void get_range(struct client *c)
{
    int64_t from, to;
    if (!number_at(c, 2, &from) || !number_at(c, 3, &to)) return;
    struct value *value = want(c, 1, STRING, "$0\r\n\r\n");
    if (!value) return;
    bool is_some = range(value->text->n, &from, &to);
    tell_text(c, value->text->p + from, is_some ? (size_t)(to - from + 1) : 0);
}

static void set_range(struct client *c) // SETRANGE APPEND
{
    bool is_append = c->command->how;
    int64_t at = 0;
    struct arg more = c->argv[c->argc - 1];
    if (!is_append && !number_at(c, 2, &at)) return;
    if (at < 0) return tell(c, "-ERR offset is out of range\r\n");
    struct item *item = find(c, c->argv[1]);
    if (item && !want(c, 1, STRING, "")) return;
    size_t n = item ? item->value.text->n : 0,
           start = is_append ? n : (size_t)at;
    if (!more.n && !is_append) return tell_as(c, ":%zu", n);
    if (start > BULK || start + more.n > BULK)
        return tell(c, "-ERR string exceeds maximum allowed size "
                       "(proto-max-bulk-len)\r\n");
    size_t end = start + more.n > n ? start + more.n : n;
    struct value *value = make(c, 1, STRING);
    struct text *text = take(value->text, sizeof *text + end + 1);
    if (start > n) memset(text->p + n, 0, start - n);
    memcpy(text->p + start, more.p, more.n);
    text->p[text->n = end] = 0;
    value->text = text;
    changed(c, c->argv[1], '$', is_append ? "append" : "setrange");
    tell_as(c, ":%zu", end);
}

static void bit(struct client *c) // SETBIT GETBIT
{
    int64_t at, on = 0;
    bool is_set = c->argc == 4;
    if (!to_number(c->argv[2], &at) || at < 0 || at >= (int64_t)BULK * 8)
        return tell(c, "-ERR bit offset is not an integer or out of range\r\n");
    if (is_set && (!to_number(c->argv[3], &on) || on & ~1))
        return tell(c, "-ERR bit is not an integer or out of range\r\n");
    struct value *value =
        is_set ? make(c, 1, STRING) : want(c, 1, STRING, ZERO);
    if (!value) return;
    size_t n = value->text ? value->text->n : 0, byte = (size_t)at / 8;
    if (is_set && byte >= n) {
        value->text = take(value->text, sizeof *value->text + byte + 2);
        memset(value->text->p + n, 0, byte + 2 - n);
        value->text->n = n = byte + 1;
    }
    char *p = value->text->p + byte, mask = (char)(0x80 >> at % 8);
    tell(c, byte < n && *p & mask ? ONE : ZERO);
    if (!is_set) return;
    *p = (char)(on ? *p | mask : *p & ~mask);
    changed(c, c->argv[1], '$', "setbit");
}

// == Counters ================================================================
// Of a key, or of the field of a hash, which argument 2 names.

// Where it is, or NULL, and the reply says why not; what is new is empty.
static struct text **counter(struct client *c, bool is_hash)
{
    struct value *value = make(c, 1, is_hash ? HASH : STRING);
    if (value && is_hash) {
        value = &table_add(&value->table, c->argv[2])->value;
        value->kind = STRING;
    }
    return value ? &value->text : NULL;
}

static void counted(struct client *c, struct text **at, const char *text,
                    const char *event)
{
    bool is_hash = event[0] == 'h';
    give(*at);
    *at = text_make(text, strlen(text));
    changed(c, c->argv[1], is_hash ? 'h' : '$', event);
}

// A key or field that has come for nothing goes.
static void not_counted(struct client *c, struct text **at, bool is_hash)
{
    struct item *item = find(c, c->argv[1]);
    if (*at) return;
    if (is_hash) {
        struct table *t = &item->value.table;
        table_remove(t, table_find(t, c->argv[2]));
    }
    if (!is_hash || !count_of(&item->value))
        table_remove(&world.db[c->db], item);
}

static void add(struct client *c) // INCR DECR INCRBY DECRBY HINCRBY
{
    int how = c->command->how, last = c->argc - 1;
    bool is_hash = how > 1;
    int64_t by = how, old = 0;
    char text[24];
    if (last > 1 && !number_at(c, last, &by)) return;
    if (last > 1 && how < 0 && __builtin_sub_overflow(0, by, &by))
        return tell(c, "-ERR decrement would overflow\r\n");
    struct text **at = counter(c, is_hash);
    if (!at) return;
    if (*at && !to_number((struct arg){(*at)->p, (*at)->n}, &old)) {
        tell(c, is_hash ? "-ERR hash value is not an integer\r\n" : NUMBER);
    } else if (__builtin_add_overflow(old, by, &old)) {
        tell(c, "-ERR increment or decrement would overflow\r\n");
    } else {
        snprintf(text, sizeof text, "%" PRId64, old);
        tell_as(c, ":%s", text);
        return counted(c, at, text, is_hash ? "hincrby" : "incrby");
    }
    not_counted(c, at, is_hash);
}

static bool to_float(struct arg a, long double *number)
{
    char *end;
    *number = strtold(a.p, &end);
    return a.n && (a.p[0] < 9 || a.p[0] > ' ') && end == a.p + a.n &&
           !isnan(*number);
}

static void add_float(struct client *c) // INCRBYFLOAT HINCRBYFLOAT
{
    bool is_hash = c->argc == 4;
    long double by, old = 0;
    char text[5200];
    if (!to_float(c->argv[c->argc - 1], &by))
        return tell(c, "-ERR value is not a valid float\r\n");
    struct text **at = counter(c, is_hash);
    if (!at) return;
    if (*at && !to_float((struct arg){(*at)->p, (*at)->n}, &old)) {
        tell(c, is_hash ? "-ERR hash value is not a float\r\n"
                        : "-ERR value is not a valid float\r\n");
    } else if (!isfinite(old += by)) {
        tell(c, is_hash ? "-ERR value is NaN or Infinity\r\n"
                        : "-ERR increment would produce NaN or Infinity\r\n");
    } else {
        int n = snprintf(text, sizeof text, "%.17Lf", old);
        while (text[n - 1] == '0')
            text[--n] = 0;
        if (text[n - 1] == '.') text[--n] = 0;
        if (strcmp(text, "-0") == 0) strcpy(text, "0");
        tell_text(c, text, strlen(text));
        return counted(c, at, text, is_hash ? "hincrbyfloat" : "incrbyfloat");
    }
    not_counted(c, at, is_hash);
}

const struct command string_commands[] = {
    {"set", set, -3, 0, GROWS},
    {"setnx", set, 3, NX, GROWS},
    {"getset", set, 3, OLD, GROWS},
    {"setex", set_for, 4, S, GROWS},
    {"psetex", set_for, 4, MS, GROWS},
    {"get", get, 2, 0, 0},
    {"getdel", get, 2, 1, 0},
    {"getex", get_for, -2, 0, 0},
    {"mget", get_all, -2, 0, 0},
    {"mset", set_all, -3, 0, GROWS},
    {"msetnx", set_all, -3, 1, GROWS},
    {"getrange", get_range, 4, 0, 0},
    {"substr", get_range, 4, 0, 0},
    {"setrange", set_range, 4, 0, GROWS},
    {"append", set_range, 3, 1, GROWS},
    {"setbit", bit, 4, 0, GROWS},
    {"getbit", bit, 3, 0, 0},
    {"incr", add, 2, 1, GROWS},
    {"decr", add, 2, -1, GROWS},
    {"incrby", add, 3, 1, GROWS},
    {"decrby", add, 3, -1, GROWS},
    {"hincrby", add, 4, 2, GROWS},
    {"incrbyfloat", add_float, 3, 0, GROWS},
    {"hincrbyfloat", add_float, 4, 0, GROWS},
    {NULL, NULL, 0, 0, 0},
};
