// RUN: %program %s
// REQUIRES: http2
// LIBS: -lcsphttp2
// By one connection many tasks ask at once, each by a client of its own: bodies
// larger than all windows go both ways; who does not read holds up nobody; what
// is cancelled, late or forgotten ends alone; limits are told from ends.
#include <csp_http2.h>
#include <csp_sync.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef SMALL
enum { TASKS = 40, LARGE = 1500000 };
#else
enum { TASKS = 300, LARGE = 4000000 };
#endif
enum { MOST = 100000 }; // of a body, where it is not /echo's

static csp_event asked = CSP_EVENT_INIT, taken_back = CSP_EVENT_INIT;
static chan(int) ends;

static void echo(struct csp_http_in *in, struct csp_http_out *out)
{
    char *bytes = malloc(LARGE + 1);
    ssize_t n = 1, all = 0;
    for (; n > 0; all += n)
        n = csp_http_read(in, bytes + all, (size_t)(LARGE + 1 - all));
    csp_http_begin(out, 200, in->length);
    csp_http_write(out, bytes, (size_t)all);
    free(bytes);
}

static void count(struct csp_http_in *in, struct csp_http_out *out)
{
    char bytes[10000];
    ssize_t n, all = 0;
    while ((n = csp_http_read(in, bytes, sizeof bytes)) > 0)
        all += n;
    if (n == 0) // else it is 413
        csp_http_reply(out, 200, bytes,
                       (size_t)sprintf(bytes, "%zd", all));
}

// Until the client has taken the request back.
static void hangs(struct csp_http_out *out)
{
    csp_event_set(&asked);
    csp_event_wait(&taken_back);
    while (csp_http_write(out, "abc", 3) == 3)
        continue;
    chan_send(ends, errno);
}

static coroutine void
handle(struct csp_http_in *in, struct csp_http_out *out, void *arg)
{
    (void)arg;
    if (strcmp(in->path, "/echo") == 0) return echo(in, out);
    if (strcmp(in->path, "/count") == 0) return count(in, out);
    if (strcmp(in->path, "/hangs") == 0) return hangs(out);
    if (strcmp(in->path, "/unread") == 0) {
        csp_http_reply(out, 200, "", 0);
        return;
    }
    csp_http_set(out, "X-Host", in->host);
    csp_http_reply(out, 200, in->path, strlen(in->path));
}

static void show(struct csp_http_in *in)
{
    char text[64];
    size_t n = 0;
    ssize_t got = 1;
    for (; in && got > 0; n += (size_t)got)
        if ((got = csp_http_read(in, text + n, sizeof text - n)) < 0) break;
    if (!in || got < 0)
        puts(strerror(errno));
    else
        printf("%d %d %.*s\n", in->status, (int)in->length, (int)n, text);
}

static coroutine int small(struct csp_http2_connection *connection, int i)
{
    char target[32], text[32] = "";
    struct csp_http_client *c = csp_http2_client(connection);
    snprintf(target, sizeof target, "/%d", i);
    bool good = true;
    for (int k = 0; k < 3; k++) {
        struct csp_http_in *in = csp_http_get(c, target);
        ssize_t n = in ? csp_http_read(in, text, sizeof text) : -1;
        bool same = n > 0 && strncmp(text, target, (size_t)n) == 0;
        if (!same) puts(in ? "another" : strerror(errno));
        good = good && same;
    }
    csp_http_hang_up(c);
    return good ? 0 : -1;
}

// Of a length that nobody knows; what is read is compared meanwhile.
static coroutine int sends(struct csp_http_client *c, const char *bytes)
{
    struct csp_http_out *out = csp_http_request(c);
    for (size_t at = 0; at < LARGE; at += LARGE / 10)
        if (csp_http_write(out, bytes + at, LARGE / 10) < 0) return -1;
    return 0;
}

static coroutine int large(struct csp_http2_connection *connection, int64_t length)
{
    struct csp_http_client *c = csp_http2_client(connection);
    char *sent = malloc(LARGE), *back = malloc(LARGE);
    for (int i = 0; i < LARGE; i++)
        sent[i] = (char)(i * 7 >> 3);
    csp_http_ask(c, "POST", "/echo", length);
    int done = sends(c, sent);
    struct csp_http_in *in = csp_http_answer(c);
    ssize_t n = 1, all = 0;
    for (; in && n > 0; all += n)
        if ((n = csp_http_read(in, back + all, (size_t)(LARGE - all))) < 0) break;
    bool same = done == 0 && all == LARGE && memcmp(sent, back, LARGE) == 0;
    if (!same) printf("%d %zd %s\n", done, all, strerror(errno));
    csp_http_hang_up(c);
    free(sent), free(back);
    return same ? 0 : -1;
}

static void many(struct csp_http2_connection *connection)
{
    int why = 0;
    group(&why)
    {
        for (int i = 0; i < TASKS; i++)
            go small(connection, i);
        go large(connection, LARGE);
        go large(connection, -1);
    }
    printf("%d\n", why);
}

static coroutine int waits(struct csp_http_client *c)
{
    struct csp_http_in *in = csp_http_get(c, "/hangs");
    puts(in ? "answered" : strerror(errno));
    return 0;
}

// A task that is cancelled, and a deadline.
static void ends_alone(struct csp_http2_connection *connection)
{
    struct csp_http_client *c = csp_http2_client(connection);
    task(int) t = spawn(waits(c));
    csp_event_wait(&asked);
    task_cancel(t);
    join(t);
    csp_event_set(&taken_back);
    puts(strerror(chan_get(ends)));
    csp_event_clear(&taken_back);
    if (!csp_http_get_dl(c, "/hangs", csp_now() + 20 * CSP_MS))
        puts(strerror(errno));
    csp_event_set(&taken_back);
    puts(strerror(chan_get(ends)));
    csp_http_ask(c, "POST", "/count", 3); // and nobody goes on with it
    csp_http_write(csp_http_request(c), "ab", 2);
    show(csp_http_answer(c));
    show(csp_http_get(c, "/again"));
    csp_http_hang_up(c);
}

// What nobody has read gives its room back.
static void unread(struct csp_http2_connection *connection)
{
    static char bytes[60000];
    struct csp_http_client *c = csp_http2_client(connection);
    for (int i = 0; i < 40; i++) {
        csp_http_ask(c, "POST", "/unread", sizeof bytes + 1);
        csp_http_write(csp_http_request(c), bytes, sizeof bytes);
        csp_http_answer(c);
    }
    show(csp_http_post(c, "/count", "a/b", bytes, sizeof bytes));
    csp_http_hang_up(c);
}

static void limits(struct csp_http2_connection *connection)
{
    static char bytes[MOST + 1];
    struct csp_http_client *c = csp_http2_client(connection);
    for (size_t more = 0; more < 2; more++) {
        csp_http_ask(c, "PUT", "/count", -1);
        csp_http_write(csp_http_request(c), bytes, MOST + more);
        show(csp_http_answer(c));
    }
    csp_http_hang_up(c);
}

int main(void)
{
    struct csp_addr at;
    char where[64];
    struct csp_http_service service = {.handler = handle, .body_bytes = MOST};
    struct csp_http_service any = {.handler = handle, .body_bytes = -1};
    ends = chan_make(int, 9);
    struct csp_server *server =
        csp_http2_serve(csp_listen_at("127.0.0.1:0", 0, &at), &any);
    struct csp_http2_connection *connection =
        csp_http2_dial(csp_addr_text(&at, where, sizeof where));
    many(connection);       // OUT: 0
    ends_alone(connection); // OUT: Operation canceled
    // OUT: Broken pipe
    // OUT: Connection timed out
    // OUT: Broken pipe
    // OUT: Invalid argument
    // OUT: 200 6 /again
    unread(connection); // OUT: 200 5 60000
    csp_http2_hang_up(connection);
    csp_serve_stop(server);
    server = csp_http2_serve(csp_listen_at("127.0.0.1:0", 0, &at), &service);
    connection = csp_http2_dial(csp_addr_text(&at, where, sizeof where));
    limits(connection); // OUT: 200 6 100000
    // OUT: 413 22 413 Content Too Large
    // OUT:
    struct csp_http_client *c = csp_http2_client(connection);
    csp_http2_hang_up(connection);
    show(csp_http_get(c, "/last"));         // OUT: 200 5 /last
    csp_serve_stop(server);                 // says GOAWAY
    while (csp_http_is_open(c))
        csp_sleep(CSP_MS);
    show(csp_http_get(c, "/")); // OUT: Broken pipe
    csp_http_hang_up(c);
    chan_close(ends);
}
