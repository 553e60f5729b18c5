// SPDX-License-Identifier: MIT
// rt.c: the runtime's one global, and the environment it reads at its start.
#include "run/rt.h"

#include <stdlib.h>
#include <string.h>

#include "memory/alloc.h"
#include "base/copy.h"
#include "run/wake.h"
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
    const char *name, *text;
    long least, most;
    const char *word; // the one that it may be, in place of a number
} bad;

// A number from the environment, or what it is if not set, or empty.
static long read_number(const char *name, long least, long most, long otherwise)
{
    const char *text = getenv(name);
    if (!text || !*text) return otherwise;
    char *end;
    long n = strtol(text, &end, 10);
    if (*end == 0 && n >= least && n <= most) return n;
    if (!bad.name) {
        bad.name = name;
        bad.text = text;
        bad.least = least;
        bad.most = most;
    }
    return otherwise;
}

// Is it this word? Not if it is not set, or empty.
static bool read_word(const char *name, const char *word)
{
    const char *text = getenv(name);
    if (!text || !*text) return false;
    if (strcmp(text, word) == 0) return true;
    if (!bad.name) {
        bad.name = name;
        bad.text = text;
        bad.word = word;
    }
    return false;
}

static void init(void)
{
    cspi_copy_check();
    long workers =
        read_number("CSP_WORKERS", 1, WORKERS_MAX, cspi_core_count());
    cspi_rt.count = workers > WORKERS_MAX ? WORKERS_MAX : (unsigned)workers;
    atomic_store(&cspi_rt.state, cspi_rt.count * STATE_IDLE);
    long fail_at = read_number("CSP_FAIL_ALLOC", 1, INT32_MAX, 0);
    cspi_rt.strict = read_number("CSP_STRICT", 0, 1, 0) == 1;
    cspi_rt.virtual_time = read_word("CSP_CLOCK", "virtual");
    atomic_store(&cspi_rt.clock, first_moment);
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
    if (bad.word)
        cspi_stop("%s=%s: must be %s, or not set", bad.name, bad.text,
                  bad.word);
    cspi_stop("%s=%s: must be a number from %ld to %ld", bad.name, bad.text,
              bad.least, bad.most);
}

struct worker *cspi_worker_here(void)
{
    return cspi_self && !cspi_self->pool ? cspi_self : NULL;
}
