// SPDX-License-Identifier: MIT
// address.c: addresses out of text; io/address.c of the runtime has the way
// back. Owns nothing; asks nobody.
#include "io.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

enum { UNIX_HEAD = offsetof(struct sockaddr_un, sun_path) };

static int invalid(void)
{
    errno = EINVAL;
    return -1;
}

// Digits alone, up to `most`; -1: they are none.
static long number(const char *text, long most)
{
    long n = *text ? 0 : -1;
    for (; *text >= '0' && *text <= '9' && n <= most; text++)
        n = 10 * n + (*text - '0');
    return *text || n > most ? -1 : n;
}

// "/path", or "@name", whose '@' is a 0 to the kernel.
static int parse_unix(struct csp_addr *addr, const char *path)
{
    struct sockaddr_un *un = (struct sockaddr_un *)&addr->storage;
    size_t n = strlen(path);
    bool is_name = path[0] == '@';
    if (n == 0 || n + !is_name > sizeof un->sun_path) return invalid();
    un->sun_family = AF_UNIX;
    memcpy(un->sun_path, path, n); // the rest is 0
    if (is_name) un->sun_path[0] = 0;
    addr->length = (socklen_t)(UNIX_HEAD + n + !is_name);
    return 0;
}

static int parse_v4(struct csp_addr *addr, const char *host, in_port_t port)
{
    struct sockaddr_in *in = (struct sockaddr_in *)&addr->storage;
    in->sin_family = AF_INET;
    in->sin_port = htons(port);
    addr->length = sizeof *in;
    if (!*host) return 0; // 0.0.0.0
    return inet_pton(AF_INET, host, &in->sin_addr) == 1 ? 0 : invalid();
}

// Of a link-local address: the number or the name of the interface.
static bool parse_zone(struct sockaddr_in6 *in, const char *zone)
{
    long n = number(zone, INT32_MAX);
    in->sin6_scope_id = n > 0 ? (uint32_t)n : if_nametoindex(zone);
    return in->sin6_scope_id != 0;
}

static int parse_v6(struct csp_addr *addr, char *host, in_port_t port)
{
    struct sockaddr_in6 *in = (struct sockaddr_in6 *)&addr->storage;
    char *zone = strchr(host, '%');
    in->sin6_family = AF_INET6;
    in->sin6_port = htons(port);
    addr->length = sizeof *in;
    if (zone) *zone++ = 0;
    if (inet_pton(AF_INET6, host, &in->sin6_addr) != 1) return invalid();
    return zone && !parse_zone(in, zone) ? invalid() : 0;
}

int csp_addr_parse(struct csp_addr *addr, const char *text)
{
    char host[INET6_ADDRSTRLEN + 1 + IF_NAMESIZE + 2];
    *addr = (struct csp_addr){0};
    if (strncmp(text, "unix:", 5) == 0) return parse_unix(addr, text + 5);
    const char *colon = strrchr(text, ':');
    long port = colon ? number(colon + 1, UINT16_MAX) : -1;
    size_t n = colon ? (size_t)(colon - text) : 0;
    if (port < 0 || n >= sizeof host) return invalid();
    memcpy(host, text, n);
    host[n] = 0;
    if (host[0] != '[') return parse_v4(addr, host, (in_port_t)port);
    if (n < 2 || host[n - 1] != ']') return invalid();
    host[n - 1] = 0;
    return parse_v6(addr, host + 1, (in_port_t)port);
}
