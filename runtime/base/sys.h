// SPDX-License-Identifier: MIT
// sys.h: every system call of the runtime, by name.
//
// Linux for now: another system gets another sys.c. Deadlines are absolute
// nanoseconds of the monotonic clock; CSPI_NEVER is no deadline.
#ifndef CSP_RUNTIME_SYS_H
#define CSP_RUNTIME_SYS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CSPI_NEVER INT64_MAX

// Monotonic time, nanoseconds.
int64_t cspi_now(void);

// `ns` from now, saturated: never in the past by overflow.
int64_t cspi_deadline(int64_t ns);

// Sleeps while *word == expected, until woken or until the deadline; may return
// early for no reason.
void cspi_futex_wait(atomic_uint *word, unsigned expected, int64_t deadline);
void cspi_futex_wake(atomic_uint *word, int threads);

// Sleeps the calling thread until the deadline.
void cspi_sleep_until(int64_t deadline);

// The cores this process may use, at least 1.
int cspi_core_count(void);

// A thread with the stack that C code expects; 0, or an error number.
int cspi_thread_start(pthread_t *thread, bool detached, void *(*run)(void *),
                      void *arg);

// The kernel's id of the calling thread.
int cspi_thread_id(void);

// Calls `known` for each thread of this process that has not ended and counts
// those for which it says false; -1 when the system cannot tell.
int cspi_count_unknown_threads(bool (*known)(int id));

// How many threads this process has, those that have ended but are not
// collected among them; what else it may be if the system cannot tell.
long cspi_count_threads(void);

// Does ThreadSanitizer run here? It has a thread of its own.
bool cspi_under_tsan(void);

#endif
