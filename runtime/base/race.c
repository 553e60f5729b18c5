// SPDX-License-Identifier: MIT
// race.c: accesses of the program's own memory that the runtime makes for it,
// as TSan reports them. Owns, for each thread, where the program has called.
#include "base/race.h"

#ifdef CSPI_RACES

void __tsan_read_range(void *from, unsigned long bytes);
void __tsan_write_range(void *to, unsigned long bytes);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);

static _Thread_local void *caller;
_Thread_local bool cspi_race_quiet;

void cspi_race_called(void *from)
{
    caller = from;
}

void cspi_race_enter(void)
{
    __tsan_func_entry(caller);
}

void cspi_race_exit(void)
{
    __tsan_func_exit();
}

void cspi_race_read(const void *from, size_t bytes)
{
    if (!from || !bytes) return;
    __tsan_func_entry(caller);
    __tsan_read_range((void *)(uintptr_t)from, bytes);
    __tsan_func_exit();
}

void cspi_race_write(void *to, size_t bytes)
{
    if (!to || !bytes) return;
    __tsan_func_entry(caller);
    __tsan_write_range(to, bytes);
    __tsan_func_exit();
}

#endif
