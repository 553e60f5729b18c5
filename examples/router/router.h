// SPDX-License-Identifier: MIT
// router.h: what the parts of the log router know of each other.
//
//     source.c --blocks--> route.c --a queue for each sink--> sink.c
//
// A block is a piece of a source, cut into lines. Lines are never copied on
// their way: whoever holds a pointer to a line holds a use of its block.
// Plain C: json.c, rule.c, config.c. With coroutines: the others.
#ifndef ROUTER_H
#define ROUTER_H
#define _GNU_SOURCE // memmem, memrchr, asprintf, pipe2

#include <csp.h>
#include <stdatomic.h>
#include <sys/types.h>

// Sinks, rules and the fields they ask for are counted in bits of one word.
enum { MOST = 64 };
typedef uint64_t bits;

// == main.c ==================================================================

_Noreturn void no_memory(void);
void *must(void *p); // p; or there is no memory
#define auto_free __attribute__((cleanup(free_variable)))
void free_variable(void *variable); // a pointer from malloc

// == json.c: one line ========================================================

struct text {
    const char *at;
    size_t length;
};
bool text_is(struct text text, const char *string);

enum json_kind {
    JSON_ABSENT,
    JSON_STRING,
    JSON_NUMBER,
    JSON_WORD,
    JSON_NESTED
};
struct json_value {
    enum json_kind kind;
    struct text text; // of a string: what it means, without the escapes
};

struct names {
    char *name[MOST];
    int count;
};

// Reads the object that a line must be. values[i] gets the member `wanted`[i],
// the last one of that name. NULL if all is well; else what is wrong, and *at
// tells where. `scratch` is as long as the line; the values may point into it.
const char *json_read(struct text line, const struct names *wanted,
                      char *scratch, struct json_value values[MOST],
                      size_t *at);

// == source.c: files to blocks ===============================================

struct line {
    struct block *block;
    struct text text;    // without its newline
    bits rules, sinks;   // that it matches, and that it goes to
    const char *problem; // why it is rejected, or NULL
    size_t column;
};

struct block {
    struct source *source;
    atomic_int uses;
    char *text, *scratch; // both `length` long
    size_t length;
    long first_line; // its number in the file
    struct line *lines;
    int line_count;
};
void block_hold(struct block *block);
void block_release(struct block *block);

struct source {
    const char *path; // NULL: standard input
    int fd;
    bool follow;
    char *text; // read and not yet part of a block: at most one line
    size_t used, room;
    bool skipping;    // to the end of a line that is too long
    off_t offset;     // in the file
    long line_number; // of the line that comes next
    long too_long, rotations, truncations;
    long lines, rejected; // counted by route.c
};
const char *source_name(const struct source *source);
bool source_open(struct source *s); // false after a message
// Sends what it reads until the end, or until `stop` is closed. Retires from
// `blocks`. False after a message.
coroutine bool source_run(struct source *s, chan_out(struct block *) blocks,
                       chan_in(bool) stop);
void source_close(struct source *s);

// == rule.c, config.c: which lines go where ==================================

// The words of one line of the configuration.
struct words {
    const char *at;
    char *word;          // the next one, "" at the end
    bool quoted, symbol; // what kind of word it is
    const char *problem; // the first one, or NULL
};
// Takes the next word if it is this one, unquoted.
bool words_accept(struct words *words, const char *word);
// The next word, whichever it is, for the caller to free; NULL at the end of
// the line, and then `expected` is the problem.
char *words_take(struct words *words, const char *expected);
void *words_fail(struct words *words, const char *problem); // NULL

struct condition;
struct condition *condition_read(struct words *words, struct names *fields);
bool condition_holds(const struct condition *condition,
                     const struct json_value values[MOST]);
void condition_free(struct condition *condition);

struct rule {
    char *name;
    bool otherwise;         // only if no rule above it matches
    struct condition *when; // NULL: always
    bits sinks;
    long lines;
};

struct config {
    struct names fields; // that the rules ask for
    struct rule rules[MOST];
    int rule_count;
    struct sink *sinks[MOST];
    int sink_count;
    bits reject; // the sinks of malformed lines
};
bool config_read(struct config *config, const char *path);
void config_destroy(struct config *config);

// == sink.c, kinds.c: lines to the outside ===================================

struct sink;
// Gives 0 or an errno; what is wrong is told by the caller, but for `close`.
typedef coroutine int sink_action(struct sink *sink);
struct sink_kind {
    const char *name;
    const char *target; // what stands behind it, or NULL
    sink_action *open, *write, *close;
};
const struct sink_kind *sink_kind_find(const char *name);

struct sink {
    char *name, *target;
    const struct sink_kind *kind;
    long queue_lines, batch_lines, flush_ms;
    bool drops;            // the oldest, when the queue is full; else waits
    long size_bytes, keep; // of files: when to rotate, and how many to keep
    chan(struct line *) queue;
    struct line **batch;
    int batched;
    int fd;
    pid_t pid;
    long file_bytes;
    long routed;  // counted by route.c; what is not written is lost
    long written; // belongs to the sink's task until that has ended
};
void sink_complain(const struct sink *sink, const char *problem);
coroutine bool sink_open(struct sink *sink); // false after a message
// Writes what the queue brings, in batches, until that is closed; fails the
// queue when the sink does. Retires from `alive`. False after a message.
coroutine bool sink_run(struct sink *sink, chan_out(bool) alive);
void sink_destroy(struct sink *sink);

// == route.c =================================================================

// Sends the lines of all blocks to the sinks they go to; those of one source
// stay in order. Then retires from the queues.
coroutine void route(struct config *config, chan_in(struct block *) blocks,
                  bool verbose);

// == stop.c: SIGINT and SIGTERM ==============================================

bool stop_init(void); // false after a message
void stop_request(void);
// Becomes readable when it is time to stop: for calls that block a thread.
int stop_fd(void);
// Closes `stop` then, and releases it: for tasks that wait.
coroutine void stop_watch(chan(bool) stop);

#endif
