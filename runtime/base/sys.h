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
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define CSPI_NEVER INT64_MAX

// Monotonic time, nanoseconds.
int64_t cspi_now(void);

// `ns` from now, saturated: never in the past by overflow.
int64_t cspi_deadline(int64_t ns);

// Sleeps while *word == expected, until woken or until the deadline; may return
// early for no reason.
void cspi_futex_wait(atomic_uint *word, unsigned expected, int64_t deadline);
void cspi_futex_wake(atomic_uint *word, int threads);

// Waits a little for what another thread does in some dozen instructions:
// longer in later rounds, for that thread may not be running.
void cspi_back_off(unsigned round);

// Can this process have the next? Once, while it has one thread, or it lasts.
bool cspi_barrier_init(void);
// When it returns, each thread of this process that was running has passed a
// full memory barrier since it was called, and so has the caller.
void cspi_barrier_all(void);

// Makes an eventfd, or a pipe by its end to write, ready to read.
void cspi_wake_write(int fd);

// close(2): 0, or -1 and errno; closed all the same.
int cspi_close(int fd);

// Is it always ready, and not worth waiting for: a file, a folder, /dev/null?
bool cspi_is_file(int fd);

// The first bytes of a file, to be shared; NULL and errno.
void *cspi_map(int fd, size_t bytes);

// Makes a file of so many bytes, all of which the disk has, in place of one
// with that name, and maps it, to be shared; NULL and errno: there is none.
void *cspi_map_new(const char *path, size_t bytes, int *fd);

struct timespec cspi_timespec(int64_t ns);
// What poll(2) and its kin take: the time that is left, rounded up; -1: none.
int cspi_milliseconds(int64_t deadline);

// Sleeps the calling thread until the deadline.
void cspi_sleep_until(int64_t deadline);

// The cores this process may use, at least 1.
int cspi_core_count(void);

enum thread_end {
    THREAD_JOINED,
    THREAD_DETACHED,
    THREAD_DEAF, // detached, and no signal of the program's is its
};
// A thread with the stack that C code expects; 0, or an error number.
int cspi_thread_start(pthread_t *thread, enum thread_end end,
                      void *(*run)(void *), void *arg);

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

// Does LeakSanitizer, which looks for leaks of memory at the end?
bool cspi_under_lsan(void);

#endif
