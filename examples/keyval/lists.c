// lists.c: lists, and who waits for them.
#include "keyval.h"
#include <math.h>
#include <strings.h>

enum { LEFT = 1, RIGHT = 2, ONLY = 4, WAITS = 8 };

// The place of argument i, LEFT or RIGHT; 0: the reply says that it is neither.
static int side_at(struct client *c, int i)
{
    int side = is(c->argv[i], "left")    ? LEFT
               : is(c->argv[i], "right") ? RIGHT
                                         : 0;
    if (!side) tell(c, SYNTAX);
    return side;
}

static void put_text(struct value *list, int side, struct text *text)
{
    if (side & LEFT)
        TAILQ_INSERT_HEAD(&list->list.texts, text, entry);
    else
        TAILQ_INSERT_TAIL(&list->list.texts, text, entry);
    list->list.count++;
}

static struct text *end_text(struct value *list, int side)
{
    return side & LEFT ? TAILQ_FIRST(&list->list.texts)
                       : TAILQ_LAST(&list->list.texts, texts);
}

static void remove_text(struct value *list, struct text *text)
{
    TAILQ_REMOVE(&list->list.texts, text, entry);
    list->list.count--;
}

// The text at a place, which may count from the end; NULL: there is none.
static struct text *nth_text(struct value *list, int64_t at)
{
    int64_t n = (int64_t)list->list.count;
    if (at < 0) at += n;
    if (at < 0 || at >= n) return NULL;
    struct text *text = end_text(list, at < n / 2 ? LEFT : RIGHT);
    for (int64_t i = 0; at < n / 2 && i < at; i++)
        text = TAILQ_NEXT(text, entry);
    for (int64_t i = n - 1; at >= n / 2 && i > at; i--)
        text = TAILQ_PREV(text, texts, entry);
    return text;
}

static void push(struct client *c) // LPUSH RPUSH LPUSHX RPUSHX
{
    int how = c->command->how;
    struct value *list = how & ONLY ? want(c, 1, LIST, ZERO) : make(c, 1, LIST);
    for (int i = 2; list && i < c->argc; i++)
        put_text(list, how, text_make(c->argv[i].p, c->argv[i].n));
    if (!list) return;
    tell_as(c, ":%zu", list->list.count);
    changed(c, c->argv[1], 'l', how & LEFT ? "lpush" : "rpush");
}

// As many as there are, at most so many, as texts that follow each other.
static void pop_some(struct client *c, int key, int side, size_t most)
{
    struct value *list = &find(c, c->argv[key])->value;
    for (; most && list->list.count; most--) {
        struct text *text = end_text(list, side);
        remove_text(list, text);
        tell_text(c, text->p, text->n);
        give(text);
    }
    changed(c, c->argv[key], 'l', side & LEFT ? "lpop" : "rpop");
}

static size_t at_most(struct client *c, int key, int64_t most)
{
    size_t count = find(c, c->argv[key])->value.list.count;
    return (size_t)most < count ? (size_t)most : count;
}

static void pop(struct client *c) // LPOP RPOP key [count]
{
    int64_t most = 1;
    if (c->argc > 3)
        return tell_as(c, "-ERR wrong number of arguments for '%s' command",
                       c->command->name);
    if (c->argc == 3 && (!to_number(c->argv[2], &most) || most < 0))
        return tell(c, "-ERR value is out of range, must be positive\r\n");
    if (!want(c, 1, LIST, c->argc == 3 ? NILS : NIL)) return;
    if (c->argc == 3) tell_as(c, "*%zu", at_most(c, 1, most));
    if (most) pop_some(c, 1, c->command->how, (size_t)most);
}

// == Who waits ===============================================================

// For a list: argument i says how long; `late` is the reply then, and where
// nobody waits.
void wait_for(struct client *c, int i, const char *late)
{
    char *end;
    double seconds = strtod(c->argv[i].p, &end);
    if (c->is_exec) return tell(c, late);
    if (*end || !c->argv[i].n || isnan(seconds))
        return tell(c, "-ERR timeout is not a float or out of range\r\n");
    if (seconds < 0) return tell(c, "-ERR timeout is negative\r\n");
    if (seconds > 1e9) return tell(c, "-ERR timeout is out of range\r\n");
    c->is_waiting = true;
    if (c->is_again) return;
    c->deadline = csp_now() + (int64_t)(seconds * CSP_S) + 1;
    if (seconds == 0) c->deadline = CSP_NEVER;
}

// The first of the arguments [from, to) that is a list that is not empty; 0:
// none; -1: the reply says that one is no list. Who waits does not mind.
static int first_list(struct client *c, int from, int to)
{
    for (int i = from; i < to; i++) {
        struct item *item = find(c, c->argv[i]);
        if (item && item->value.kind == LIST) return i;
        if (item && !c->is_again) return want(c, i, LIST, ""), -1;
    }
    return 0;
}

static void pop_first(struct client *c) // BLPOP BRPOP key... seconds
{
    int last = c->argc - 1;
    if (!c->is_again && strtod(c->argv[last].p, NULL) < 0)
        return wait_for(c, last, NILS);
    int i = first_list(c, 1, last);
    if (!i) return wait_for(c, last, NILS);
    if (i < 0) return;
    tell(c, "*2\r\n");
    tell_text(c, c->argv[i].p, c->argv[i].n);
    pop_some(c, i, c->command->how, 1);
}

static void pop_many(
    struct client *c) // [B]LMPOP [seconds] n key... side [COUNT]
{
    int at = c->command->how & WAITS ? 2 : 1, side;
    int64_t n, most = 1;
    if (!to_number(c->argv[at], &n) || n <= 0)
        return tell(c, "-ERR numkeys should be greater than 0\r\n");
    if (n >= c->argc - at - 1) return tell(c, SYNTAX);
    int end = at + 1 + (int)n;
    if (!(side = side_at(c, end))) return;
    if (c->argc != end + 1 &&
        (c->argc != end + 3 || !is(c->argv[end + 1], "count")))
        return tell(c, SYNTAX);
    if (c->argc == end + 3 &&
        (!to_number(c->argv[end + 2], &most) || most <= 0))
        return tell(c, "-ERR count should be greater than 0\r\n");
    int i = first_list(c, at + 1, end);
    if (!i) return at == 2 ? wait_for(c, 1, NILS) : tell(c, NILS);
    if (i < 0) return;
    tell(c, "*2\r\n");
    tell_text(c, c->argv[i].p, c->argv[i].n);
    tell_as(c, "*%zu", at_most(c, i, most));
    pop_some(c, i, side, (size_t)most);
}

static void move(struct client *c) // [B]LMOVE from to side side, [B]RPOPLPUSH
{
    bool is_old = c->command->how & ONLY;
    int from = is_old ? RIGHT : side_at(c, 3), to = LEFT;
    if (!from || (!is_old && !(to = side_at(c, 4)))) return;
    int i = first_list(c, 1, 2);
    if (!i && c->command->how & WAITS) return wait_for(c, c->argc - 1, NIL);
    if (i <= 0) return i ? (void)0 : tell(c, NIL);
    struct item *item = find(c, c->argv[2]);
    if (item && !want(c, 2, LIST, "")) return;
    struct value *source = &find(c, c->argv[1])->value;
    struct text *text = end_text(source, from);
    tell_text(c, text->p, text->n);
    remove_text(source, text);
    put_text(make(c, 2, LIST), to, text);
    changed(c, c->argv[1], 'l', from == LEFT ? "lpop" : "rpop");
    changed(c, c->argv[2], 'l', to == LEFT ? "lpush" : "rpush");
}

// == The rest ================================================================

static void lrange(struct client *c)
{
    int64_t from, to;
    if (!number_at(c, 2, &from) || !number_at(c, 3, &to)) return;
    struct value *list = want(c, 1, LIST, NOTHING);
    if (!list) return;
    if (!range(list->list.count, &from, &to)) return tell(c, NOTHING);
    tell_as(c, "*%zu", (size_t)(to - from + 1));
    struct text *text = nth_text(list, from);
    for (; from <= to; from++, text = TAILQ_NEXT(text, entry))
        tell_text(c, text->p, text->n);
}

static void lindex(struct client *c)
{
    int64_t at;
    struct value *list = want(c, 1, LIST, NIL);
    if (!list || !number_at(c, 2, &at)) return;
    struct text *text = nth_text(list, at);
    if (!text) return tell(c, NIL);
    tell_text(c, text->p, text->n);
}

static void lset(struct client *c)
{
    int64_t at;
    struct value *list = want(c, 1, LIST, "-ERR no such key\r\n");
    if (!list || !number_at(c, 2, &at)) return;
    struct text *old = nth_text(list, at);
    if (!old) return tell(c, "-ERR index out of range\r\n");
    struct text *new = text_make(c->argv[3].p, c->argv[3].n);
    TAILQ_INSERT_AFTER(&list->list.texts, old, new, entry);
    TAILQ_REMOVE(&list->list.texts, old, entry);
    give(old);
    changed(c, c->argv[1], 'l', "lset");
    tell(c, OK);
}

static void linsert(struct client *c) // key BEFORE|AFTER pivot text
{
    struct text *text, *new;
    if (!is(c->argv[2], "before") && !is(c->argv[2], "after"))
        return tell(c, SYNTAX);
    struct value *list = want(c, 1, LIST, ZERO);
    if (!list) return;
    TAILQ_FOREACH(text, &list->list.texts, entry)
    if (equal(c->argv[3], text->p, text->n)) break;
    if (!text) return tell(c, ":-1\r\n");
    new = text_make(c->argv[4].p, c->argv[4].n);
    if (is(c->argv[2], "after"))
        TAILQ_INSERT_AFTER(&list->list.texts, text, new, entry);
    else
        TAILQ_INSERT_BEFORE(text, new, entry);
    list->list.count++;
    tell_as(c, ":%zu", list->list.count);
    changed(c, c->argv[1], 'l', "linsert");
}

static void lrem(struct client *c) // key count text
{
    int64_t most;
    if (!number_at(c, 2, &most)) return;
    struct value *list = want(c, 1, LIST, ZERO);
    if (!list) return;
    size_t before = list->list.count,
           limit = most ? (size_t)llabs(most) : before;
    struct text *text = end_text(list, most < 0 ? RIGHT : LEFT), *next;
    for (; text && before - list->list.count < limit; text = next) {
        next =
            most < 0 ? TAILQ_PREV(text, texts, entry) : TAILQ_NEXT(text, entry);
        if (!equal(c->argv[3], text->p, text->n)) continue;
        remove_text(list, text);
        give(text);
    }
    size_t gone = before - list->list.count;
    tell_as(c, ":%zu", gone);
    if (gone) changed(c, c->argv[1], 'l', "lrem");
}

static void ltrim(struct client *c)
{
    int64_t from, to;
    if (!number_at(c, 2, &from) || !number_at(c, 3, &to)) return;
    struct value *list = want(c, 1, LIST, OK);
    if (!list) return;
    int64_t n = (int64_t)list->list.count;
    if (!range(list->list.count, &from, &to)) from = n, to = n - 1;
    for (int64_t i = 0; i < from + n - 1 - to; i++) {
        struct text *text = end_text(list, i < from ? LEFT : RIGHT);
        remove_text(list, text);
        give(text);
    }
    changed(c, c->argv[1], 'l', "ltrim");
    tell(c, OK);
}

static void lpos(struct client *c) // key text [RANK n] [COUNT n] [MAXLEN n]
{
    int64_t rank = 1, most = -1, length = 0, *to, found = 0, i = 0, n;
    for (int k = 3; k < c->argc; k += 2) {
        to = is(c->argv[k], "rank")     ? &rank
             : is(c->argv[k], "count")  ? &most
             : is(c->argv[k], "maxlen") ? &length
                                        : NULL;
        if (!to || k + 1 == c->argc) return tell(c, SYNTAX);
        if (!number_at(c, k + 1, to)) return;
        if (to != &rank && *to < 0)
            return tell_as(c, "-ERR %s can't be negative", c->argv[k].p);
    }
    if (rank == 0 || rank == INT64_MIN)
        return tell(c, "-ERR RANK can't be zero: use 1 to start from the first "
                       "match, 2 from the second ... or use negative to start "
                       "from the end of the list\r\n");
    struct value *list = want(c, 1, LIST, most < 0 ? NIL : NOTHING);
    if (!list) return;
    size_t at = c->told;
    struct text *text = end_text(list, rank < 0 ? RIGHT : LEFT);
    for (n = (int64_t)list->list.count; text && (!length || i < length); i++) {
        if (equal(c->argv[2], text->p, text->n) && ++found >= llabs(rank)) {
            tell_as(c, ":%lld", (long long)(rank < 0 ? n - 1 - i : i));
            if (most < 0 || found - llabs(rank) + 1 == most) break;
        }
        text =
            rank < 0 ? TAILQ_PREV(text, texts, entry) : TAILQ_NEXT(text, entry);
    }
    found = found < llabs(rank) ? 0 : found - llabs(rank) + 1;
    if (most < 0 && !found) tell(c, NIL);
    if (most >= 0) tell_count(c, at, (size_t)found);
}

static void length(struct client *c) // STRLEN LLEN HLEN SCARD
{
    struct value *value = want(c, 1, (enum kind)c->command->how, ZERO);
    if (value) tell_as(c, ":%zu", count_of(value));
}

const struct command list_commands[] = {
    {"lpush", push, -3, LEFT, GROWS},
    {"rpush", push, -3, RIGHT, GROWS},
    {"lpushx", push, -3, LEFT | ONLY, GROWS},
    {"rpushx", push, -3, RIGHT | ONLY, GROWS},
    {"lpop", pop, -2, LEFT, 0},
    {"rpop", pop, -2, RIGHT, 0},
    {"blpop", pop_first, -3, LEFT, 0},
    {"brpop", pop_first, -3, RIGHT, 0},
    {"lmpop", pop_many, -4, 0, 0},
    {"blmpop", pop_many, -5, WAITS, 0},
    {"lmove", move, 5, 0, GROWS},
    {"blmove", move, 6, WAITS, GROWS},
    {"rpoplpush", move, 3, ONLY, GROWS},
    {"brpoplpush", move, 4, ONLY | WAITS, GROWS},
    {"lrange", lrange, 4, 0, 0},
    {"lindex", lindex, 3, 0, 0},
    {"lset", lset, 4, 0, GROWS},
    {"linsert", linsert, 5, 0, GROWS},
    {"lrem", lrem, 4, 0, 0},
    {"ltrim", ltrim, 4, 0, 0},
    {"lpos", lpos, -3, 0, 0},
    {"llen", length, 2, LIST, 0},
    {"hlen", length, 2, HASH, 0},
    {"scard", length, 2, SET, 0},
    {"strlen", length, 2, STRING, 0},
    {NULL, NULL, 0, 0, 0},
};
