// SPDX-License-Identifier: MIT
// rt.c: the runtime's one global, and the environment it reads at its start.
#include "run/rt.h"

#include <stdlib.h>
#include <string.h>

#include "memory/alloc.h"
#include "base/copy.h"
#include "run/wake.h"
#include "run/choice.h"
#include "run/explore.h"
#include "base/stop.h"
#include "base/sys.h"

_Thread_local struct worker *cspi_self;
struct rt cspi_rt = {.idle = PTHREAD_MUTEX_INITIALIZER, .watch_at = CSPI_NEVER};

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
               *replay = read_text("CSP_REPLAY");
    if (!seed && !record && !replay) return;
    cspi_rt.seeded = true;
    cspi_rt.count = 1;
    if (read_text("CSP_STORY")) cspi_choice_tell();
    must_be("CSP_SEED", cspi_choice_seed(seed));
    must_be("CSP_RECORD", record ? cspi_choice_record(record) : NULL);
    must_be("CSP_REPLAY", replay ? cspi_choice_replay(replay) : NULL);
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
    atomic_store(&cspi_rt.state, cspi_rt.count * STATE_IDLE);
    long fail_at = read_number("CSP_FAIL_ALLOC", 1, INT32_MAX, 0);
    cspi_rt.strict = read_number("CSP_STRICT", 0, 1, 0) == 1;
    cspi_rt.pool_most =
        (unsigned)read_number("CSP_BLOCKING_MAX", 1, 100000, POOL_MOST);
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
