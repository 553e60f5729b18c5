// Keys and values for those who speak Redis's protocol: redis-cli, the client
// libraries, telnet. This file has a task for each client, and main.
//
//     keyval [ADDRESS]     127.0.0.1:0 if absent; says where it listens
//
// Reads what there is, runs each whole request of it, and writes all replies at
// once before it waits for more. Who is silent has no buffer. SIGINT and
// SIGTERM end it.
#include "keyval.h"
#include <ctype.h>
#include <errno.h>
#include <sys/random.h>
#include <time.h>

// == Requests ================================================================

// With its bytes, for later.
struct request *request_keep(const struct client *c)
{
    size_t n = sizeof(struct request) + (size_t)c->argc * sizeof(struct arg);
    size_t at = n;
    for (int i = 0; i < c->argc; i++)
        n += c->argv[i].n + 1;
    struct request *r = take(NULL, n);
    r->command = c->command;
    r->argc = c->argc;
    for (int i = 0; i < c->argc; i++) {
        r->argv[i] = (struct arg){(char *)r + at, c->argv[i].n};
        memcpy((char *)r + at, c->argv[i].p, c->argv[i].n + 1);
        at += c->argv[i].n + 1;
    }
    return r;
}

bool is_full(void)
{
    return world.memory && world.used > (size_t)world.memory;
}

static const struct command *look_up(struct arg name)
{
    char lower[32];
    if (name.n >= sizeof lower) return NULL;
    for (size_t i = 0; i <= name.n; i++)
        lower[i] = (char)tolower((unsigned char)name.p[i]);
    struct item *item =
        table_find(&world.commands, (struct arg){lower, name.n});
    return item ? item->value.command : NULL;
}

// Whether it may run; the reply says why not.
static bool may_run(struct client *c, const struct command *k)
{
    bool hears = c->channels[0].count + c->channels[1].count > 0;
    if (!k)
        tell_as(c, "-ERR unknown command '%.128s'", c->argv[0].p);
    else if (k->args < 0 ? c->argc < -k->args : c->argc != k->args)
        tell_as(c, "-ERR wrong number of arguments for '%s' command", k->name);
    else if (c->is_multi && k->flags & ALONE)
        tell(c, "-ERR Command not allowed inside a transaction\r\n");
    else if (k->flags & GROWS && is_full())
        tell(c, "-OOM command not allowed when used memory > 'maxmemory'.\r\n");
    else if (hears && !(k->flags & LOUD))
        tell_as(c,
                "-ERR Can't execute '%s': only (P|S)SUBSCRIBE / "
                "(P|S)UNSUBSCRIBE / PING / QUIT are allowed in this context",
                k->name);
    else
        return true;
    return false;
}

// == Who waits for a list ====================================================

// It goes on, and hears `reply`; NULL: what is said when the time is over.
void let_go(struct client *c, const char *reply)
{
    if (!reply)
        reply = strstr(c->wait->command->name, "pop") &&
                        !strstr(c->wait->command->name, "push")
                    ? NILS
                    : NIL;
    if (reply[0]) tell(c, reply);
    c->is_waiting = false;
    TAILQ_REMOVE(&world.waiting, c, waiting);
    world.blocked--;
    give(c->wait);
    c->wait = NULL;
    csp_event_set(&c->bell);
}

static void put_aside(struct client *c)
{
    c->wait = request_keep(c);
    TAILQ_INSERT_TAIL(&world.waiting, c, waiting);
    world.blocked++;
}

// Those who came first try first, until no list is new.
static void try_again(void)
{
    struct client *c, *next;
    while (world.has_list) {
        world.has_list = false;
        for (c = TAILQ_FIRST(&world.waiting); c; c = next) {
            next = TAILQ_NEXT(c, waiting);
            c->command = c->wait->command;
            c->argc = c->wait->argc;
            c->argv = c->wait->argv;
            c->is_waiting = false;
            c->is_again = true;
            c->command->run(c);
            c->is_again = false;
            if (!c->is_waiting) let_go(c, "");
        }
    }
}

// Under the lock.
void run(struct client *c)
{
    world.runs++;
    c->argv = c->words;
    c->command = look_up(c->argv[0]);
    if (!may_run(c, c->command)) {
        c->is_aborted |= c->is_multi;
    } else if (c->is_multi && !(c->command->flags & NOW)) {
        struct request *request = request_keep(c);
        TAILQ_INSERT_TAIL(&c->queue, request, entry);
        tell(c, "+QUEUED\r\n");
    } else {
        c->command->run(c);
        if (c->is_waiting) put_aside(c);
    }
    if (world.has_list) try_again();
    if (c->skips && !--c->skips) c->is_mute = false;
}

// == What it says ============================================================

static bool fail(struct client *c, const char *why)
{
    tell_as(c, "-ERR Protocol error: %s", why);
    c->is_over = true;
    return false;
}

static void add_word(struct client *c, char *p, size_t n)
{
    if (c->argc == c->words_size) {
        c->words_size = c->words_size * 2 + 8;
        c->words = take(c->words, (size_t)c->words_size * sizeof *c->words);
    }
    c->words[c->argc++] = (struct arg){p, n};
}

// The next line, which ends in a 0 then; NULL: it is not there yet.
static char *next_line(struct client *c, const char *too_big)
{
    char *p = c->in + c->at, *end = memchr(p, '\n', c->end - c->at);
    if (!end && c->end - c->at > LINE) fail(c, too_big);
    if (!end) return NULL;
    c->at = (size_t)(end + 1 - c->in);
    if (end > p && end[-1] == '\r') end--;
    *end = 0;
    return p;
}

static char unescape(const char **p)
{
    static const char from[] = "nrtba", to[] = "\n\r\t\b\a";
    const char *s = ++*p, *at = strchr(from, *s);
    if (*s == 'x' && isxdigit((unsigned char)s[1]) &&
        isxdigit((unsigned char)s[2])) {
        char hex[] = {s[1], s[2], 0};
        *p += 2;
        return (char)strtol(hex, NULL, 16);
    }
    return *s && at ? to[at - from] : *s;
}

// One word of a line, in place, and what is behind it; NULL: a quote is open.
static const char *parse_word(struct client *c, const char *p)
{
    char quote = 0, *start = (char *)p, *to = start;
    for (; *p && (quote || !isspace((unsigned char)*p)); p++) {
        if (!quote && (*p == '"' || *p == '\'') && to == start)
            quote = *p;
        else if (quote && *p == quote)
            break;
        else
            *to++ = *p == '\\' && quote == '"' && p[1] ? unescape(&p) : *p;
    }
    if (quote && (*p != quote || (p[1] && !isspace((unsigned char)p[1]))))
        return NULL;
    const char *rest = *p ? p + 1 : p;
    *to = 0;
    add_word(c, start, (size_t)(to - start));
    return rest;
}

static bool parse_inline(struct client *c, const char *p)
{
    while (p && *p) {
        while (isspace((unsigned char)*p))
            p++;
        if (*p) p = parse_word(c, p);
    }
    return p || fail(c, "unbalanced quotes in request");
}

static bool number_in(const char *line, int64_t most, int64_t *number)
{
    return to_number((struct arg){(char *)line, strlen(line)}, number) &&
           *number <= most;
}

// True: a whole request is in `words`, which may be empty.
static bool parse(struct client *c)
{
    char *line, why[] = "expected '$', got '?'";
    if (c->at == c->end) return false;
    if (!c->missing) {
        c->argc = 0;
        if (!(line = next_line(c, "too big inline request"))) return false;
        if (line[0] != '*') return parse_inline(c, line);
        if (!number_in(line + 1, ARGS, &c->missing))
            return fail(c, "invalid multibulk length");
        if (c->missing <= 0) return c->missing = 0, true;
    }
    for (; c->missing; c->missing--) {
        if (c->bulk < 0) {
            if (c->at == c->end) return false;
            why[sizeof why - 3] = c->in[c->at];
            if (c->in[c->at] != '$') return fail(c, why);
            line = next_line(c, "too big bulk count string");
            if (!line) return false;
            if (!number_in(line + 1, BULK, &c->bulk) || c->bulk < 0)
                return fail(c, "invalid bulk length");
        }
        if (c->end - c->at < (size_t)c->bulk + 2) return false;
        c->in[c->at + (size_t)c->bulk] = 0;
        add_word(c, c->in + c->at, (size_t)c->bulk);
        c->at += (size_t)c->bulk + 2;
        c->bulk = -1;
    }
    return true;
}

// Before more is read: what has been done goes, and a buffer that is full
// grows.
static void make_room(struct client *c)
{
    size_t kept = c->end - c->start, size = c->in_size;
    char *old = c->in;
    if (old && c->end < size) return;
    if (kept * 2 > size || !old) size = size ? size * 2 : 16384;
    c->in = must(malloc(size));
    if (kept) memcpy(c->in, old + c->start, kept);
    for (int i = 0; c->missing && i < c->argc; i++)
        c->words[i].p = c->in + (c->words[i].p - old - c->start);
    c->at -= c->start;
    c->end = kept;
    c->start = 0;
    c->in_size = size;
    free(old);
}

// Under the lock: runs all that is whole.
static void run_all(struct client *c)
{
    world.now = csp_now() / CSP_MS + world.since_1970;
    if (c->is_waiting && csp_now() >= c->deadline) let_go(c, NULL);
    while (!c->is_over && !c->is_waiting && c->told < REPLY && parse(c)) {
        if (c->argc) run(c);
        c->start = c->at;
    }
    if (c->start < c->end || !c->in) return;
    free(c->in);
    c->in = NULL;
    c->in_size = c->start = c->at = c->end = 0;
}

// == Its task ================================================================

enum next { OVER, AGAIN, READ, IDLE, HEAR, WAIT };

static enum next next_of(const struct client *c)
{
    if (c->is_over) return OVER;
    if (c->is_waiting) return WAIT;
    if (c->told >= REPLY) return AGAIN;
    if (c->channels[0].count + c->channels[1].count) return HEAR;
    return c->in ? READ : IDLE;
}

// Runs what there is, and writes what came of it.
static enum next turn(struct client *c)
{
    shield() csp_mutex_lock(&world.lock);
    csp_event_clear(&c->bell);
    run_all(c);
    enum next next = next_of(c);
    char *out = c->out;
    size_t n = c->told;
    c->out = NULL;
    c->told = c->out_size = 0;
    csp_mutex_unlock(&world.lock);
    if (n && csp_write(c->fd, out, n) != (ssize_t)n) next = OVER;
    free(out);
    return next;
}

// Until it says something: 1, or is to hear something: 0; -1: it has gone.
static int listen_to(struct client *c, enum next next)
{
    int64_t late = CSP_NEVER;
    bool has_enough = next == WAIT && c->end - c->start > AHEAD;
    if (next == IDLE) return csp_serve_idle(c->fd) ? 1 : -1;
    if (next == READ) return 1;
    if (next == WAIT && c->deadline != CSP_NEVER)
        late = c->deadline - csp_now();
    // clang-format off
    if (has_enough) {
        select {
            case_event(&c->bell): return 0;
            case_after(late): return 0;
            case_cancel(): return -1;
        }
    } else {
        select {
            case_fd(c->fd, CSP_READABLE): return 1;
            case_event(&c->bell): return 0;
            case_after(late): return 0;
            case_cancel(): return -1; // the server stops
        }
    }
    // clang-format on
    return -1;
}

static bool read_more(struct client *c)
{
    make_room(c);
    ssize_t n = csp_read(c->fd, c->in + c->end, c->in_size - c->end);
    if (n > 0) c->end += (size_t)n;
    return n > 0;
}

static void enter(struct client *c)
{
    shield() csp_mutex_lock(&world.lock);
    TAILQ_INIT(&c->queue);
    TAILQ_INIT(&c->watches);
    TAILQ_INSERT_TAIL(&world.clients, c, all);
    c->id = ++world.ids;
    world.connected++;
    csp_mutex_unlock(&world.lock);
}

static void leave(struct client *c)
{
    shield() csp_mutex_lock(&world.lock);
    if (c->is_waiting) let_go(c, "");
    leave_channels(c);
    forget_multi(c);
    TAILQ_REMOVE(&world.clients, c, all);
    world.connected--;
    give(c->words);
    csp_mutex_unlock(&world.lock);
    free(c->in);
    free(c->out);
}

// So that what was said last is not lost by what has not been read.
static void drain(int fd)
{
    char waste[4096];
    int64_t late = csp_now() + CSP_S;
    shutdown(fd, SHUT_WR);
    for (int i = 0; i < 1000; i++)
        if (csp_read_dl(fd, waste, sizeof waste, late) <= 0) break;
}

static coroutine void attend(int fd, const struct csp_addr *peer, void *arg)
{
    struct client self = {.fd = fd, .bulk = -1, .bell = CSP_EVENT_INIT};
    enum next next;
    int what = 0;
    (void)peer, (void)arg;
    enter(&self);
    while (what >= 0 && (next = turn(&self)) != OVER) {
        if (next == AGAIN) continue;
        what = listen_to(&self, next);
        if (what > 0 && !read_more(&self)) what = -1;
    }
    leave(&self);
    if (self.is_over) drain(fd);
    csp_close(fd);
}

// == The program =============================================================

// Every 100 ms while there are keys whose time will be over.
static coroutine void expire_keys(void)
{
    struct client self = {.fd = -1};
    while (csp_event_wait(&world.has_times) && csp_sleep(100 * CSP_MS) == 0) {
        shield() csp_mutex_lock(&world.lock);
        world.now = csp_now() / CSP_MS + world.since_1970;
        csp_event_clear(&world.has_times);
        if (sweep(&self)) csp_event_set(&world.has_times);
        csp_mutex_unlock(&world.lock);
    }
}

static void begin(void)
{
    static const struct command *const all[] = {
        string_commands,  list_commands,  set_commands,   key_commands,
        channel_commands, multi_commands, server_commands};
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    world.since_1970 = now.tv_sec * 1000 + now.tv_nsec / 1000000;
    world.since_1970 -= csp_now() / CSP_MS;
    while (!world.random)
        if (getrandom(&world.random, sizeof world.random, 0) < 0) exit(1);
    TAILQ_INIT(&world.clients);
    TAILQ_INIT(&world.waiting);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (const struct command *k = all[i]; k->name; k++) {
            struct arg name = {(char *)k->name, strlen(k->name)};
            table_add(&world.commands, name)->value.command = k;
        }
}

static int listen_at(const char *where)
{
    struct csp_addr at;
    char text[128];
    int listener = csp_listen_at(where, 0, &at);
    if (listener < 0) {
        fprintf(stderr, "keyval: %s: %s\n", where, strerror(errno));
        return -1;
    }
    printf("listens at %s\n", csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    return listener;
}

int main(int argc, char **argv)
{
    sigset_t end = csp_signals_to_end();
    begin();
    int listener = listen_at(argc > 1 ? argv[1] : "127.0.0.1:0");
    if (listener < 0) return 1;
    struct csp_server *server = csp_serve(listener, CLIENTS, attend, NULL);
    go expire_keys();
    csp_signal(&end);
    int cut = csp_serve_stop_dl(server, csp_now() + CSP_S);
    printf("ended, %d cut off\n", cut);
    return 0;
}
