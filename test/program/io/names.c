// RUN: %program %s
// csp_resolve and csp_dial: what cannot be resolved, and why; no more than 32
// questions at once; who asked leaves at the deadline, and what comes late is
// freed; a dial tries the addresses in turn, the families mixed.
#include "Inputs/local.h"
#include <errno.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static atomic_int now, most, asked, freed;
static int gate[2]; // who asks for "slow" waits for a byte in it
static struct csp_addr dead, alive;

static struct addrinfo *found(const struct csp_addr *at, struct addrinfo *next)
{
    struct addrinfo *info = calloc(1, sizeof *info + sizeof at->storage);
    if (!info) abort();
    info->ai_family = at->storage.ss_family;
    info->ai_addrlen = at->length;
    info->ai_addr = memcpy(info + 1, &at->storage, at->length);
    info->ai_next = next;
    return info;
}

// In the place of libc's.
int getaddrinfo(const char *host, const char *service,
                const struct addrinfo *hints, struct addrinfo **list)
{
    char byte;
    int n = atomic_fetch_add(&now, 1) + 1;
    (void)service, (void)hints;
    atomic_fetch_add(&asked, 1);
    if (n > atomic_load(&most)) atomic_store(&most, n);
    bool slow = strcmp(host, "slow") == 0;
    if (slow && read(gate[0], &byte, 1) != 1) abort();
    atomic_fetch_sub(&now, 1);
    if (strcmp(host, "nobody") == 0) return EAI_NONAME;
    if (strcmp(host, "later") == 0) return EAI_AGAIN;
    *list = found(&dead, found(&dead, found(&alive, NULL)));
    return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    for (struct addrinfo *next; list; list = next) {
        next = list->ai_next;
        free(list);
    }
    atomic_fetch_add(&freed, 1);
}

static void asks(const char *host, int64_t deadline, chan(int) done)
{
    struct addrinfo *list;
    int answer = csp_resolve_dl(host, "1", NULL, &list, deadline);
    bool late = answer == EAI_SYSTEM && errno == ETIMEDOUT && !list;
    if (answer == 0) freeaddrinfo(list);
    chan_send(done, answer == 0 ? 1 : late ? 2 : 3);
}

static void dial(const char *where)
{
    int fd = csp_dial(where);
    printf("%s\n", fd < 0 ? strerror(errno) : "connected");
    if (fd >= 0) csp_close(fd);
}

int main(void)
{
    auto_chan(int) done = chan_make(int, 0);
    int listener = local_listen("127.0.0.1:0", &alive), sum = 0;
    csp_close(local_listen("127.0.0.1:0", &dead));
    if (pipe(gate)) return 1;
    dial("somebody:80");  // OUT: connected
    dial("nobody:80");    // OUT: No such file or directory
    dial("later:80");     // OUT: Remote I/O error
    dial("no port");      // OUT: Invalid argument
    dial("[::1:80");      // OUT: Invalid argument
    csp_close(listener);
    dial("somebody:80");  // OUT: Connection refused
    int64_t soon = csp_now() + 20 * CSP_MS;
    for (int i = 0; i < 40; i++) go asks("slow", i < 8 ? soon : CSP_NEVER, done);
    for (int i = 0; i < 8; i++) sum += chan_get(done);
    printf("%d\n", sum); // OUT: 16
    csp_write(gate[1], "0123456789012345678901234567890123456789", 40);
    for (int i = 8; i < 40; i++) sum += chan_get(done);
    printf("%d %d\n", sum, atomic_load(&most) <= 32); // OUT: 48 1
    while (atomic_load(&freed) < atomic_load(&asked) - 2) yield();
}
