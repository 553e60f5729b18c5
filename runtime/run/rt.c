// SPDX-License-Identifier: MIT
// rt.c: the runtime's one global, and the environment it reads at its start.
#include "run/rt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory/alloc.h"
#include "base/copy.h"
#include "base/fault.h"
#include "base/public.h"
#include "run/wake.h"
#include "run/choice.h"
#include "run/explore.h"
#include "run/weather.h"
#include "base/stop.h"
#include "base/sys.h"

_Thread_local struct worker *cspi_self;
_Thread_local struct worker *cspi_pool_self;
struct rt cspi_rt = {.idle = PTHREAD_MUTEX_INITIALIZER,
                     .watch_at = CSPI_NEVER,
                     .watch_ns = WATCH_FIRST_NS};

// Virtual time begins here: 0 is what programs take for "never".
static const int64_t first_moment = 1000000000;

// The first variable of the environment with a value that is none of its. Told
// when all have been read: to stop the program is to run what it has for its
// end, which may use the runtime.
static struct {
    const char *name, *wanted;
    long least, most; // without `wanted`: a number
} bad;

// What is set, and not empty; or NULL.
static const char *read_text(const char *name)
{
    const char *text = getenv(name);
    return text && *text ? text : NULL;
}

static long read_number(const char *name, long least, long most, long otherwise)
{
    const char *text = read_text(name);
    if (!text) return otherwise;
    char *end;
    long n = strtol(text, &end, 10);
    if (*end == 0 && n >= least && n <= most) return n;
    if (!bad.name) {
        bad.name = name;
        bad.least = least;
        bad.most = most;
    }
    return otherwise;
}

static void must_be(const char *name, const char *wanted)
{
    if (bad.name || !wanted) return;
    bad.name = name;
    bad.wanted = wanted;
}

static void read_clock(void)
{
    const char *clock = read_text("CSP_CLOCK");
    if (clock && strcmp(clock, "virtual") != 0)
        must_be("CSP_CLOCK", "virtual, or not set");
    cspi_rt.virtual_time = clock || cspi_rt.seeded;
    atomic_store(&cspi_rt.clock, first_moment);
}

// They choose for one worker.
static void read_choices(void)
{
    const char *seed = read_text("CSP_SEED"), *record = read_text("CSP_RECORD"),
               *replay = read_text("CSP_REPLAY"),
               *cancel = read_text("CSP_CANCEL");
    if (!seed && !record && !replay && !cancel) return;
    cspi_rt.seeded = true;
    unsigned workers = read_text("CSP_WORKERS") ? cspi_rt.count : 1;
    cspi_rt.count = 1;
    if (read_text("CSP_STORY")) cspi_choice_tell();
    must_be("CSP_SEED", cspi_choice_seed(seed));
    must_be("CSP_RECORD", record ? cspi_choice_record(record) : NULL);
    must_be("CSP_REPLAY", replay ? cspi_choice_replay(replay) : NULL);
    must_be("CSP_CANCEL", cancel ? cspi_choice_cancel(cancel, seed) : NULL);
    if (record && workers > 1 && !bad.name)
        fprintf(stderr,
                "csp: CSP_RECORD: the run is on one worker, not on %u; "
                "CSP_TRACE tells what several do\n",
                workers);
}

static void read_net(void)
{
    const char *net = read_text("CSP_NET");
    if (!net) return;
    cspi_rt.simulated = true;
    must_be("CSP_NET", cspi_weather_read(net));
    if (!cspi_rt.seeded)
        must_be("CSP_NET", "set together with CSP_SEED or CSP_EXPLORE");
}

static void read_poller(void)
{
    const char *poller = read_text("CSP_POLLER");
    cspi_rt.by_poll = poller && strcmp(poller, "poll") == 0;
    if (poller && !cspi_rt.by_poll && strcmp(poller, "epoll") != 0)
        must_be("CSP_POLLER", "epoll or poll");
}

static void read_watch(void)
{
    cspi_rt.watch = read_text("CSP_WATCH");
    bool good = !cspi_rt.watch ||
                (strncmp(cspi_rt.watch, "unix:", 5) == 0 && cspi_rt.watch[5]);
    must_be("CSP_WATCH", good ? NULL : "unix:PATH");
}

static void read_leaks(void)
{
    const char *leaks = read_text("CSP_LEAKS");
    if (!leaks && cspi_under_lsan()) cspi_rt.leaks = LEAKS_UNASKED;
    if (!leaks || strcmp(leaks, "0") == 0) return;
    bool ends = strcmp(leaks, "error") == 0;
    cspi_rt.leaks = ends ? LEAKS_END : LEAKS_TOLD;
    must_be("CSP_LEAKS",
            ends || strcmp(leaks, "1") == 0 ? NULL : "0, 1 or error");
}

static void init(void)
{
    cspi_copy_check();
    long workers =
        read_number("CSP_WORKERS", 1, WORKERS_MAX, cspi_core_count());
    cspi_rt.count = workers > WORKERS_MAX ? WORKERS_MAX : (unsigned)workers;
    const char *explore = read_text("CSP_EXPLORE");
    if (explore) must_be("CSP_EXPLORE", cspi_explore(explore));
    read_choices();
    read_clock();
    read_poller();
    read_net();
    must_be("CSP_FAULT", cspi_fault_init(read_text("CSP_FAULT")));
    atomic_store(&cspi_rt.state, cspi_rt.count * STATE_IDLE);
    long fail_at = read_number("CSP_FAIL_ALLOC", 1, INT32_MAX, 0);
    cspi_rt.strict = read_number("CSP_STRICT", 0, 1, 0) == 1;
    long dumps = read_number("CSP_DUMP", 0, 2, 1);
    cspi_rt.dumps = dumps > 0;
    cspi_rt.births = dumps == 2;
    cspi_rt.pool_most =
        (unsigned)read_number("CSP_BLOCKING_MAX", 1, 100000, POOL_MOST);
    cspi_rt.tasks_most = read_number("CSP_MAX_TASKS", 1, INT32_MAX, 0);
    cspi_rt.turn_most = CSP_MS * read_number("CSP_WATCHDOG", 1, 3600000, 0);
    cspi_rt.trace = read_text("CSP_TRACE");
    read_watch();
    read_leaks();
    cspi_rt.trace_mib = read_number("CSP_TRACE_SIZE", 1, 65536, 64);
    if (fail_at) cspi_alloc_fail_at(fail_at);
}

void cspi_rt_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    static atomic_uint told; // a byte would need libatomic on riscv64
    pthread_once(&once, init);
    if (!bad.name || atomic_exchange(&told, 1)) return;
    const char *text = getenv(bad.name);
    if (bad.wanted) cspi_stop("%s=%s: must be %s", bad.name, text, bad.wanted);
    cspi_stop("%s=%s: must be a number from %ld to %ld", bad.name, text,
              bad.least, bad.most);
}

struct worker *cspi_worker_here(void)
{
    return cspi_self && !cspi_self->pool ? cspi_self : NULL;
}
