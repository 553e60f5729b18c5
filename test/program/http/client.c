// RUN: %program %s
// REQUIRES: http
// LIBS: -lcsphttp
// A client asks one question after the other on one connection, with bodies of
// known and unknown length; what would break a head cannot be set; after the
// server has ended the connection, it says so.
#include "Inputs/talk.h"
#include <errno.h>

static coroutine void show(struct csp_http_in *in)
{
    char text[128];
    size_t n = 0;
    ssize_t got = 1;
    for (; in && got > 0; n += (size_t)got)
        if ((got = csp_http_read(in, text + n, sizeof text - n)) < 0) break;
    if (!in || got < 0)
        puts(strerror(errno));
    else
        printf("%d %d%s%.*s\n", in->status, (int)in->length, n ? " " : "",
               (int)n, text);
}

static void refuses(struct csp_http_out *out)
{
    static const char *const bad[][2] = {{"X", "a\r\nY: b"},
                                         {"X", "a\n"},
                                         {"X\r\nY", "a"},
                                         {"X Y", "a"},
                                         {"", "a"},
                                         {"X:", "a"},
                                         {"X", "\x7f"},
                                         {"Content-Length", "3"},
                                         {"connection", "close"},
                                         {"Transfer-Encoding", "chunked"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (csp_http_set(out, bad[i][0], bad[i][1]) != -1 || errno != EINVAL)
            printf("took %s\n", bad[i][0]);
}

int main(void)
{
    static struct csp_http_service service = {.handler = handle};
    struct csp_addr at;
    char where[64];
    struct csp_server *server = begin(&at, &service);
    struct csp_http_client *c =
        csp_http_dial(csp_addr_text(&at, where, sizeof where));
    refuses(csp_http_request(c));
    show(csp_http_get(c, "/")); // OUT: 200 3 ok
    // OUT:
    show(csp_http_get(c, "/stream"));                       // OUT: 200 -1 abcde
    show(csp_http_post(c, "/echo", "text/plain", "hi", 2)); // OUT: 200 2 hi
    csp_http_set(csp_http_request(c), "X", "y");
    csp_http_ask(c, "POST", "/echo", -1);
    csp_http_write(csp_http_request(c), "from", 4);
    csp_http_write(csp_http_request(c), "chunks", 6);
    show(csp_http_answer(c)); // OUT: 200 10 fromchunks
    csp_http_ask(c, "POST", "/echo", 11);
    csp_http_set(csp_http_request(c), "Expect", "100-continue");
    csp_http_write(csp_http_request(c), "asked ", 6);
    csp_http_write(csp_http_request(c), "to go", 5);
    show(csp_http_answer(c)); // OUT: 200 11 asked to go
    csp_http_ask(c, "HEAD", "/", 0);
    show(csp_http_answer(c));          // OUT: 200 0
    csp_http_get(c, "/stream");        // and nobody reads it
    show(csp_http_get(c, "/nothing")); // OUT: 500 26 500 Internal Server Error
    // OUT:
    printf("%d\n", csp_http_ask(c, "GET /", "/", 0) < 0);     // OUT: 1
    printf("%d\n", csp_http_ask(c, "GET", "/ x\r\n", 0) < 0); // OUT: 1
    csp_http_close(csp_http_request(c));
    show(csp_http_get(c, "/echo"));      // OUT: 200 0
    printf("%d\n", csp_http_is_open(c)); // OUT: 0
    show(csp_http_get(c, "/"));          // OUT: Broken pipe
    csp_http_hang_up(c);
    c = csp_http_dial(where);
    csp_http_ask(c, "POST", "/echo", 5);
    csp_http_write(csp_http_request(c), "abc", 3);
    show(csp_http_answer(c)); // OUT: Invalid argument
    csp_http_hang_up(c);
    c = csp_http_dial(where);
    show(csp_http_get(c, "/")); // OUT: 200 3 ok
    // OUT:
    printf("%d\n", csp_http_is_open(c)); // OUT: 1
    csp_serve_stop(server);
    printf("%d\n", csp_http_is_open(c)); // OUT: 0
    csp_http_hang_up(c);
    return 0;
}
