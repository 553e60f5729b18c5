// SPDX-License-Identifier: MIT
// birth.c: the table of births, open-addressing, of which a page is there when
// it is first used. It never grows: of more tasks at a time than it has room
// for some are not noted. Who starts a task writes its place alone, and all is
// read when tasks stand still.
#include "run/birth.h"

#include "base/public.h"
#include <csp_sync.h>

#include <sys/mman.h>

#include "run/clock.h"

enum { PLACES = 1 << 20, PROBES_MOST = 64 };

static struct birth *births; // PLACES of them
static atomic_ulong last_number;

static void make_table(void)
{
    void *memory = mmap(NULL, PLACES * sizeof *births, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory != MAP_FAILED) births = memory;
}

// That of the task; or, take: a free one, which becomes its; NULL: none.
static struct birth *place_of(const struct task *task, bool take)
{
    uint64_t hash = (uint64_t)(uintptr_t)task * 0x9e3779b97f4a7c15;
    for (unsigned i = 0; births && i < PROBES_MOST; i++) {
        struct birth *birth = &births[((hash >> 40) + i) % PLACES];
        const struct task *is = atomic_load(&birth->task);
        if (is == task) return birth;
        if (is) continue;
        if (!take) return NULL;
        if (atomic_compare_exchange_strong(&birth->task, &is, task))
            return birth;
    }
    return NULL;
}

const void *cspi_birth_table(size_t *bytes)
{
    *bytes = births ? PLACES * sizeof *births : 0;
    return births;
}

const struct birth *cspi_birth_of(const struct task *task)
{
    return place_of(task, false);
}

const struct birth *cspi_birth_numbered(unsigned long number)
{
    for (size_t i = 0; births && i < PLACES; i++)
        if (births[i].number == number && atomic_load(&births[i].task))
            return &births[i];
    return NULL;
}

uint32_t csp__holder_number(void)
{
    if (!cspi_rt.births) return CSP__HOLDER_UNKNOWN;
    if (!cspi_self || !cspi_self->task) return (uint32_t)CSP__HOLDER_THREAD;
    const struct birth *birth = cspi_birth_of(cspi_self->task);
    return birth ? (uint32_t)birth->number : CSP__HOLDER_UNKNOWN;
}

void cspi_birth_waits(const struct task *task)
{
    struct birth *birth = place_of(task, false);
    if (birth) birth->waits = cspi_clock_now();
}

void cspi_birth_note(const struct task *task, const char *file, long line)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_table);
    const struct task *from = cspi_self ? cspi_self->task : NULL;
    const struct birth *before = from ? cspi_birth_of(from) : NULL;
    struct birth *birth = place_of(task, true);
    if (!birth) return;
    birth->file = file;
    birth->line = (uint32_t)line;
    birth->number = atomic_fetch_add(&last_number, 1) + 1;
    birth->by = before ? before->number : 0;
    birth->from = from;
    birth->at = birth->waits = cspi_clock_now();
}
