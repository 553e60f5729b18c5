// SPDX-License-Identifier: MIT
// chan_thread.h: channels for foreign threads, which block.
#ifndef CSP_RUNTIME_CHAN_THREAD_H
#define CSP_RUNTIME_CHAN_THREAD_H

#include <stdbool.h>

// 1: moved, 0: the channel is closed. The runtime is ready to start workers.
bool cspi_chan_thread_send(void *chan, const void *value, const char *file,
                           int line);
bool cspi_chan_thread_recv(void *chan, void *value, const char *file, int line);

#endif
