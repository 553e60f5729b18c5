// RUN: %program %s
// REQUIRES: proc
// A name has addresses of both families, and one family is dead: nobody answers
// there, ever. The other one wins after its head start, and no more.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    (void)host, (void)service, (void)hints;
    *list = found(&dead, found(&alive, NULL));
    return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    for (struct addrinfo *next; list; list = next) {
        next = list->ai_next;
        free(list);
    }
}

int main(void)
{
    struct csp_addr there;
    char text[64];
    csp_listen_at("[2001:db8::1]:80", 0, &dead);
    csp_listen_at("10.0.0.1:80", 0, &alive);
    csp_net_cut("[2001:db8::1]", NULL);
    int64_t began = csp_now();
    int fd = csp_dial("both:80");
    printf("%d ms\n", (int)((csp_now() - began) / CSP_MS)); // OUT: 270 ms
    csp_addr_there(fd, &there);
    puts(csp_addr_text(&there, text, sizeof text)); // OUT: 10.0.0.1:80
    if (csp_connect(&dead) < 0) puts(errno == ETIMEDOUT ? "late" : strerror(errno)); // OUT: late
    printf("%d s\n", (int)((csp_now() - began) / CSP_S)); // OUT: 128 s
}
// ENV: CSP_SEED=7
// ENV: CSP_NET=sim,latency=10ms
