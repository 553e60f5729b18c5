// RUN: %program %s
// REQUIRES: http2, proc
// LIBS: -lcsphttp2
// ENV: CSP_CLOCK=virtual
// What a server of HTTP/2 may say, and what it may not: a client reads the one,
// and is told of the other by the right error, never a piece as a whole. What a
// server has no window for is not written.
#include <csp_http2.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define FRAME(length, type, flags, stream)                                     \
    "\0\0" length type flags "\0\0\0" stream
#define OK(flags) FRAME("\1", "\1", flags, "\1") "\x88" // 200
#define DATA(flags, byte) FRAME("\1", "\0", flags, "\1") byte
#define REPLY(bytes) {bytes, sizeof bytes - 1}
#define COOKIE "\x60\x7f\xb9\x16" // a cookie of 3,000 bytes
static const struct reply {
    const char *bytes;
    size_t n;
} replies[] = {
    REPLY(OK("\5")),                      // OUT: 200 ""
    REPLY(OK("\4") DATA("\1", "x")),      // OUT: 200 "x"
    REPLY(FRAME("\5", "\1", "\4", "\1") "\x08\3"
                                        "103" OK("\4") DATA("\1", "y")),
    // OUT: 200 "y"
    REPLY(OK("\4") DATA("\0", "z") FRAME("\4", "\1", "\5", "\1") "\0\1a\0"),
    // OUT: 200 "z"
    REPLY(FRAME("\4", "\3", "\0", "\1") "\0\0\0\7"), // OUT: Connection refused
    REPLY(FRAME("\4", "\3", "\0", "\1") "\0\0\0\2"),
    // OUT: Connection reset by peer
    REPLY(OK("\4") DATA("\0", "x") FRAME("\4", "\3", "\0", "\1") "\0\0\0\2"),
    // OUT: Connection reset by peer
    REPLY(FRAME("\x8", "\7", "\0", "\0") "\0\0\0\0\0\0\0\0"),
    // OUT: Connection refused
    REPLY(FRAME("\x8", "\7", "\0", "\0") "\0\0\0\1\0\0\0\0" OK("\4")
              DATA("\1", "g")),
    // OUT: 200 "g"
    REPLY(""),           // OUT: Connection reset by peer
    REPLY(OK("\4") "\0"), // OUT: Connection reset by peer
    REPLY(FRAME("\5", "\1", "\4", "\1") "\x88\x0f\x0d\1" "2" DATA("\1", "x")),
    // OUT: Protocol error
    REPLY(FRAME("\4", "\1", "\5", "\1") "\0\1a\0"), // OUT: Protocol error
    REPLY(DATA("\1", "x")),                         // OUT: Protocol error
    REPLY("HTTP/1.1 400 Bad Request\r\n\r\n"), // OUT: Protocol error
    {NULL, 10}, // OUT: Protocol error
};
static const char settings[] = FRAME("\0", "\4", "\0", "\0");

// A head of so many cookies of 3,000 bytes.
static void write_large_head(int fd, size_t cookies)
{
    char b[4000];
    size_t n = 1 + sizeof COOKIE - 1 + 3000 + cookies;
    const char frame[] = {0, (char)(n >> 8), (char)n, 1, 5, 0, 0, 0, 1, '\x88'};
    memcpy(b, frame, sizeof frame);
    memcpy(b + sizeof frame, COOKIE, sizeof COOKIE - 1);
    memset(b + sizeof frame + sizeof COOKIE - 1, 'c', 3000);
    memset(b + 9 + n - cookies, 0xbe, cookies);
    csp_write(fd, b, 9 + n);
}

// Until the request has come.
static coroutine bool read_request(int fd)
{
    char b[4096];
    int kind = 0;
    if (csp_read_full(fd, b, 24) < 24) return false; // the preface
    while (kind != 1) {
        if (csp_read_full(fd, b, 9) < 9) return false;
        kind = b[3];
        size_t n = (size_t)((unsigned char)b[1] << 8 | (unsigned char)b[2]);
        if (csp_read_full(fd, b, n) < (ssize_t)n) return false;
    }
    return true;
}

static coroutine void serve(int fd, const struct csp_addr *peer, void *next)
{
    char b[4096];
    const struct reply *reply = (*(const struct reply **)next)++;
    (void)peer;
    csp_write(fd, settings, sizeof settings - 1);
    if (read_request(fd)) {
        if (reply->bytes)
            csp_write(fd, reply->bytes, reply->n);
        else
            write_large_head(fd, reply->n);
        shutdown(fd, SHUT_WR);
        while (csp_read(fd, b, sizeof b) > 0)
            continue;
    }
    csp_close(fd);
}

static void ask(const char *where)
{
    char text[64];
    struct csp_http2_connection *connection = csp_http2_dial(where);
    struct csp_http_client *c = csp_http2_client(connection);
    struct csp_http_in *in = csp_http_get(c, "/");
    size_t n = 0;
    ssize_t got = in ? 1 : -1;
    for (; got > 0; n += (size_t)got)
        if ((got = csp_http_read(in, text + n, sizeof text - n)) < 0) break;
    if (got < 0)
        puts(strerror(errno));
    else
        printf("%d \"%.*s\"\n", in->status, (int)n, text);
    csp_http_hang_up(c);
    csp_http2_hang_up(connection);
}

static coroutine void says_nothing(int fd, const struct csp_addr *peer, void *ended)
{
    char b[4096];
    (void)peer;
    csp_write(fd, settings, sizeof settings - 1);
    while (csp_read(fd, b, sizeof b) > 0)
        continue;
    csp_close(fd);
    chan_close((chan(int))ended);
}

// The window lets 65,535 bytes through.
static void is_blocked(const char *where, chan(int) ended)
{
    static char bytes[100000];
    struct csp_http2_connection *connection = csp_http2_dial(where);
    struct csp_http_client *c = csp_http2_client(connection);
    csp_http_ask(c, "PUT", "/", sizeof bytes);
    ssize_t n = csp_http_write_dl(csp_http_request(c), bytes, sizeof bytes,
                                  csp_now() + CSP_S);
    printf("%zd %s\n", n, strerror(errno));
    bool answered = csp_http_answer(c);
    printf("%d %s\n", answered, strerror(errno));
    csp_http_hang_up(c);
    csp_http2_hang_up(connection);
    chan_recv(ended, NULL);
}

int main(void)
{
    struct csp_addr at;
    char where[64];
    const struct reply *next = replies;
    auto_chan(int) ended = chan_make(int, 1);
    struct csp_server *server =
        csp_serve(csp_listen_at("127.0.0.1:0", 0, &at), 1, serve, &next);
    csp_addr_text(&at, where, sizeof where);
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++)
        ask(where);
    csp_serve_stop(server);
    server = csp_serve(csp_listen_at("127.0.0.1:0", 0, &at), 1, says_nothing,
                       ended);
    is_blocked(csp_addr_text(&at, where, sizeof where), ended);
    // OUT: 65535 Connection timed out
    // OUT: 0 Broken pipe
    csp_serve_stop(server);
}
