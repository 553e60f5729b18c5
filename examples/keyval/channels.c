// channels.c: who hears what, by the name of a channel or by a pattern; and
// transactions.
#include "keyval.h"
#include <fnmatch.h>

enum { CHANNEL, PATTERN, OFF = 2 };

// The table of those who hear a channel has their addresses as keys.
static struct arg address(struct client **c)
{
    return (struct arg){(char *)c, sizeof *c};
}

static size_t subscriptions(const struct client *c)
{
    return c->channels[CHANNEL].count + c->channels[PATTERN].count;
}

static void tell_change(struct client *c, const char *what, const char *p,
                        size_t n)
{
    tell_as(c, "*3\r\n$%zu\r\n%s", strlen(what), what);
    if (p)
        tell_text(c, p, n);
    else
        tell(c, NIL);
    tell_as(c, ":%zu", subscriptions(c));
}

static void leave(struct client *c, int kind, struct arg name)
{
    struct item *all = table_find(&world.channels[kind], name);
    struct item *own = table_find(&c->channels[kind], name);
    if (!own) return;
    table_remove(&all->value.table, table_find(&all->value.table, address(&c)));
    if (!all->value.table.count) table_remove(&world.channels[kind], all);
    table_remove(&c->channels[kind], own);
}

void leave_channels(struct client *c)
{
    for (int kind = CHANNEL; kind <= PATTERN; kind++) {
        while (c->channels[kind].count)
            leave(c, kind, key_of(c->channels[kind].all[0]));
        table_clear(&c->channels[kind]);
    }
}

static void subscribe(struct client *c) // SUBSCRIBE PSUBSCRIBE
{
    int kind = c->command->how;
    bool was_mute = c->is_mute;
    c->is_mute = false; // that is no reply
    for (int i = 1; i < c->argc; i++) {
        struct value *all =
            &table_add(&world.channels[kind], c->argv[i])->value;
        all->kind = SET;
        table_add(&all->table, address(&c))->value.client = c;
        table_add(&c->channels[kind], c->argv[i]);
        tell_change(c, c->command->name, c->argv[i].p, c->argv[i].n);
    }
    c->is_mute = was_mute;
}

static void unsubscribe(struct client *c) // UNSUBSCRIBE PUNSUBSCRIBE [name...]
{
    int kind = c->command->how;
    const char *what = c->command->name;
    bool was_mute = c->is_mute;
    struct table *own = &c->channels[kind];
    c->is_mute = false;
    if (c->argc == 1 && !own->count) tell_change(c, what, NULL, 0);
    while (c->argc == 1 && own->count) {
        struct text *name = text_make(own->all[0]->key, own->all[0]->n);
        leave(c, kind, key_of(own->all[0]));
        tell_change(c, what, name->p, name->n);
        give(name);
    }
    for (int i = 1; i < c->argc; i++) {
        leave(c, kind, c->argv[i]);
        tell_change(c, what, c->argv[i].p, c->argv[i].n);
    }
    c->is_mute = was_mute;
}

// One that does not listen while too much waits for it is let go.
static void tell_message(struct client *to, struct item *pattern,
                         struct arg channel, struct arg message)
{
    bool was_mute = to->is_mute;
    if (to->told > AHEAD * 32) {
        to->is_over = true;
        shutdown(to->fd, SHUT_RDWR);
        return;
    }
    to->is_mute = false;
    tell(to, pattern ? "*4\r\n$8\r\npmessage\r\n" : "*3\r\n$7\r\nmessage\r\n");
    if (pattern) tell_text(to, pattern->key, pattern->n);
    tell_text(to, channel.p, channel.n);
    tell_text(to, message.p, message.n);
    to->is_mute = was_mute;
    csp_event_set(&to->bell);
}

// Gives how many hear it.
size_t publish(struct arg channel, struct arg message)
{
    size_t count = 0;
    struct item *item = table_find(&world.channels[CHANNEL], channel);
    struct table *patterns = &world.channels[PATTERN];
    for (size_t i = 0; item && i < item->value.table.count; i++, count++)
        tell_message(item->value.table.all[i]->value.client, NULL, channel,
                     message);
    for (size_t k = 0; k < patterns->count; k++) {
        item = patterns->all[k];
        if (fnmatch(item->key, channel.p, 0) != 0) continue;
        for (size_t i = 0; i < item->value.table.count; i++, count++)
            tell_message(item->value.table.all[i]->value.client, item, channel,
                         message);
    }
    return count;
}

static void publish_one(struct client *c)
{
    tell_as(c, ":%zu", publish(c->argv[1], c->argv[2]));
}

static void pubsub(
    struct client *c) // CHANNELS [pattern], NUMSUB name.., NUMPAT
{
    size_t at = c->told, count = 0;
    struct table *all = &world.channels[CHANNEL];
    if (is(c->argv[1], "numpat") && c->argc == 2) {
        tell_as(c, ":%zu", world.channels[PATTERN].count);
    } else if (is(c->argv[1], "numsub")) {
        tell_as(c, "*%d", (c->argc - 2) * 2);
        for (int i = 2; i < c->argc; i++) {
            struct item *item = table_find(all, c->argv[i]);
            tell_text(c, c->argv[i].p, c->argv[i].n);
            tell_as(c, ":%zu", item ? item->value.table.count : 0);
        }
    } else if (is(c->argv[1], "channels") && c->argc <= 3) {
        for (size_t i = 0; i < all->count; i++) {
            if (c->argc == 3 && fnmatch(c->argv[2].p, all->all[i]->key, 0) != 0)
                continue;
            tell_text(c, all->all[i]->key, all->all[i]->n);
            count++;
        }
        tell_count(c, at, count);
    } else {
        tell(c, SYNTAX);
    }
}

const struct command channel_commands[] = {
    {"subscribe", subscribe, -2, CHANNEL, LOUD},
    {"psubscribe", subscribe, -2, PATTERN, LOUD},
    {"unsubscribe", unsubscribe, -1, CHANNEL, LOUD},
    {"punsubscribe", unsubscribe, -1, PATTERN, LOUD},
    {"publish", publish_one, 3, 0, 0},
    {"pubsub", pubsub, -2, 0, 0},
    {NULL, NULL, 0, 0, 0},
};

// == Transactions ============================================================

static void multi(struct client *c)
{
    if (c->is_multi) return tell(c, "-ERR MULTI calls can not be nested\r\n");
    c->is_multi = true;
    tell(c, OK);
}

static void watch(struct client *c)
{
    if (c->is_multi)
        return tell(c, "-ERR WATCH inside MULTI is not allowed\r\n");
    for (int i = 1; i < c->argc; i++) {
        struct watch *watch = take(NULL, sizeof *watch);
        struct item *item = table_add(&world.watched[c->db], c->argv[i]);
        item->value.watch.users++;
        *watch = (struct watch){.item = item,
                                .db = c->db,
                                .version = item->value.watch.version,
                                .was_there = find(c, c->argv[i]) != NULL};
        TAILQ_INSERT_TAIL(&c->watches, watch, entry);
    }
    tell(c, OK);
}

static void unwatch(struct client *c)
{
    struct watch *watch;
    while ((watch = TAILQ_FIRST(&c->watches))) {
        TAILQ_REMOVE(&c->watches, watch, entry);
        if (!--watch->item->value.watch.users)
            table_remove(&world.watched[watch->db], watch->item);
        give(watch);
    }
}

static void unwatch_all(struct client *c)
{
    unwatch(c);
    tell(c, OK);
}

static bool is_changed(struct client *c)
{
    struct watch *watch;
    bool is_other = false;
    int here = c->db;
    TAILQ_FOREACH(watch, &c->watches, entry)
    {
        c->db = watch->db;
        is_other |= watch->item->value.watch.version != watch->version ||
                    (watch->was_there && !find(c, key_of(watch->item)));
    }
    c->db = here;
    return is_other;
}

void forget_multi(struct client *c)
{
    struct request *request;
    unwatch(c);
    while ((request = TAILQ_FIRST(&c->queue))) {
        TAILQ_REMOVE(&c->queue, request, entry);
        give(request);
    }
    c->is_multi = c->is_aborted = false;
}

static void discard(struct client *c)
{
    if (!c->is_multi) return tell(c, "-ERR DISCARD without MULTI\r\n");
    forget_multi(c);
    tell(c, OK);
}

static void exec(struct client *c)
{
    struct request *request;
    size_t count = 0;
    bool grows = false;
    if (!c->is_multi) return tell(c, "-ERR EXEC without MULTI\r\n");
    TAILQ_FOREACH(request, &c->queue, entry)
    {
        count++;
        grows |= request->command->flags & GROWS;
    }
    if (c->is_aborted)
        tell(c, "-EXECABORT Transaction discarded because of previous errors."
                "\r\n");
    else if (grows && is_full())
        tell(c, "-EXECABORT Transaction discarded because of: OOM command not "
                "allowed when used memory > 'maxmemory'.\r\n");
    else if (is_changed(c))
        tell(c, NILS);
    else {
        unwatch(c);
        tell_as(c, "*%zu", count);
        c->is_exec = true;
        TAILQ_FOREACH(request, &c->queue, entry)
        {
            c->command = request->command;
            c->argc = request->argc;
            c->argv = request->argv;
            c->command->run(c);
        }
        c->is_exec = false;
    }
    forget_multi(c);
}

const struct command multi_commands[] = {
    {"multi", multi, 1, 0, NOW},       {"exec", exec, 1, 0, NOW},
    {"discard", discard, 1, 0, NOW},   {"watch", watch, -2, 0, NOW},
    {"unwatch", unwatch_all, 1, 0, 0}, {NULL, NULL, 0, 0, 0},
};
