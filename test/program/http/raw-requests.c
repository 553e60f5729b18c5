// RUN: %program %s
// REQUIRES: http
// LIBS: -lcsphttp
// Each request, as bytes, gets its due: what is well-formed is answered in
// order, what is not is refused by the right status, and the connection ends.
#include "Inputs/talk.h"
#include <errno.h>

#define HOST "Host: a\r\n"
#define POST "POST /echo HTTP/1.1\r\n" HOST
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"
#define GET "GET / HTTP/1.1\r\n" HOST
#define A8 "aaaaaaaa"
#define A64 A8 A8 A8 A8 A8 A8 A8 A8
#define A512 A64 A64 A64 A64 A64 A64 A64 A64

static const struct raw_case {
    const char *what, *bytes, *statuses, *ends;
} cases[] = {
    {"one", GET "\r\n", "200", "ok\n"},
    {"1.0", "GET / HTTP/1.0\r\n\r\n" GET "\r\n", "200", "ok\n"},
    {"1.0 kept", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" GET "\r\n",
     "200 200", "ok\n"},
    {"close", GET "Connection: x, Close\r\n\r\n" GET "\r\n", "200", "ok\n"},
    {"pipelined", GET "\r\n" POST "Content-Length: 2\r\n\r\nhi" GET "\r\n",
     "200 200 200", "ok\n"},
    {"empty lines before", "\r\n\r\n" GET "\r\n", "200", "ok\n"},
    {"HEAD", "HEAD / HTTP/1.1\r\n" HOST "\r\n", "200", "\r\n\r\n"},
    {"absolute", "GET http://b/host HTTP/1.1\r\n" HOST "\r\n", "200", "b"},
    {"no path", "GET http://b?q HTTP/1.1\r\n" HOST "\r\n", "200", "ok\n"},
    {"address", "GET http://[::1]:80/host HTTP/1.1\r\n" HOST "\r\n", "200",
     "[::1]:80"},
    {"any", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", "200", "ok\n"},
    {"unread body",
     "POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc" GET "\r\n",
     "200 200", "ok\n"},
    {"empty value", GET "X:\r\nY: \t \r\n\r\n", "200", "ok\n"},
    {"blanks", GET "X: \t a b \t\r\n\r\n", "200", "ok\n"},
    {"length", POST "Content-Length: 5\r\n\r\nhello", "200", "hello"},
    {"chunks",
     CHUNKED "2\r\nhe\r\n03;x=\"y z\"\r\nllo\r\n0\r\nT: t\r\n\r\n" GET "\r\n",
     "200 200", "ok\n"},
    {"chunk in hex", CHUNKED "A\r\n0123456789\r\n0\r\n\r\n", "200",
     "0123456789"},
    {"go on", POST "Expect: 100-continue\r\nContent-Length: 0\r\n\r\n", "200",
     ""},
    {"no go on within", "POST /early HTTP/1.1\r\n" HOST
     "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", "200",
     "Connection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n"},
    {"stream", "GET /stream HTTP/1.1\r\n" HOST "\r\n", "200",
     "\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"},
    {"stream to 1.0", "GET /stream HTTP/1.0\r\n\r\n", "200", "\r\n\r\nabcde"},
    {"unanswered", "GET /nothing HTTP/1.1\r\n" HOST "\r\n", "500", NULL},
    {"less than said", "GET /short HTTP/1.1\r\n" HOST "\r\n" GET "\r\n", "200",
     "abc"},
    {"half a head", "GET / HT", "", NULL},
    {"half a body", POST "Content-Length: 5\r\n\r\nhe", "400", NULL},

    {"no request", "hello\r\n\r\n", "400", NULL},
    {"bytes", "\x16\x03\x01\r\n\r\n", "400", NULL},
    {"no target", "GET HTTP/1.1\r\n" HOST "\r\n", "400", NULL},
    {"two blanks", "GET  / HTTP/1.1\r\n" HOST "\r\n", "400", NULL},
    {"blank in target", "GET /a b HTTP/1.1\r\n" HOST "\r\n", "400", NULL},
    {"relative", "GET x HTTP/1.1\r\n" HOST "\r\n", "400", NULL},
    {"star", "GET * HTTP/1.1\r\n" HOST "\r\n", "400", NULL},
    {"fragment", "GET /a#b HTTP/1.1\r\n" HOST "\r\n", "400", NULL},
    {"version", "GET / HTTP/2.0\r\n" HOST "\r\n", "505", NULL},
    {"old", "GET /\r\n\r\n", "400", NULL},
    {"no version", "GET / HTTP/1\r\n" HOST "\r\n", "400", NULL},
    {"unknown method", "BREW / HTTP/1.1\r\n" HOST "\r\n", "501", NULL},
    {"small method", "get / HTTP/1.1\r\n" HOST "\r\n", "501", NULL},
    {"tunnel", "CONNECT a:1 HTTP/1.1\r\n" HOST "\r\n", "501", NULL},
    {"no host", "GET / HTTP/1.1\r\n\r\n", "400", NULL},
    {"two hosts", GET HOST "\r\n", "400", NULL},
    {"bad host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400", NULL},
    {"two ports", "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", "400", NULL},
    {"port", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", "400", NULL},
    {"not ASCII", "GET / HTTP/1.1\r\nHost: \xc3\xa9\r\n\r\n", "400", NULL},
    {"half an address", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "400", NULL},
    {"bad host in target", "GET http://u@b/ HTTP/1.1\r\n" HOST "\r\n", "400",
     NULL},

    {"two lengths", POST "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
     "400", NULL},
    {"list of lengths", POST "Content-Length: 2, 2\r\n\r\nhi", "400", NULL},
    {"negative", POST "Content-Length: -1\r\n\r\n", "400", NULL},
    {"plus", POST "Content-Length: +2\r\n\r\nhi", "400", NULL},
    {"no number", POST "Content-Length:\r\n\r\n", "400", NULL},
    {"huge", POST "Content-Length: 99999999999999999999\r\n\r\n", "400", NULL},
    {"length and chunked",
     POST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     "400", NULL},
    {"chunked twice",
     POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: "
          "chunked\r\n\r\n0\r\n\r\n",
     "400", NULL},
    {"not chunked last", POST "Transfer-Encoding: chunked, x\r\n\r\n", "400",
     NULL},
    {"unknown coding", POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
     "501", NULL},
    {"chunked in 1.0",
     "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400",
     NULL},
    {"folded", GET "X: a\r\n b\r\n\r\n", "400", NULL},
    {"folded first", "GET / HTTP/1.1\r\n X: a\r\n" HOST "\r\n", "400", NULL},
    {"bare CR", GET "X: a\rb\r\n\r\n", "400", NULL},
    {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", "400", NULL},
    {"LF in a value", GET "X: a\nY: b\r\n\r\n", "400", NULL},
    {"blank before colon", GET "X : a\r\n\r\n", "400", NULL},
    {"no colon", GET "X\r\n\r\n", "400", NULL},
    {"no name", GET ": a\r\n\r\n", "400", NULL},
    {"control", GET "X: a\x01\r\n\r\n", "400", NULL},
    {"expectation", POST "Expect: tea\r\nContent-Length: 0\r\n\r\n", "417",
     NULL},

    {"chunk no size", CHUNKED "\r\n\r\n", "400", NULL},
    {"chunk no hex", CHUNKED "0x2\r\nhi\r\n0\r\n\r\n", "400", NULL},
    {"chunk negative", CHUNKED "-2\r\nhi\r\n0\r\n\r\n", "400", NULL},
    {"chunk blank", CHUNKED "2 \r\nhi\r\n0\r\n\r\n", "400", NULL},
    {"chunk too short", CHUNKED "2\r\nhiho\r\n0\r\n\r\n", "400", NULL},
    {"chunk LF", CHUNKED "2\nhi\r\n0\r\n\r\n", "400", NULL},
    {"chunk end LF", CHUNKED "2\r\nhi\n0\r\n\r\n", "400", NULL},
    {"chunk overflow", CHUNKED "FFFFFFFFFFFFFFFFF\r\nhi\r\n0\r\n\r\n", "400",
     NULL},
    {"trailer no field", CHUNKED "0\r\nfield\r\n\r\n", "400", NULL},
    {"trailer folded", CHUNKED "0\r\nX: a\r\n b\r\n\r\n", "400", NULL},
    {"trailer bare CR", CHUNKED "0\r\nX: a\rb\r\n\r\n", "400", NULL},
    {"chunk long line", CHUNKED "2;" A512 "\r\nhi\r\n0\r\n\r\n", "400", NULL},

    {"long head", GET "X: " A512 A512 "\r\n\r\n", "431", NULL},
    {"endless head", A512 A512 A64, "431", NULL},
    {"large body", POST "Content-Length: 101\r\n\r\n", "413", NULL},
    {"large in chunks",
     CHUNKED "63\r\n" A64 A8 A8 A8 A8 "aaa\r\n2\r\naa\r\n0\r\n\r\n", "413",
     NULL},
};

// All that comes back; `more`: the line stays open.
static coroutine void ask(const struct csp_addr *at, const char *bytes,
                          bool more, char *text, size_t n)
{
    int fd = csp_connect(at);
    csp_write(fd, bytes, strlen(bytes));
    if (!more) shutdown(fd, SHUT_WR);
    size_t all = 0;
    ssize_t got;
    while ((got = csp_read(fd, text + all, n - 1 - all)) > 0)
        all += (size_t)got;
    if (got < 0) printf("no end: %s\n", strerror(errno));
    csp_close(fd);
    text[all] = 0;
}

// The statuses of the responses, in order.
static void statuses_of(const char *text, char *to)
{
    char *at = to;
    for (*at = 0; (text = strstr(text, "HTTP/1.1 ")); text += 9)
        at += sprintf(at, "%s%.3s", at == to ? "" : " ", text + 9);
}

// Those statuses, in order, and such an end; NULL: any.
static coroutine bool answers(const struct csp_addr *at, const char *what,
                              const char *bytes, const char *statuses,
                              const char *end)
{
    char text[8192], found[128];
    ask(at, bytes, false, text, sizeof text);
    statuses_of(text, found);
    size_t n = strlen(text), tail = end ? strlen(end) : 0;
    if (strcmp(found, statuses) == 0 && n >= tail &&
        (!end || strcmp(text + n - tail, end) == 0))
        return true;
    printf("%s: %s\n", what, text);
    return false;
}

int main(void)
{
    int wrong = 0;
    char text[1024];
    static struct csp_http_service plain = {
        .handler = handle, .head_bytes = 1024, .body_bytes = 100};
    static struct csp_http_service hasty = {
        .handler = handle, .head_ns = 10 * CSP_MS, .stall_ns = 10 * CSP_MS};
    struct csp_addr at, hasty_at;
    struct csp_server *server = begin(&at, &plain);
    struct csp_server *other = begin(&hasty_at, &hasty);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct raw_case *c = &cases[i];
        wrong += !answers(&at, c->what, c->bytes, c->statuses, c->ends);
    }
    printf("%d wrong\n", wrong); // OUT: 0 wrong
    // The client waits too, on a line that stays open.
    ask(&hasty_at, "GET / HTTP/1.1\r\nHost", true, text, sizeof text);
    printf("%.12s\n", text); // OUT: HTTP/1.1 408
    ask(&hasty_at, POST "Content-Length: 5\r\n\r\nhe", true, text, sizeof text);
    printf("%.12s\n", text); // OUT: HTTP/1.1 408
    csp_serve_stop(server);
    csp_serve_stop(other);
    return 0;
}
