// SPDX-License-Identifier: MIT
// address.c: addresses as people read them. Owns nothing.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/public.h"
#include <csp_io.h>

enum { UNIX_HEAD = offsetof(struct sockaddr_un, sun_path) };

static void text_unix(const struct csp_addr *addr, char *text, size_t n)
{
    const struct sockaddr_un *un = (const struct sockaddr_un *)&addr->storage;
    size_t length = addr->length > UNIX_HEAD ? addr->length - UNIX_HEAD : 0;
    bool is_name = length && un->sun_path[0] == 0;
    // A name may have zeros in it, a path ends at its own.
    if (!is_name) length = strnlen(un->sun_path, length);
    snprintf(text, n, "unix:%s%.*s", is_name ? "@" : "", (int)length - is_name,
             un->sun_path + is_name);
}

static void text_v6(const struct csp_addr *addr, char *text, size_t n)
{
    const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)&addr->storage;
    char host[INET6_ADDRSTRLEN], zone[16] = "";
    inet_ntop(AF_INET6, &in->sin6_addr, host, sizeof host);
    if (in->sin6_scope_id)
        snprintf(zone, sizeof zone, "%%%u", in->sin6_scope_id);
    snprintf(text, n, "[%s%s]:%d", host, zone, ntohs(in->sin6_port));
}

static void text_v4(const struct csp_addr *addr, char *text, size_t n)
{
    const struct sockaddr_in *in = (const struct sockaddr_in *)&addr->storage;
    char host[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
    snprintf(text, n, "%s:%d", host, ntohs(in->sin_port));
}

char *csp_addr_text(const struct csp_addr *addr, char *text, size_t n)
{
    switch (addr->length ? addr->storage.ss_family : AF_UNSPEC) {
    case AF_UNIX: text_unix(addr, text, n); break;
    case AF_INET: text_v4(addr, text, n); break;
    case AF_INET6: text_v6(addr, text, n); break;
    default: snprintf(text, n, "?"); break;
    }
    return text;
}
