// RUN: %program %s
// REQUIRES: http2, proc
// LIBS: -lcsphttp2
// ENV: CSP_CLOCK=virtual
// What a client can do to a server of HTTP/2 comes to an end: floods of pings,
// settings, resets and empty frames, a head without an end, a hello without a
// request, a window that never opens, a stop.
#include <csp_http2.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static const char preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
                              "\0\0\0\4\0\0\0\0\0"; // no settings
static struct csp_addr at;

static atomic_int handled;

static coroutine void handle(struct csp_http_in *request,
                             struct csp_http_out *response, void *arg)
{
    static char large[200000];
    (void)request;
    handled++;
    if (csp_http_reply(response, 200, large, sizeof large) < 0)
        chan_try_send((chan(int))arg, errno);
}

// A frame of n bytes, all 0 but the first, and its length.
static size_t frame(char *p, int type, int flags, int stream, const char *text,
                    size_t n)
{
    const char head[9] = {0, 0, (char)n, (char)type, (char)flags,
                          0, 0, (char)(stream >> 8), (char)stream};
    memcpy(p, head, 9);
    memcpy(p + 9, text, n);
    return 9 + n;
}

// GET / of localhost, by HPACK's static table.
static const char head[] = "\x82\x84\x86\x41\x04host";
enum { HEAD = sizeof head - 1 };

// Sends it again and again, streams counted up, until the server has enough;
// gives the error of its GOAWAY, -1: it just ends.
static int flood(int type, int flags, const char *text, size_t n, bool resets)
{
    char b[64], in[4096];
    int error = -1, fd = csp_connect(&at);
    csp_write(fd, preface, sizeof preface - 1);
    bool streams = type == 1;
    for (int i = 0; i < 16000; i++) {
        size_t bytes =
            frame(b, type, flags, streams ? 2 * i + 1 : 0, text, n);
        if (resets) bytes += frame(b + bytes, 3, 0, 2 * i + 1, "\0\0\0\x8", 4);
        if (csp_write(fd, b, bytes) < (ssize_t)bytes) break;
    }
    struct csp_in read = {.fd = fd, .data = in, .size = sizeof in};
    char *p;
    while (csp_in_exact(&read, 9, &p) == 9) {
        size_t size = (size_t)((unsigned char)p[1] << 8 | (unsigned char)p[2]);
        int kind = p[3];
        if (size > sizeof in || csp_in_exact(&read, size, &p) < (ssize_t)size)
            break;
        if (kind == 7) error = p[7];
    }
    csp_close(fd);
    return error;
}

// What the server does with a client that sends this and then nothing: how many
// seconds it stays.
static int64_t waits(const char *p, size_t n)
{
    char b[4096];
    int64_t began = csp_now();
    int fd = csp_connect(&at);
    csp_write(fd, preface, sizeof preface - 1);
    csp_write(fd, p, n);
    while (csp_read(fd, b, sizeof b) > 0)
        continue;
    csp_close(fd);
    return (csp_now() - began) / CSP_S;
}

// A head whose one cookie of 3,000 bytes is named again by one byte each time:
// is it refused, without a word to the handler?
static bool is_refused(int cookies)
{
    static char b[4096] = {0};
    static const char cookie[] = "\x60\x7f\xb9\x16"; // 3,000 bytes follow
    size_t n = HEAD + sizeof cookie - 1 + 3000 + (size_t)cookies;
    const char frame_head[] = {0, (char)(n >> 8), (char)n, 1, 5, 0, 0, 0, 1};
    memcpy(b, frame_head, 9);
    memcpy(b + 9, head, HEAD);
    memcpy(b + 9 + HEAD, cookie, sizeof cookie - 1);
    memset(b + 9 + HEAD + sizeof cookie - 1, 'c', 3000);
    memset(b + 9 + n - (size_t)cookies, 0xbe, (size_t)cookies);
    int fd = csp_connect(&at), before = handled, kind = 0;
    csp_write(fd, preface, sizeof preface - 1);
    csp_write(fd, b, 9 + n);
    while (kind != 1 && csp_read_full(fd, b, 9) == 9) {
        kind = b[3];
        csp_read_full(fd, b, (size_t)(unsigned char)b[2]); // all are short
    }
    csp_close(fd);
    return kind == 1 && handled == before;
}

int main(void)
{
    char b[200];
    auto_chan(int) failed = chan_make(int, 100);
    struct csp_http_service service = {.handler = handle, .arg = failed};
    int listener = csp_listen_at("127.0.0.1:0", 0, &at);
    struct csp_server *server = csp_http2_serve(listener, &service);
    printf("%d\n", flood(1, 5, head, HEAD, true) > 0);     // OUT: 1
    printf("%d\n", flood(6, 0, "12345678", 8, false) > 0); // OUT: 1
    printf("%d\n", flood(4, 0, "", 0, false) > 0);         // OUT: 1
    printf("%d\n", flood(8, 0, "\0\0\0\0", 4, false) > 0); // OUT: 1
    printf("%d\n", (int)waits("", 0)); // OUT: 60
    size_t n = frame(b, 1, 1, 1, head, HEAD); // without END_HEADERS
    printf("%d\n", (int)waits(b, n)); // OUT: 60
    printf("%d%d\n", is_refused(0), is_refused(10)); // OUT: 01
    // The window lets 65,535 bytes through, and the handler gives up in time;
    // those whose streams were reset have done so for other reasons.
    int fd = csp_connect(&at);
    n = frame(b, 1, 5, 1, head, HEAD);
    csp_write(fd, preface, sizeof preface - 1);
    csp_write(fd, b, n);
    while (chan_get(failed) != ETIMEDOUT)
        continue;
    // The sockets have room for a goodbye then; and time goes on when all wait,
    // so the handler's task has ended, too.
    while (csp_read_dl(fd, b, sizeof b, csp_now() + CSP_MS) > 0)
        continue;
    int cancelled = csp_serve_stop_dl(server, csp_now() + CSP_S);
    while (csp_read(fd, b, sizeof b) > 0)
        continue;
    csp_close(fd);
    printf("%d\n", cancelled); // OUT: 0
}
