// RUN: %program %s
// REQUIRES: http
// LIBS: -lcsphttp
// What a server may say, and what it may not: a client reads the one, and
// says EPROTO to the other, never a piece of it as a whole.
#include <csp_http.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define OK "HTTP/1.1 200 OK\r\n"
#define LENGTH OK "Content-Length: "
#define CHUNKED OK "Transfer-Encoding: chunked\r\n\r\n"
#define EARLY "HTTP/1.1 102 Wait\r\n\r\n"
#define EARLY_10 EARLY EARLY EARLY EARLY EARLY EARLY EARLY EARLY EARLY EARLY
static const char *const responses[] = {
    LENGTH "2\r\n\r\nhi",                                     // OUT: 200 hi
    "HTTP/1.1 103 Early\r\nX: y\r\n\r\n" LENGTH "1\r\n\r\nx", // OUT: 200 x
    OK "\r\nto the end",                               // OUT: 200 to the end
    "HTTP/1.0 200\r\n\r\nold",                         // OUT: 200 old
    CHUNKED "2\r\nhi\r\n1\r\n!\r\n0\r\n\r\n",          // OUT: 200 hi!
    "HTTP/1.1 304 Not\r\nContent-Length: 9\r\n\r\n",   // OUT: 304
    EARLY_10 EARLY_10 LENGTH "1\r\n\r\nx",             // OUT: 200 x
    EARLY_10 EARLY_10 EARLY_10 EARLY_10 EARLY_10 EARLY_10 EARLY_10 EARLY_10
        EARLY_10 EARLY_10 OK "\r\n",                   // OUT: Protocol error
    LENGTH "3\r\n\r\nhi",                              // OUT: Protocol error
    LENGTH "2\r\nContent-Length: 2\r\n\r\nhi",         // OUT: Protocol error
    LENGTH "2\r\nTransfer-Encoding: chunked\r\n\r\n2", // OUT: Protocol error
    CHUNKED "2\r\nhi\r\n",                             // OUT: Protocol error
    CHUNKED "2\r\nhiho\r\n0\r\n\r\n",                  // OUT: Protocol error
    OK "X: a\r\n b\r\n\r\n",                           // OUT: Protocol error
    "HTTP/1.1 200 OK\nX: a\n\n",                       // OUT: Protocol error
    "HTTP/3.1 200 OK\r\n\r\n",                         // OUT: Protocol error
    "SSH-2.0-x\r\n\r\n",                               // OUT: Protocol error
    "HTTP/1.1 101 No\r\n\r\n",                         // OUT: Protocol error
    "HTTP/1.1 20",                                     // OUT: Protocol error
    "", // OUT: Connection reset by peer
};

static coroutine void serve(int fd, const struct csp_addr *peer, void *next)
{
    char text[1024];
    const char *response = responses[(*(int *)next)++];
    (void)peer;
    (void)(csp_read(fd, text, sizeof text) < 0);
    csp_write(fd, response, strlen(response));
    csp_close(fd);
}

static void ask(const char *where)
{
    struct csp_http_client *c = csp_http_dial(where);
    struct csp_http_in *in = csp_http_get(c, "/");
    char text[64];
    size_t n = 0;
    ssize_t got = in ? 1 : -1;
    for (; got > 0; n += (size_t)got)
        if ((got = csp_http_read(in, text + n, sizeof text - n)) < 0) break;
    if (got < 0)
        puts(strerror(errno));
    else
        printf("%d%s%.*s\n", in->status, n ? " " : "", (int)n, text);
    csp_http_hang_up(c);
}

int main(void)
{
    struct csp_addr at;
    char where[64];
    int next = 0; // one connection at a time
    int listener = csp_listen_at("127.0.0.1:0", 0, &at);
    csp_addr_text(&at, where, sizeof where);
    struct csp_server *server = csp_serve(listener, 1, serve, &next);
    for (size_t i = 0; i < sizeof responses / sizeof responses[0]; i++)
        ask(where);
    csp_serve_stop(server);
    return 0;
}
