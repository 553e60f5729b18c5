// SPDX-License-Identifier: MIT
// race.h: what ThreadSanitizer hears of the runtime that is built for it.
//
// That one is compiled without its checks: what the runtime does for itself,
// its queues, locks and copies, orders nothing between tasks and is no access
// of theirs. So each order that the language promises is told here: what was
// done before a release of a cell comes before what is done after an acquire of
// it. A cell is an address that stands for something, a task or a channel; TSan
// keeps what belongs to it elsewhere, and forgets it when the memory is freed.
// Who calls is the task whose fiber the thread has (run/fiber.h). In all other
// builds there is nothing of this.
#ifndef CSP_RUNTIME_RACE_H
#define CSP_RUNTIME_RACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef CSPI_RACES
enum { CSPI_FINDS_RACES = 1 };

void __tsan_acquire(void *cell);
void __tsan_release(void *cell);
void __tsan_atomic8_store(volatile unsigned char *cell, unsigned char value,
                          int order);

static inline void cspi_race_acquire(const void *cell)
{
    __tsan_acquire((void *)(uintptr_t)cell);
}

// A worker is between two tasks: whom it wakes learns nothing from it.
extern _Thread_local bool cspi_race_quiet;

// What others have released there stays.
static inline void cspi_race_release(const void *cell)
{
    if (!cspi_race_quiet) __tsan_release((void *)(uintptr_t)cell);
}

// In place of what others have released there: a byte in memory.
static inline void cspi_race_replace(unsigned char *cell)
{
    __tsan_atomic8_store(cell, 0, __ATOMIC_RELEASE);
}

// What follows the program does at this place, an address in its code.
void cspi_race_called(void *from);
// TSan's stack has that place on top meanwhile.
void cspi_race_enter(void);
void cspi_race_exit(void);
// The program's own memory; NULL: none.
void cspi_race_read(const void *from, size_t bytes);
void cspi_race_write(void *to, size_t bytes);

void __tsan_ignore_thread_begin(void);
void __tsan_ignore_thread_end(void);
// What is accessed between the two, by libc's functions too, is the runtime's.
static inline void cspi_race_hide(void)
{
    __tsan_ignore_thread_begin();
}
static inline void cspi_race_show(void)
{
    __tsan_ignore_thread_end();
}

#else
enum { CSPI_FINDS_RACES = 0 };

static inline void cspi_race_acquire(const void *cell)
{
    (void)cell;
}

static inline void cspi_race_release(const void *cell)
{
    (void)cell;
}

static inline void cspi_race_replace(unsigned char *cell)
{
    (void)cell;
}

static inline void cspi_race_called(void *from)
{
    (void)from;
}

static inline void cspi_race_enter(void)
{
}

static inline void cspi_race_exit(void)
{
}

static inline void cspi_race_read(const void *from, size_t bytes)
{
    (void)from, (void)bytes;
}

static inline void cspi_race_write(void *to, size_t bytes)
{
    (void)to, (void)bytes;
}
static inline void cspi_race_hide(void)
{
}
static inline void cspi_race_show(void)
{
}

#endif

// In a function that the program calls, and that is not inlined.
#define cspi_race_call() cspi_race_called(__builtin_return_address(0))

// The cells of who waits, a task or a thread: what comes before it goes on, and
// what it did before it waited. The task's own: who cancels it.
static inline const void *cspi_race_woken(const void *who)
{
    return who;
}

static inline const void *cspi_race_parked(const void *who)
{
    return (const char *)who + 1;
}

static inline const void *cspi_race_cancelled(const void *task)
{
    return (const char *)task + 2;
}

#endif
