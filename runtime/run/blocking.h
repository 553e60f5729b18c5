// SPDX-License-Identifier: MIT
// blocking.h: threads for statements that block.
#ifndef CSP_RUNTIME_BLOCKING_H
#define CSP_RUNTIME_BLOCKING_H

#include <stdbool.h>
#include <stdint.h>

// Is the calling thread one of the pool?
bool cspi_blocking_on_pool(void);
// Stops the program if the caller's `blocking` statement runs on a worker, as
// no thread could be had: there `what` would wait for tasks that it keeps from
// running. file NULL: nobody knows.
void cspi_blocking_refuse(const char *what, const char *file, int line);
// Is this kernel thread id one of the pool's?
bool cspi_blocking_knows(int thread_id);
// The pool's threads, at work or not.
unsigned cspi_blocking_threads(void);
// When somebody must look whether tasks wait while all threads are busy;
// CSPI_NEVER as long as there is nothing to look for.
int64_t cspi_blocking_look_at(void);
// Says so, once for each time that it happens, on standard error. Any worker,
// no lock held; at once if it is too early.
void cspi_blocking_look(void);
// Ends the idle threads of the pool and waits for them, briefly.
void cspi_blocking_stop(void);

#endif
