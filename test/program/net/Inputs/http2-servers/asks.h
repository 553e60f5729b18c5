// SPDX-License-Identifier: MIT
// asks.h: a client of HTTP/2 for other servers, in a folder that they serve.
// usage: PROGRAM port                   a port that nobody listens on
//        PROGRAM WHERE (CA|-) TARGET... each is got by many tasks, and compared
//                                       with the file of its name; "+/x" is sent
//                                       first, and comes back
#include <csp_http2.h>
#include <csp_sync.h>
#include <csp_tls.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TASKS = 60, MOST = 4000000 };

static const char *where;
static struct csp_tls_context *tls_context; // NULL: plain
static csp_mutex lock = CSP_MUTEX_INIT;     // of what follows
static struct csp_http2_connection *connection;

// -- a connection, until it is said to end -----------------------------------

static int dial(void)
{
    int fd;
    while ((fd = csp_dial(where)) < 0) // it is not there yet
        csp_sleep(10 * CSP_MS);
    return fd;
}

static struct csp_http2_connection *connect_anew(void)
{
    if (!tls_context) return csp_http2_connection_on(csp_stream_plain(dial()), where);
    struct csp_tls *tls = csp_tls_make(tls_context, dial(), "127.0.0.1");
    if (csp_tls_handshake(tls) < 0 || strcmp(csp_tls_protocol(tls), "h2") != 0) {
        printf("no HTTP/2: %s %s\n", csp_tls_protocol(tls), csp_tls_error(tls));
        exit(1);
    }
    return csp_http2_connection_on(csp_tls_stream(tls), where);
}

static struct csp_http_client *client(void)
{
    csp_mutex_lock(&lock);
    struct csp_http_client *c = connection ? csp_http2_client(connection) : NULL;
    if (!c || !csp_http_is_open(c)) {
        if (c) csp_http_hang_up(c);
        if (connection) csp_http2_hang_up(connection);
        connection = connect_anew();
        c = csp_http2_client(connection);
    }
    csp_mutex_unlock(&lock);
    return c;
}

// -- what is asked -----------------------------------------------------------

static struct csp_http_in *
ask(struct csp_http_client *c, const char *target, const char *p, size_t n)
{
    if (*target == '+') return csp_http_post(c, target + 1, "a/b", p, n);
    return csp_http_get(c, target);
}

// It has not looked at it. Or it has closed with bytes of ours unread, and its
// last words were lost with that: then what is only asked for may be once more.
static bool is_unseen(const char *target, const struct csp_http_in *in)
{
    if (errno == ECONNRESET) return *target != '+';
    return !in && (errno == EPIPE || errno == ECONNREFUSED);
}

static coroutine int get(const char *target, const char *file, size_t n)
{
    char *back = malloc(n + 1);
    for (;;) {
        struct csp_http_client *c = client();
        struct csp_http_in *in = ask(c, target, file, n);
        ssize_t got = in ? 1 : -1;
        size_t all = 0;
        for (; got > 0; all += (size_t)got)
            if ((got = csp_http_read(in, back + all, n + 1 - all)) < 0) break;
        bool again = got < 0 && is_unseen(target, in);
        bool same = got == 0 && in->status == 200 && all == n &&
                    memcmp(file, back, n) == 0;
        if (!same && !again)
            printf("%s: %d, %zu bytes: %s\n", target, in ? in->status : 0, all,
                   strerror(errno));
        csp_http_hang_up(c);
        if (again) continue;
        free(back);
        return same ? 0 : -1;
    }
}

static void get_all(const char *target)
{
    static char file[MOST];
    FILE *f = fopen(strchr(target, '/') + 1, "r");
    size_t n = f ? fread(file, 1, MOST, f) : 0;
    int why = 0, tasks = n > 100000 ? 3 : TASKS;
    if (f) fclose(f);
    group(&why) for (int i = 0; i < tasks; i++)
        go get(target, file, n);
    printf("%s %s\n", target, why ? "failed" : "same");
}

static int say_port(void)
{
    struct csp_addr at;
    char text[64];
    csp_listen_at("127.0.0.1:0", 0, &at);
    puts(strrchr(csp_addr_text(&at, text, sizeof text), ':') + 1);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) return say_port();
    where = argv[1];
    if (*argv[2] != '-') {
        tls_context = csp_tls_context_make(CSP_TLS_CLIENT);
        if (csp_tls_trust(tls_context, argv[2]) < 0 ||
            csp_tls_alpn(tls_context, "h2,http/1.1") < 0)
            return 1;
    }
    for (int i = 3; i < argc; i++)
        get_all(argv[i]);
    csp_http2_hang_up(connection);
    csp_tls_context_free(tls_context);
    return 0;
}
