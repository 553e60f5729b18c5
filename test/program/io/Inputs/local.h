// SPDX-License-Identifier: MIT
// local.h: sockets of this machine for the tests, on ports that the kernel
// chooses.
#include <csp_io.h>
#include <stdlib.h>

// A listener at `where`, and its address.
static inline int local_listen(const char *where, struct csp_addr *at)
{
    return csp_listen_at(where, 0, at);
}

// A connection over TCP, by its two ends; false: there is none.
__attribute__((unused)) static coroutine bool local_pair(int pair[2]);
static coroutine bool local_pair(int pair[2])
{
    struct csp_addr at;
    int listener = local_listen("127.0.0.1:0", &at);
    pair[0] = csp_connect(&at);
    pair[1] = csp_accept(listener, NULL);
    csp_close(listener);
    return pair[0] >= 0 && pair[1] >= 0;
}
