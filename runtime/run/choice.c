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

enum {
    CHANGES = 3, // of priorities in a run
    // By priorities a task that goes round in a loop, until another one has
    // done something, may go round for ever: so many times the choices that
    // were expected come by priority, the others at random.
    PATIENCE = 16,
};

static struct {
    bool by_priority;
    bool replays;            // CSP_REPLAY, or the usual order: no seed chooses
    bool tells;              // CSP_STORY
    unsigned long cancel_at; // CSP_CANCEL=n: so many things from now; or 0
    unsigned cancel_one_of;  // CSP_CANCEL=1/n; or 0
    uint64_t random;
    unsigned made; // choices, so far
    unsigned long expected;
    unsigned change_at[CHANGES];
    long lowest; // priority given to one that yields
    struct record record, replay;
    char diverged[96];   // what differs from the record; or ""
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
    state.replays = good;
    return good;
}

// What is replayed is not what was recorded: the program has changed, or does
// what others do meanwhile. Kept until no lock is held.
static void diverge(const char *what, unsigned is, unsigned was)
{
    if (*state.diverged) return;
    snprintf(state.diverged, sizeof state.diverged,
             "choice %zu is %s %u, was %s %u", state.replay.count, what, is,
             what, was);
}

static bool is_replayed(void)
{
    struct record *replay = &state.replay;
    return replay->count < replay->room && replay->choice[replay->count].of > 0;
}

// The next choice of the record.
static struct choice replayed(unsigned n)
{
    struct choice choice = state.replay.choice[state.replay.count++];
    if (choice.of != n && choice.of != CHOICE_OF_ANY)
        diverge("one of", n, choice.of);
    if (choice.which >= n) choice.which = 0;
    return choice;
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
    if (known->task && !(known->begun && cspi_task_at(task)->resume == 0))
        return known;
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

enum { NUMBERED = 4096 }; // in choice.who: a task's number times this

static uint32_t who_is(struct task *task)
{
    return find(task)->number * NUMBERED +
           cspi_task_at(task)->resume % NUMBERED;
}

// One of n, of these tasks if it is not NULL: what is to be replayed, and the
// seed's choice if nothing is.
static unsigned choose(unsigned n, unsigned by_seed, struct task *const tasks[])
{
    struct choice choice = {.which = (uint16_t)(state.replays ? 0 : by_seed)};
    if (is_replayed()) choice = replayed(n);
    unsigned which = choice.which;
    uint32_t was = choice.of == n ? choice.who : 0,
             is = tasks ? who_is(tasks[which]) : 0;
    if (was && was / NUMBERED != is / NUMBERED)
        diverge("task", is / NUMBERED, was / NUMBERED);
    else if (was && was != is)
        diverge("a task at its suspension", is % NUMBERED, was % NUMBERED);
    put(&state.record, (struct choice){(uint16_t)n, choice.which, is});
    return which;
}

unsigned cspi_choice_draw(unsigned n)
{
    return n == 1 ? 0 : choose(n, draw(n), NULL);
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

static unsigned seeded(struct task *const tasks[], unsigned n, bool goes_on)
{
    bool patient = state.made < PATIENCE * state.expected;
    return state.by_priority && patient ? by_priority(tasks, n)
                                        : at_random(n, goes_on);
}

// ": send c", for the operation behind which a task goes on, or in which it
// waits.
static void tell_operation(const struct place *at)
{
    static const char *const operation[] = {
        [CSP_POINT_CALL] = "call",         [CSP_POINT_SEND] = "send",
        [CSP_POINT_RECV] = "receive",      [CSP_POINT_SELECT] = "select",
        [CSP_POINT_SLEEP] = "sleep",       [CSP_POINT_YIELD] = "yield",
        [CSP_POINT_BLOCKING] = "blocking", [CSP_POINT_JOIN] = "join",
        [CSP_POINT_PAR] = "par",           [CSP_POINT_GROUP] = "group",
    };
    bool has_words = at->what && *at->what;
    fprintf(stderr, ": %s%s%s", operation[at->kind], has_words ? " " : "",
            has_words ? at->what : "");
}

// Where a task goes on, behind which operation; and, if that is a deviation,
// which task would have gone on.
static void tell(struct task *const tasks[], unsigned which)
{
    static struct task *last;
    struct task *task = tasks[which];
    struct place at = cspi_registry_place(cspi_task_at(task));
    if ((task == last && which == 0) || !at.name) return;
    last = task;
    bool begins = cspi_task_at(task)->resume == 0;
    fprintf(stderr, "csp: task %u %s %s at %s:%u", find(task)->number,
            begins ? "begins" : "goes on in", at.name, at.file, at.line);
    if (!begins) tell_operation(&at);
    if (which > 0) fprintf(stderr, " (before task %u)", find(tasks[0])->number);
    fputs("\n", stderr);
}

unsigned cspi_choice_task(struct task *const tasks[], unsigned n, bool goes_on)
{
    unsigned which = 0;
    for (unsigned i = 0; i < n; i++)
        know(tasks[i]);
    if (n > 1) which = choose(n, seeded(tasks, n, goes_on), tasks);
    if (*state.diverged)
        cspi_stop("CSP_REPLAY: not the run that was recorded: %s",
                  state.diverged);
    if (state.tells) tell(tasks, which);
    find(tasks[which])->begun = true;
    return which;
}

// -- what is cancelled -------------------------------------------------------

bool cspi_choice_cancels(void)
{
    if (state.cancel_at && --state.cancel_at == 0) {
        choose(CHOICE_CANCELS, 0, NULL);
        return true;
    }
    unsigned n = state.cancel_one_of;
    return n &&
           choose(n, draw(n), NULL) == 1; // 0: the usual, which is to go on
}

void cspi_choice_tell_cancelled(struct task *task, bool scope)
{
    struct place at = cspi_registry_place(cspi_task_at(task));
    if (!at.name) return;
    fprintf(stderr, "csp: CSP_CANCEL: task %u in %s at %s:%u",
            find(task)->number, at.name, at.file, at.line);
    if (cspi_task_at(task)->resume != 0) tell_operation(&at);
    fputs(scope ? ": a deadline passes\n" : ": is cancelled\n", stderr);
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
    state.expected = 1000;
    errno = 0;
    state.random = mix(strtoull(text, &end, 10));
    if (end == text || *text == '-' || errno) return false;
    if (strncmp(end, ",pct", 4) == 0) {
        state.by_priority = true;
        end += 4;
        if (*end == ',') state.expected = strtoul(end + 1, &end, 10);
    } else if (strcmp(end, ",random") == 0) {
        end += strlen(end);
    }
    if (state.expected == 0 || state.expected > UINT32_MAX) return false;
    for (unsigned i = 0; i < CHANGES; i++)
        state.change_at[i] = 1 + draw((unsigned)state.expected);
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

// "n", or "1/n". Without a seed the n-th thing to cancel is that of the usual
// order.
const char *cspi_choice_cancel(const char *text, bool has_seed)
{
    bool one_of = strncmp(text, "1/", 2) == 0;
    const char *number = one_of ? text + 2 : text;
    char *end;
    errno = 0;
    unsigned long n = strtoul(number, &end, 10);
    unsigned long most = one_of ? CHOICE_OF_ANY - 1 : LONG_MAX;
    if (*number < '0' || *number > '9' || *end || errno || n == 0 || n > most ||
        (one_of && n == 1))
        return "a number, as 7, or a share, as 1/50";
    if (one_of)
        state.cancel_one_of = (unsigned)n;
    else
        state.cancel_at = n;
    if (!one_of && !has_seed) state.replays = true;
    return NULL;
}

void cspi_choice_tell(void)
{
    state.tells = true;
}

bool cspi_choice_tells(void)
{
    return state.tells;
}
