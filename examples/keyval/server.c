// server.c: what is asked of the server itself.
#include "keyval.h"
#include <fnmatch.h>
#include <unistd.h>

static void ping(struct client *c)
{
    bool hears = c->channels[0].count + c->channels[1].count > 0;
    struct arg text = c->argc > 1 ? c->argv[1] : (struct arg){"", 0};
    if (c->argc > 2)
        return tell(c, "-ERR wrong number of arguments for 'ping' command\r\n");
    if (!hears && c->argc == 1) return tell(c, "+PONG\r\n");
    if (hears) tell(c, "*2\r\n$4\r\npong\r\n");
    tell_text(c, text.p, text.n);
}

static void echo(struct client *c)
{
    tell_text(c, c->argv[1].p, c->argv[1].n);
}

static void quit(struct client *c)
{
    tell(c, OK);
    c->is_over = true;
}

// A browser that somebody makes send requests here: it hears nothing, and no
// line of its body is a command.
static void end_http(struct client *c)
{
    c->is_over = true;
}

static void end(struct client *c) // SHUTDOWN
{
    kill(getpid(), SIGTERM);
    c->is_over = true;
}

static void hello(struct client *c)
{
    if (c->argc > 1 && !is(c->argv[1], "2"))
        return tell(c, "-NOPROTO unsupported protocol version\r\n");
    tell(c, "*6\r\n$6\r\nserver\r\n$6\r\nkeyval\r\n$7\r\nversion\r\n"
            "$5\r\n7.0.0\r\n$5\r\nproto\r\n:2\r\n");
}

static void now(struct client *c) // TIME
{
    char ms[24];
    int n = snprintf(ms, sizeof ms, "%lld", (long long)world.now % 1000 * 1000);
    tell_as(c, "*2\r\n$10\r\n%010lld\r\n$%d\r\n%s", (long long)world.now / 1000,
            n, ms);
}

static void info(struct client *c)
{
    char text[4096];
    int n = snprintf(
        text, sizeof text,
        "# Server\r\nredis_version:7.0.0\r\nserver_name:keyval\r\n"
        "process_id:%d\r\n# Clients\r\nconnected_clients:%zu\r\n"
        "blocked_clients:%zu\r\n# Memory\r\nused_memory:%zu\r\n"
        "maxmemory:%lld\r\nmem_allocator:libc\r\n# Stats\r\n"
        "total_commands_processed:%lld\r\nexpired_keys:%lld\r\n"
        "pubsub_channels:%zu\r\npubsub_patterns:%zu\r\n# Replication\r\n"
        "role:master\r\nconnected_slaves:0\r\n# Keyspace\r\n",
        (int)getpid(), world.connected, world.blocked, world.used,
        (long long)world.memory, (long long)world.runs,
        (long long)world.expired, world.channels[0].count,
        world.channels[1].count);
    for (int i = 0; i < DATABASES; i++)
        if (world.db[i].count)
            n += snprintf(text + n, sizeof text - (size_t)n,
                          "db%d:keys=%zu\r\n", i, world.db[i].count);
    tell_text(c, text, (size_t)n);
}

// == Settings ================================================================

// Letters of events, in their order; false: one is none.
static bool set_events(const char *from)
{
    static const char letters[] = "g$lshzxetdmnKE";
    char text[sizeof world.events] = "", *to = text;
    for (const char *p = from; *p; p++)
        if (!strchr(letters, *p) && *p != 'A') return false;
    bool is_all = strchr(from, 'A');
    if (is_all) *to++ = 'A';
    for (const char *p = letters; *p; p++)
        if (strchr(from, *p) && !(is_all && p < letters + 10)) *to++ = *p;
    *to = 0;
    memcpy(world.events, text, sizeof text);
    return true;
}

// Those without a use here are Redis's, which has several ways to keep what is
// short, and a disk.
static struct setting {
    const char *name;
    char value[64];
} settings[] = {
    {"maxmemory", "1073741824"},
    {"notify-keyspace-events", ""},
    {"appendonly", "no"},
    {"hash-max-listpack-entries", "512"},
    {"hash-max-listpack-value", "64"},
    {"hash-max-ziplist-entries", "512"},
    {"hash-max-ziplist-value", "64"},
    {"list-compress-depth", "0"},
    {"list-max-listpack-size", "-2"},
    {"list-max-ziplist-size", "-2"},
    {"save", ""},
    {"set-max-intset-entries", "512"},
    {"zset-max-ziplist-entries", "128"},
    {"zset-max-ziplist-value", "64"},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

static void config_get(struct client *c)
{
    size_t at = c->told, count = 0;
    for (int i = 0; i < SETTINGS; i++) {
        if (fnmatch(c->argv[2].p, settings[i].name, 0) != 0) continue;
        tell_text(c, settings[i].name, strlen(settings[i].name));
        tell_text(c, settings[i].value, strlen(settings[i].value));
        count += 2;
    }
    tell_count(c, at, count);
}

static void config_set(struct client *c)
{
    int i = 0;
    int64_t bytes;
    struct arg value = c->argv[3];
    while (i < SETTINGS && !is(c->argv[2], settings[i].name))
        i++;
    bool is_good = i < SETTINGS && value.n < sizeof settings[i].value;
    if (i == 0 && (is_good = to_number(value, &bytes) && bytes >= 0))
        world.memory = bytes;
    if (i == 1) is_good = set_events(value.p);
    if (!is_good)
        return tell_as(c,
                       "-ERR CONFIG SET failed (possibly related to argument "
                       "'%.64s')",
                       c->argv[2].p);
    snprintf(settings[i].value, sizeof settings[i].value, "%s",
             i == 1 ? world.events : value.p);
    tell(c, OK);
}

static void config(struct client *c) // GET pattern, SET name value, RESETSTAT
{
    if (is(c->argv[1], "get") && c->argc == 3) return config_get(c);
    if (is(c->argv[1], "set") && c->argc == 4) return config_set(c);
    if (!is(c->argv[1], "resetstat") || c->argc != 2) return tell(c, SYNTAX);
    world.expired = world.runs = 0;
    tell(c, OK);
}

// == Clients =================================================================

static struct client *client_of(int64_t id)
{
    struct client *other;
    TAILQ_FOREACH(other, &world.clients, all)
    if (other->id == id) break;
    return other;
}

static size_t describe(struct client *c, char *text, size_t n)
{
    int size =
        snprintf(text, n,
                 "id=%lld fd=%d name=%s db=%d sub=%zu psub=%zu "
                 "multi=%d flags=%s\n",
                 (long long)c->id, c->fd, c->name, c->db, c->channels[0].count,
                 c->channels[1].count, c->is_multi ? 0 : -1,
                 c->is_waiting                                 ? "b"
                 : c->is_multi                                 ? "x"
                 : c->channels[0].count + c->channels[1].count ? "P"
                                                               : "N");
    return (size_t)size;
}

static void client_list(struct client *c)
{
    struct client *other;
    size_t at = c->told, n = 0;
    char line[256], head[32];
    TAILQ_FOREACH(other, &world.clients, all)
    {
        size_t size = describe(other, line, sizeof line);
        tell_data(c, line, size);
        n += size;
    }
    tell(c, "\r\n");
    size_t from = c->told;
    snprintf(head, sizeof head, "$%zu\r\n", n);
    tell(c, head);
    tell_front(c, at, from);
}

static void client_unblock(struct client *c)
{
    int64_t id;
    if (!number_at(c, 2, &id)) return;
    struct client *other = client_of(id);
    bool waits = other && other->is_waiting;
    if (waits)
        let_go(other, c->argc == 4 && is(c->argv[3], "error")
                          ? "-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n"
                          : NULL);
    tell(c, waits ? ONE : ZERO);
}

static void client(struct client *c)
{
    struct arg what = c->argv[1], more = c->argv[c->argc - 1];
    char line[256];
    if (is(what, "id") && c->argc == 2) {
        tell_as(c, ":%lld", (long long)c->id);
    } else if (is(what, "getname") && c->argc == 2) {
        tell_text(c, c->name, strlen(c->name));
    } else if (is(what, "setname") && c->argc == 3) {
        snprintf(c->name, sizeof c->name, "%.63s", more.p);
        tell(c, OK);
    } else if (is(what, "info") && c->argc == 2) {
        tell_text(c, line, describe(c, line, sizeof line));
    } else if (is(what, "list")) {
        client_list(c);
    } else if (is(what, "unblock") && c->argc >= 3) {
        client_unblock(c);
    } else if (is(what, "reply") && c->argc == 3 && is(more, "on")) {
        c->is_mute = false;
        tell(c, OK);
    } else if (is(what, "reply") && c->argc == 3 &&
               (is(more, "off") || is(more, "skip"))) {
        c->is_mute = true;
        c->skips = is(more, "skip") ? 2 : 0;
    } else {
        tell_as(c,
                "-ERR unknown subcommand or wrong number of arguments for "
                "'%.64s'",
                what.p);
    }
}

// The bytes of a value, with what it is made of.
static size_t memory_of(const struct value *value)
{
    const struct text *text;
    size_t n = sizeof(struct item);
    if (value->kind == STRING) n += sizeof *text + value->text->n;
    if (value->kind == LIST) TAILQ_FOREACH(text, &value->list.texts, entry)
    n += sizeof *text + text->n;
    for (size_t i = 0; value->kind >= HASH && i < value->table.count; i++)
        n += memory_of(&value->table.all[i]->value) + value->table.all[i]->n;
    return n;
}

static void object(struct client *c) // OBJECT ENCODING, REFCOUNT; MEMORY USAGE
{
    static const char *const encodings[] = {"", "raw", "linkedlist",
                                            "hashtable", "hashtable"};
    struct item *item = find(c, c->argv[2]);
    int64_t number;
    if (!item) return tell(c, c->command->how ? NIL : "-ERR no such key\r\n");
    struct value *value = &item->value;
    const char *encoding = encodings[value->kind];
    if (value->kind == STRING &&
        to_number((struct arg){value->text->p, value->text->n}, &number))
        encoding = "int";
    if (c->command->how && is(c->argv[1], "usage"))
        tell_as(c, ":%zu", memory_of(value) + item->n);
    else if (!c->command->how && is(c->argv[1], "encoding"))
        tell_text(c, encoding, strlen(encoding));
    else if (!c->command->how && is(c->argv[1], "refcount"))
        tell(c, ONE);
    else
        tell(c, SYNTAX);
}

static void save(struct client *c)
{
    tell(c, "-ERR there is no disk\r\n");
}

static void command(struct client *c) // COMMAND [COUNT | DOCS]
{
    struct table *t = &world.commands;
    if (c->argc > 1 && is(c->argv[1], "count"))
        return tell_as(c, ":%zu", t->count);
    if (c->argc > 1 && is(c->argv[1], "docs")) return tell(c, NOTHING);
    if (c->argc > 1) return tell(c, SYNTAX);
    tell_as(c, "*%zu", t->count);
    for (size_t i = 0; i < t->count; i++) {
        tell(c, "*6\r\n");
        tell_text(c, t->all[i]->key, t->all[i]->n);
        tell_as(c, ":%d\r\n*0\r\n:0\r\n:0\r\n:0",
                t->all[i]->value.command->args);
    }
}

static void debug(struct client *c)
{
    if (is(c->argv[1], "set-active-expire") && c->argc == 3)
        world.is_not_sweeping = is(c->argv[2], "0");
    else
        return tell(c, "-ERR there is only DEBUG SET-ACTIVE-EXPIRE\r\n");
    tell(c, OK);
}

static void function(struct client *c)
{
    tell(c, is(c->argv[1], "flush") ? OK // there is none
                                    : "-ERR there are no functions\r\n");
}

const struct command server_commands[] = {
    {"ping", ping, -1, 0, LOUD},
    {"echo", echo, 2, 0, 0},
    {"post", end_http, -1, 0, LOUD | NOW},
    {"host:", end_http, -1, 0, LOUD | NOW},
    {"quit", quit, -1, 0, LOUD | NOW},
    {"hello", hello, -1, 0, 0},
    {"time", now, 1, 0, 0},
    {"info", info, -1, 0, 0},
    {"config", config, -2, 0, 0},
    {"client", client, -2, 0, 0},
    {"command", command, -1, 0, 0},
    {"debug", debug, -2, 0, 0},
    {"function", function, -2, 0, 0},
    {"object", object, 3, 0, 0},
    {"memory", object, 3, 1, 0},
    {"save", save, 1, 0, ALONE},
    {"shutdown", end, -1, 0, ALONE},
    {NULL, NULL, 0, 0, 0},
};
