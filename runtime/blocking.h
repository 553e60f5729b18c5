// SPDX-License-Identifier: MIT
// blocking.h: threads for statements that block.
#ifndef CSP_RUNTIME_BLOCKING_H
#define CSP_RUNTIME_BLOCKING_H

#include <stdbool.h>

// Is the calling thread one of the pool?
bool cspi_blocking_on_pool(void);
// Is this kernel thread id one of the pool's?
bool cspi_blocking_knows(int thread_id);
// Ends the idle threads of the pool and waits for them, briefly.
void cspi_blocking_stop(void);

#endif
