// Forwards connections: what comes to one address goes on to another.
//
//     portforward FROM TO     as in: portforward 127.0.0.1:8080 example.org:80
//
// Each connection is two copies at once, one for each direction. When one side
// has said all, the other is told so, and what it still has to say gets through
// (half close). The bytes stay in the kernel once there are many of them.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CONNECTIONS = 4000 };
static const int64_t patience = 10 * CSP_S; // until TO has answered

// One direction, to its end; where it breaks, nothing goes on in the other.
static void carry(int to, int from)
{
    if (csp_copy(to, from, INT64_MAX) >= 0 && errno == 0)
        shutdown(to, SHUT_WR);
    else
        shutdown(to, SHUT_RDWR), shutdown(from, SHUT_RDWR);
}

static coroutine void forward(int near, const struct csp_addr *peer, void *arg)
{
    const char *where = arg;
    char text[128];
    int far = csp_dial_dl(where, csp_now() + patience);
    if (far >= 0) {
        par {
            carry(far, near);
            carry(near, far);
        }
        csp_close(far);
    } else {
        int error = errno;
        fprintf(stderr, "portforward: %s for %s: %s\n", where,
                csp_addr_text(peer, text, sizeof text), strerror(error));
    }
    csp_close(near);
}

static int listen_at(const char *where)
{
    struct csp_addr at;
    char text[128];
    int listener = csp_listen_at(where, 0, &at);
    if (listener < 0) {
        fprintf(stderr, "portforward: %s: %s\n", where, strerror(errno));
        return -1;
    }
    printf("listens at %s\n", csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    return listener;
}

int main(int argc, char **argv)
{
    sigset_t end = csp_signals_to_end();
    if (argc != 3) {
        fputs("usage: portforward FROM TO\n", stderr);
        return 2;
    }
    int listener = listen_at(argv[1]);
    if (listener < 0) return 1;
    struct csp_server *server =
        csp_serve(listener, CONNECTIONS, forward, argv[2]);
    csp_signal(&end);
    int cut = csp_serve_stop_dl(server, csp_now() + CSP_S);
    printf("ended, %d cut off\n", cut);
    return 0;
}
