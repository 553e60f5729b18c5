// SPDX-License-Identifier: MIT
// choice.c: one place for all that a run may do in this way or in that.
//
// Owns the seed, the record and the numbers of tasks. A choice of one among n
// is two numbers, n and which; the sequence of all is the run, since one worker
// makes them, and time is virtual. It comes from a seed (CSP_SEED), or from a
// file (CSP_REPLAY), behind whose end the first one is taken each time; and
// goes to a file (CSP_RECORD), which is mapped, so that it is whole however the
// program ends.
//
// How a seed chooses tasks: at random; or by priorities of which some change at
// random moments, as PCT does (Burckhardt et al., ASPLOS 2010): that finds a
// bug that needs d changes of order among n tasks and k choices with a
// probability of at least 1 / (n k^(d-1)).
#include "run/choice.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/stop.h"
#include "base/sys.h"
#include "memory/alloc.h"
#include "run/registry.h"
#include "run/task.h"

struct record {
    struct choice *choice; // mapped
    size_t count, room;
    int fd;
};

struct known {
    struct task *task;
    unsigned number; // of those seen, from 1
    bool begun;
    long priority; // PCT: the highest goes first
};

enum { CHANGES = 3 }; // of priorities in a run

static struct {
    bool by_priority;
    bool tells; // CSP_STORY
    uint64_t random;
    unsigned made; // choices, so far
    unsigned change_at[CHANGES];
    long lowest; // priority given to one that yields
    struct record record, replay;
    struct known *known; // open addressing, by task
    size_t known_room, known_count;
} state = {.record.fd = -1};

static unsigned draw(unsigned n)
{
    state.random ^= state.random << 13;
    state.random ^= state.random >> 7;
    state.random ^= state.random << 17;
    return (unsigned)((state.random >> 24) % n);
}

// -- the record --------------------------------------------------------------

static void map_more(struct record *record)
{
    size_t room = record->room ? 2 * record->room : 4096;
    size_t bytes = room * sizeof(struct choice);
    if (record->choice)
        munmap(record->choice, record->room * sizeof(struct choice));
    void *map = MAP_FAILED;
    if (ftruncate(record->fd, (off_t)bytes) == 0)
        map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, record->fd,
                   0);
    if (map == MAP_FAILED)
        cspi_stop("CSP_RECORD=%s: %s", getenv("CSP_RECORD"), strerror(errno));
    record->choice = map;
    record->room = room;
}

static void put(struct record *record, struct choice choice)
{
    if (record->fd < 0) return;
    if (record->count == record->room) map_more(record);
    record->choice[record->count++] = choice;
}

static bool open_record(const char *path)
{
    state.record.fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return state.record.fd >= 0;
}

static bool open_replay(const char *path)
{
    struct record *replay = &state.replay;
    struct stat file;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fstat(fd, &file) == 0 &&
                file.st_size % (off_t)sizeof(struct choice) == 0;
    if (good && file.st_size > 0) {
        void *map =
            mmap(NULL, (size_t)file.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        good = map != MAP_FAILED;
        replay->choice = good ? map : NULL;
        if (good) replay->room = (size_t)file.st_size / sizeof(struct choice);
    }
    if (fd >= 0) close(fd);
    return good;
}

static bool is_replayed(void)
{
    struct record *replay = &state.replay;
    return replay->count < replay->room && replay->choice[replay->count].of > 0;
}

static unsigned replayed(unsigned n)
{
    static bool told;
    struct choice choice = state.replay.choice[state.replay.count++];
    if (choice.of == n || choice.of == CHOICE_OF_ANY || told)
        return choice.which < n ? choice.which : 0;
    told = true;
    fprintf(stderr,
            "csp: CSP_REPLAY: not the run that was recorded: choice %zu is one "
            "of %u, was one of %u\n",
            state.replay.count, n, choice.of);
    return choice.which < n ? choice.which : 0;
}

// -- tasks by number ---------------------------------------------------------

static struct known *find(struct task *task)
{
    size_t at = (uintptr_t)task / 16 * 0x9e3779b97f4a7c15 >> 20;
    for (;; at++) {
        struct known *known = &state.known[at & (state.known_room - 1)];
        if (!known->task || known->task == task) return known;
    }
}

static void grow(void)
{
    struct known *old = state.known;
    size_t room = state.known_room;
    state.known_room = room ? 2 * room : 1024;
    state.known = cspi_zalloc(state.known_room * sizeof *state.known);
    if (!state.known) cspi_stop("out of memory for the tasks of CSP_SEED");
    for (size_t i = 0; i < room; i++)
        if (old[i].task) *find(old[i].task) = old[i];
    cspi_free(old);
}

// One that has not begun, in the memory of one that had, is another.
static struct known *know(struct task *task)
{
    static unsigned seen;
    if (2 * state.known_count >= state.known_room) grow();
    struct known *known = find(task);
    if (known->task && !(known->begun && task->leaf->resume == 0)) return known;
    if (!known->task) state.known_count++;
    *known = (struct known){.task = task, .number = ++seen};
    if (state.by_priority) known->priority = 1 + (long)draw(INT_MAX);
    return known;
}

void cspi_choice_yields(struct task *task)
{
    if (state.by_priority) know(task)->priority = --state.lowest;
}

// -- choosing ----------------------------------------------------------------

// One of n: what is to be replayed, and the seed's choice if nothing is.
static unsigned choose(unsigned n, unsigned by_seed)
{
    unsigned which = is_replayed()       ? replayed(n)
                     : state.replay.room ? 0
                                         : by_seed;
    put(&state.record, (struct choice){(uint16_t)n, (uint16_t)which});
    return which;
}

unsigned cspi_choice_draw(unsigned n)
{
    return n == 1 ? 0 : choose(n, draw(n));
}

static unsigned highest(struct task *const tasks[], unsigned n)
{
    unsigned best = 0;
    for (unsigned i = 1; i < n; i++)
        if (find(tasks[i])->priority > find(tasks[best])->priority) best = i;
    return best;
}

static unsigned by_priority(struct task *const tasks[], unsigned n)
{
    state.made++;
    for (unsigned i = 0; i < CHANGES; i++)
        if (state.change_at[i] == state.made)
            find(tasks[highest(tasks, n)])->priority = --state.lowest;
    return highest(tasks, n);
}

static unsigned at_random(unsigned n, bool goes_on)
{
    if (goes_on && draw(2) == 0) return 0;
    return draw(n);
}

static void tell(struct task *task)
{
    static struct task *last;
    struct place at = cspi_registry_place(task->leaf);
    if (task == last || !at.name) return;
    last = task;
    unsigned number = find(task)->number;
    bool begins = task->leaf->resume == 0;
    bool says = !begins && at.what && *at.what;
    fprintf(stderr, "csp: task %u %s %s at %s:%u%s%s\n", number,
            begins ? "begins" : "goes on in", at.name, at.file, at.line,
            says ? ": " : "", says ? at.what : "");
}

unsigned cspi_choice_task(struct task *const tasks[], unsigned n, bool goes_on)
{
    unsigned which = 0;
    for (unsigned i = 0; i < n; i++)
        know(tasks[i]);
    if (n > 1)
        which = choose(n, state.by_priority ? by_priority(tasks, n)
                                            : at_random(n, goes_on));
    if (state.tells) tell(tasks[which]);
    find(tasks[which])->begun = true;
    return which;
}

// -- what the environment says -----------------------------------------------

// SplitMix64 (Steele et al., OOPSLA 2014): seeds that are near give runs that
// are not.
static uint64_t mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return (x ^ x >> 31) | 1;
}

// "n", "n,random", "n,pct" or "n,pct,k": k choices are expected.
static bool read_seed(const char *text)
{
    char *end;
    unsigned long expected = 1000;
    errno = 0;
    state.random = mix(strtoull(text, &end, 10));
    if (end == text || *text == '-' || errno) return false;
    if (strncmp(end, ",pct", 4) == 0) {
        state.by_priority = true;
        end += 4;
        if (*end == ',') expected = strtoul(end + 1, &end, 10);
    } else if (strcmp(end, ",random") == 0) {
        end += strlen(end);
    }
    if (expected == 0 || expected > UINT32_MAX) return false;
    for (unsigned i = 0; i < CHANGES; i++)
        state.change_at[i] = 1 + draw((unsigned)expected);
    return *end == 0;
}

const char *cspi_choice_seed(const char *text)
{
    state.random = mix((uint64_t)cspi_now());
    if (!text || read_seed(text)) return NULL;
    return "a number, as 7, 7,random or 7,pct";
}

const char *cspi_choice_record(const char *path)
{
    return open_record(path) ? NULL : "a file that can be written";
}

const char *cspi_choice_replay(const char *path)
{
    return open_replay(path) ? NULL : "a file that CSP_RECORD has written";
}

void cspi_choice_tell(void)
{
    state.tells = true;
}
