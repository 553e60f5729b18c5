// SPDX-License-Identifier: MIT
// peer.h: whose a descriptor is, for people.
#ifndef CSP_RUNTIME_PEER_H
#define CSP_RUNTIME_PEER_H

#include <stddef.h>

enum { PEER_BYTES = 256 }; // enough for both ends

// "127.0.0.1:80 <- 127.0.0.1:51234", with `between` for the arrow; what there
// is of the two, and "" if it is no socket. At most n bytes with the 0; gives
// text.
char *cspi_peer_ends(int fd, const char *between, char *text, size_t n);

#endif
