// keyval.h: what the files of keyval share.
//
// All data is in `world`, whose lock is held wherever a command runs; nothing
// waits under it. A command that has to wait is put aside, and tried again when
// a list has come. What a client is to hear is put into its `out`, by itself or
// by others, who then ring its bell.
#ifndef KEYVAL_H
#define KEYVAL_H
#include <csp_io.h>
#include <csp_sync.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

enum { DATABASES = 16, CLIENTS = 20000, ARGS = 1 << 20, LINE = 65536 };
enum { BULK = 512 << 20, REPLY = 64 << 20, AHEAD = 1 << 20, MEMORY = 1 << 30 };
#define NIL "$-1\r\n"
#define NILS "*-1\r\n"
#define NOTHING "*0\r\n"
#define ZERO ":0\r\n"
#define ONE ":1\r\n"
#define OK "+OK\r\n"
#define SYNTAX "-ERR syntax error\r\n"
#define NUMBER "-ERR value is not an integer or out of range\r\n"

// == table.c =================================================================

struct arg { // a 0 follows, as in all texts and keys
    char *p;
    size_t n;
};
struct text {
    TAILQ_ENTRY(text) entry; // in a list
    size_t n;
    char p[];
};
struct table { // `all` has its items without gaps, in no order
    struct item **bucket, **all;
    size_t count, size;
};
enum kind { STRING = 1, LIST, HASH, SET };
struct value {
    enum kind kind;
    int64_t expires; // ms since 1970; 0: never
    union {
        struct text *text;
        struct {
            TAILQ_HEAD(texts, text) texts;
            size_t count;
        } list;
        struct table table; // of a hash, of strings; of a set
        struct client *client;
        const struct command *command;
        struct {
            uint32_t version, users;
        } watch;
    };
};
struct item { // of a table
    struct item *next;
    uint32_t hash, at; // its place in `all`
    struct value value;
    size_t n;
    char key[];
};
void *must(void *p);                 // or it is the end
void *take(void *old, size_t bytes); // as realloc; what is taken is counted
void give(void *old);
struct text *text_make(const char *p, size_t n);
bool is(struct arg a, const char *word); // in any case
bool equal(struct arg a, const char *p, size_t n);
bool to_number(struct arg a, int64_t *number);
uint64_t any_number(void);
struct item *table_find(const struct table *t, struct arg key);
struct item *table_add(struct table *t, struct arg key); // or finds it
void table_remove(struct table *t, struct item *item);
void table_clear(struct table *t);
void value_clear(struct value *value);
size_t count_of(const struct value *value);

// == client.c ================================================================

struct request { // that is kept, with its bytes behind it
    TAILQ_ENTRY(request) entry;
    const struct command *command;
    int argc;
    struct arg argv[];
};
struct watch {
    TAILQ_ENTRY(watch) entry;
    struct item *item; // of world.watched[db]
    int db;
    uint32_t version; // then
    bool was_there;
};
struct client {
    int fd, db, argc, words_size, skips;
    struct arg *argv, *words; // of the request that is run; of the next one
    const struct command *command;
    char *in, *out; // no lock guards `in`; in[at..end) is not parsed
    size_t start, at, end, in_size, told, out_size;
    int64_t missing, bulk; // words, and the bytes of the next one, or -1
    int64_t id, deadline;  // of what it waits for, by csp_now()
    bool is_multi, is_aborted, is_exec, is_over, is_mute;
    bool is_waiting, is_again; // for a list; it was tried before
    struct request *wait;      // what waits
    TAILQ_HEAD(requests, request) queue;
    TAILQ_HEAD(watches, watch) watches;
    struct table channels[2]; // and patterns
    csp_event bell;
    char name[64];
    TAILQ_ENTRY(client) all, waiting;
};
bool is_full(void); // more memory is used than may be
void let_go(struct client *c, const char *reply);

// == store.c =================================================================

extern struct world {
    csp_mutex lock;
    csp_event has_times;
    struct table db[DATABASES], watched[DATABASES], commands, channels[2];
    TAILQ_HEAD(clients, client) clients, waiting;
    int64_t now, since_1970, expired, runs, ids, memory; // times in ms
    size_t used, connected, blocked, swept[DATABASES];
    uint64_t random;
    bool has_list, is_not_sweeping; // a new one, for who waits; DEBUG
    char events[24];                // that are published
} world;
void tell(struct client *c, const char *reply); // as it is
void tell_data(struct client *c, const char *p, size_t n);
__attribute__((format(printf, 2, 3))) void tell_as(struct client *c,
                                                   const char *format,
                                                   ...); // and ends the line
void tell_text(struct client *c, const char *p, size_t n);
void tell_count(struct client *c, size_t at, size_t count);
void tell_front(struct client *c, size_t at, size_t from);
bool number_at(struct client *c, int i, int64_t *number); // or the error
struct arg key_of(struct item *item);
struct item *find(struct client *c, struct arg key);
struct value *want(struct client *c, int i, enum kind kind, const char *none);
struct value *put(struct client *c, struct arg key, enum kind kind);
struct value *make(struct client *c, int i, enum kind kind);
void drop(struct client *c, struct item *item, const char *event);
void touch(int db, struct arg key);
void heard(struct client *c, char class, const char *event, struct arg key);
void changed(struct client *c, struct arg key, char class, const char *event);
bool sweep(struct client *c);

// == What is to be run =======================================================

enum { GROWS = 1, NOW = 2, LOUD = 4, ALONE = 8 };
struct command {
    const char *name;
    void (*run)(struct client *c);
    int args, how; // so many, or if below 0 at least; what run() is to know
    int flags;     // needs memory; is not queued; of subscribers; not in MULTI
};
// Of each file, up to one without a name.
extern const struct command string_commands[], list_commands[], set_commands[],
    key_commands[], channel_commands[], server_commands[], multi_commands[];
// Bits of `how`, and of options.
enum { NX = 1, XX = 2, OLD = 4, KEEP = 8, PERSIST = 16, GT = 32, LT = 64 };
enum { S = 128, MS = 256, SINCE_1970 = 512, ANY = 1024 };
bool time_at(struct client *c, int i, int how, int64_t *time);
int options(struct client *c, int i, int allowed, int64_t *time);
bool float_at(struct client *c, int i, long double *number);
size_t float_text(long double number, char *text, size_t n);
void wait_for(struct client *c, int i, const char *late); // seconds
void scan(struct client *c, struct table *t, int i);
bool range(size_t count, int64_t *from, int64_t *to);
size_t publish(struct arg channel, struct arg message);
void forget_multi(struct client *c);
void leave_channels(struct client *c);
#endif
