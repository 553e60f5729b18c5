// An echo server: what a client sends comes back, until it has said all.
//
//     echo [ADDRESS]     127.0.0.1:0 if absent; says where it listens
//
// A task for each client waits without a buffer, so thousands of silent clients
// cost little; the buffer is there while something is answered. SIGINT and
// SIGTERM end it: who is idle is let go, who is being answered gets it whole.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CLIENTS = 10000 };

// All that is there now; false: the client has gone, or takes nothing more.
static bool answer(int fd)
{
    char text[16384];
    ssize_t n = csp_read(fd, text, sizeof text);
    return n > 0 && csp_write(fd, text, (size_t)n) == n;
}

static coroutine void serve(int fd, const struct csp_addr *peer, void *arg)
{
    (void)peer, (void)arg;
    while (csp_serve_idle(fd) && answer(fd))
        continue;
    csp_close(fd);
}

static int listen_at(const char *where)
{
    struct csp_addr at;
    char text[128];
    int listener = csp_listen_at(where, 0, &at);
    if (listener < 0) {
        fprintf(stderr, "echo: %s: %s\n", where, strerror(errno));
        return -1;
    }
    printf("listens at %s\n", csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    return listener;
}

int main(int argc, char **argv)
{
    sigset_t end = csp_signals_to_end();
    int listener = listen_at(argc > 1 ? argv[1] : "127.0.0.1:0");
    if (listener < 0) return 1;
    struct csp_server *server = csp_serve(listener, CLIENTS, serve, NULL);
    csp_signal(&end);
    int cut = csp_serve_stop_dl(server, csp_now() + 5 * CSP_S);
    printf("ended, %d cut off\n", cut);
    return 0;
}
