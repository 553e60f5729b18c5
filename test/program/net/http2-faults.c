// RUN: %program %s
// REQUIRES: http2, proc
// LIBS: -lcsphttp2
// While calls of the system fail, at both ends, a response that a client is given
// as a whole is one; connections break for all who ask by them, and nothing is
// left of them: no descriptor, no task.
#include <csp_http2.h>
#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef SMALL
enum { CONNECTIONS = 12, TASKS = 4, BYTES = 30000 };
#else
enum { CONNECTIONS = 40, TASKS = 10, BYTES = 30000 };
#endif

static atomic_int bad, whole;

static int descriptors(void)
{
    int n = 0;
    DIR *d = opendir("/proc/self/fd");
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static coroutine void
handle(struct csp_http_in *in, struct csp_http_out *out, void *arg)
{
    char bytes[BYTES];
    ssize_t n = 1, all = 0;
    (void)arg;
    for (; n > 0; all += n)
        if ((n = csp_http_read(in, bytes + all, (size_t)(BYTES - all))) < 0)
            return;
    csp_http_reply(out, 200, bytes, (size_t)all);
}

static coroutine int
asks(struct csp_http2_connection *connection, int i, int64_t deadline)
{
    char sent[BYTES], got[BYTES];
    for (int k = 0; k < BYTES; k++)
        sent[k] = (char)(k * i + k / 251);
    struct csp_http_client *c = csp_http2_client(connection);
    struct csp_http_in *in =
        csp_http_post_dl(c, "/", "a/b", sent, BYTES, deadline);
    ssize_t n = in ? 1 : -1, all = 0;
    for (; n > 0 && all < BYTES; all += n)
        if ((n = csp_http_read_dl(in, got + all, (size_t)(BYTES - all),
                                  deadline)) < 0)
            break;
    bool is_good = n > 0 && in->status == 200 && memcmp(sent, got, BYTES) == 0;
    bool is_refused = n >= 0 && (in->status == 500 || in->status == 408);
    if (is_good)
        atomic_fetch_add(&whole, 1);
    else if (n >= 0 && !is_refused)
        atomic_fetch_add(&bad, 1);
    csp_http_hang_up(c);
    return 0;
}

static coroutine int one(const char *where)
{
    int64_t deadline = csp_now() + 20 * CSP_S;
    struct csp_http2_connection *connection = csp_http2_dial_dl(where, deadline);
    if (!connection) return 0;
    group() for (int i = 0; i < TASKS; i++)
        go asks(connection, i, deadline);
    csp_http2_hang_up(connection);
    return 0;
}

static void all(void)
{
    struct csp_addr at;
    char where[64];
    struct csp_http_service service = {.handler = handle};
    int listener;
    while ((listener = csp_listen_at("127.0.0.1:0", 0, &at)) < 0)
        continue;
    struct csp_server *server = csp_http2_serve(listener, &service);
    csp_addr_text(&at, where, sizeof where);
    group() for (int i = 0; i < CONNECTIONS; i++)
        go one(where);
    csp_serve_stop_dl(server, csp_now() + CSP_MS);
    while (csp_live() > 1) // what is hung up ends by itself
        csp_sleep(CSP_MS);
}

int main(void)
{
    int p[2];
    if (pipe(p)) return 1;
    csp_ready_dl(p[0], CSP_READABLE, 0); // whatever is opened once
    int before = descriptors();
    all();
    printf("%d %d\n", atomic_load(&bad), descriptors() - before); // OUT: 0 0
    printf("%d\n", atomic_load(&whole) > 0); // OUT: 1
}
// ENV: CSP_FAULT=11:20
// ERR-RE: (csp: a server cannot accept.*\n)?
