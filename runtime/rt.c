// SPDX-License-Identifier: MIT
// rt.c: the runtime's one global, and the environment it reads at its start.
#include "rt.h"

#include <stdlib.h>

#include "copy.h"
#include "park.h"
#include "stop.h"
#include "sys.h"

struct rt cspi_rt = {.idle = PTHREAD_MUTEX_INITIALIZER};

// A number from the environment, or what it is if not set.
static long read_number(const char *name, long least, long most, long otherwise)
{
    const char *text = getenv(name);
    if (!text) return otherwise;
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < least || n > most)
        cspi_stop("%s=%s: must be a number from %ld to %ld", name, text, least,
                  most);
    return n;
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
    if (fail_at) cspi_alloc_fail_at(fail_at);
}

void cspi_rt_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init);
}
