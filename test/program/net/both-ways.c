// RUN: %program %s
// REQUIRES: http2, proc
// LIBS: -lcsphttp2
// ENV: CSP_CLOCK=virtual
// OUT: talked 3 times, then 4194304 of 4194304 bytes back; ended early: 1048576
// OUT: talked 3 times, then 4194304 of 4194304 bytes back; ended early: 1048576
// One exchange streams both ways at once, in HTTP/1.1 and HTTP/2: the handler
// reads the request while it writes the response, and a client reads the
// response while another task writes the request. Neither waits for the other:
// more is under way than all buffers hold. A response may end before its
// request.
#include <csp_http2.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { MANY = 4 << 20, SOME = 1 << 20, PIECE = 10000 };

static chan(ssize_t) counted;

// -- the server --------------------------------------------------------------

static coroutine ssize_t count(struct csp_http_in *in)
{
    char text[PIECE];
    ssize_t n, all = 0;
    while ((n = csp_http_read(in, text, sizeof text)) > 0)
        all += n;
    return n < 0 ? -1 : all;
}

static coroutine void echo(struct csp_http_in *in, struct csp_http_out *out)
{
    char text[PIECE];
    ssize_t n;
    while ((n = csp_http_read(in, text, sizeof text)) > 0)
        if (csp_http_write(out, text, (size_t)n) < n) return;
}

// Two tasks at once: one writes much, the other counts what comes.
static coroutine void write_much(struct csp_http_out *out)
{
    static const char text[PIECE];
    for (size_t left = MANY, n; left; left -= n) {
        n = left < PIECE ? left : PIECE;
        if (csp_http_write(out, text, n) < (ssize_t)n) return;
    }
    if (csp_http_end(out) < 0) perror("end");
}

static coroutine void
answer(struct csp_http_in *in, struct csp_http_out *out, void *arg)
{
    (void)arg;
    if (strcmp(in->path, "/echo") == 0) return echo(in, out);
    group () {
        go write_much(out);
        chan_send(counted, count(in));
    }
}

// -- the client --------------------------------------------------------------

static coroutine int read_all(struct csp_http_in *in, int bytes)
{
    char text[PIECE];
    int all = 0;
    while (all < bytes) {
        ssize_t n = csp_http_read(in, text, sizeof text);
        if (n <= 0) break;
        all += (int)n;
    }
    return all;
}

static coroutine void
write_all(struct csp_http_out *out, int bytes)
{
    static const char text[PIECE];
    for (int left = bytes, n; left; left -= n) {
        n = left < PIECE ? left : PIECE;
        if (csp_http_write(out, text, (size_t)n) < n) return perror("write");
    }
    if (csp_http_end(out) < 0) perror("end");
}

// A word there, and the word back, before the next.
static void talk(struct csp_http_client *client)
{
    char back[8];
    int times = 0;
    struct csp_http_out *out = csp_http_request(client);
    csp_http_ask(client, "POST", "/echo", -1);
    csp_http_write(out, "hello", 5);
    struct csp_http_in *in = csp_http_answer_early(client);
    if (!in) return perror("answer");
    while (read_all(in, 5) == 5 && ++times < 3)
        csp_http_write(out, "again", 5);
    group () {
        go write_all(out, MANY);
        printf("talked %d times, then %d of %d bytes back", times,
               read_all(in, MANY), MANY);
    }
    if (csp_http_read(in, back, 1) != 0) puts("no end");
}

// The response is at its end before the request is.
static void end_early(struct csp_http_client *client)
{
    ssize_t n = 0;
    struct csp_http_out *out = csp_http_request(client);
    if (csp_http_ask(client, "POST", "/much", SOME) < 0) return perror("ask");
    csp_http_write(out, NULL, 0);
    struct csp_http_in *in = csp_http_answer_early(client);
    if (!in) return perror("answer");
    if (read_all(in, MANY + 1) != MANY) puts("not all");
    write_all(out, SOME);
    chan_recv(counted, &n);
    csp_http_forget(client);
    struct csp_http_in *next = csp_http_post(client, "/echo", "a/b", "x", 1);
    if (!next || read_all(next, 2) != 1) puts("no other request");
    printf("; ended early: %zd\n", n);
}

static void ask_both(struct csp_http_client *client)
{
    if (!client) return perror("client");
    talk(client);
    end_early(client);
    csp_http_hang_up(client);
}

int main(void)
{
    char where[64];
    struct csp_addr at[2];
    struct csp_http_service service = {.handler = answer, .body_bytes = -1};
    counted = chan_make(ssize_t, 0);
    struct csp_server *plain =
        csp_http_serve(csp_listen_at("127.0.0.1:0", 0, &at[0]), &service);
    struct csp_server *second =
        csp_http2_serve(csp_listen_at("127.0.0.1:0", 0, &at[1]), &service);
    ask_both(csp_http_dial(csp_addr_text(&at[0], where, sizeof where)));
    struct csp_http2_connection *connection =
        csp_http2_dial(csp_addr_text(&at[1], where, sizeof where));
    ask_both(csp_http2_client(connection));
    csp_http2_hang_up(connection);
    csp_serve_stop_dl(plain, csp_now() + CSP_S);
    csp_serve_stop_dl(second, csp_now() + CSP_S);
    chan_release(counted);
    return 0;
}
