// SPDX-License-Identifier: MIT
// local.h: a socket in the file system, through which a descriptor is given to
// whoever connects and may.
#ifndef CSP_RUNTIME_LOCAL_H
#define CSP_RUNTIME_LOCAL_H

#include <stddef.h>

// Memory of so many bytes that a descriptor leads to, mapped to be shared; NULL
// and errno: there is none.
void *cspi_local_memory(size_t bytes, int *fd);

// A socket at that path, for this user alone, in place of one that nobody
// listens to any more; -1 and errno.
int cspi_local_listen(const char *path);

// Waits for one who connects, and gives him the descriptor to read from. False:
// nobody will come any more.
_Bool cspi_local_give(int listening, int fd);

#endif
