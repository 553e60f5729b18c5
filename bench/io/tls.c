// SPDX-License-Identifier: MIT
// tls: what an idle connection costs a server of csp_tls.h, in bytes.
//
//     tls CHAIN KEY [N]     prints the bytes of each of N, 2,000
//
// A second process, which this one starts, has the clients: each makes its
// handshake, and is answered once.
#include <csp_sync.h>
#include <csp_tls.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;
static csp_semaphore answered = CSP_SEMAPHORE_INIT(0);

// -- the server --------------------------------------------------------------

static bool answer(struct csp_tls *tls)
{
    char bytes[4096];
    ssize_t n = csp_tls_read(tls, bytes, sizeof bytes);
    bool good = n > 0 && csp_tls_write(tls, bytes, (size_t)n) == n;
    csp_semaphore_release(&answered);
    return good;
}

static coroutine void echo(int fd, const struct csp_addr *peer, void *context)
{
    (void)peer;
    struct csp_tls *tls = csp_tls_make(context, fd, NULL);
    if (csp_tls_handshake(tls) == 0)
        while (csp_tls_idle(tls) && answer(tls))
            continue;
    csp_tls_close(tls);
}

static long resident(void)
{
    long all, pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &all, &pages) != 2) exit(1);
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

static void say(char *self, struct csp_tls_context *context, char *n)
{
    struct csp_addr at;
    char where[64];
    csp_serve(csp_listen_at("127.0.0.1:0", 0, &at), 100000, echo, context);
    csp_addr_text(&at, where, sizeof where);
    char *const words[] = {self, where, n, NULL};
    pid_t pid;
    long before = resident();
    if (posix_spawn(&pid, "/proc/self/exe", NULL, NULL, words, environ))
        exit(1);
    for (int i = 0; i < atoi(n); i++)
        csp_semaphore_acquire(&answered);
    csp_sleep(100 * CSP_MS); // until the last ones wait
    printf("%ld\n", (resident() - before) / atoi(n));
    kill(pid, SIGKILL);
}

// -- the clients -------------------------------------------------------------

static void stay(const char *where, int n)
{
    char byte = 'x';
    struct csp_tls_context *context = csp_tls_context_make(CSP_TLS_CLIENT);
    csp_tls_trust_anybody(context);
    for (int i = 0; i < n; i++) {
        struct csp_tls *tls =
            csp_tls_make(context, csp_dial(where), "localhost");
        if (csp_tls_write(tls, &byte, 1) < 1 ||
            csp_tls_read(tls, &byte, 1) < 1) {
            fprintf(stderr, "tls: %s\n", csp_tls_error(tls));
            exit(1);
        }
    }
    csp_sleep(600 * CSP_S); // or until it is killed
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    if (argc == 3 && strchr(argv[1], ':')) {
        stay(argv[1], atoi(argv[2]));
        return 0;
    }
    struct csp_tls_context *context = csp_tls_context_make(CSP_TLS_SERVER);
    if (csp_tls_certificate(context, argv[1], argv[2]) < 0) return 1;
    say(argv[0], context, argc > 3 ? argv[3] : "2000");
    return 0;
}
