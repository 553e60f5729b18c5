// SPDX-License-Identifier: MIT
// peer.c: whose a descriptor is. Owns nothing.
#include "io/peer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/public.h"
#include <csp_io.h>

#include "io/wire.h"

static int ask(int fd, bool other, struct csp_addr *addr)
{
    if (cspi_wire_address(fd, other, addr)) return 0;
    *addr = (struct csp_addr){.length = sizeof addr->storage};
    struct sockaddr *at = (struct sockaddr *)&addr->storage;
    return other ? getpeername(fd, at, &addr->length)
                 : getsockname(fd, at, &addr->length);
}

int csp_addr_here(int fd, struct csp_addr *addr)
{
    return ask(fd, false, addr);
}

int csp_addr_there(int fd, struct csp_addr *addr)
{
    return ask(fd, true, addr);
}

// Sockets that were never bound have no name to tell.
static bool has_name(int fd, bool other, struct csp_addr *addr)
{
    return ask(fd, other, addr) == 0 && addr->length > sizeof(sa_family_t);
}

char *cspi_peer_ends(int fd, const char *between, char *text, size_t n)
{
    struct csp_addr addr;
    int error = errno;
    *text = 0;
    if (has_name(fd, false, &addr)) csp_addr_text(&addr, text, n);
    size_t used = strlen(text);
    if (has_name(fd, true, &addr)) {
        snprintf(text + used, n - used, "%s%s ", used ? " " : "", between);
        used = strlen(text);
        csp_addr_text(&addr, text + used, n - used);
    }
    errno = error;
    return text;
}
