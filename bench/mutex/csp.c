// SPDX-License-Identifier: MIT
// One count under a mutex, by so many tasks (the second argument). "held": the
// task yields while it holds it, so that with one worker too others wait.
#include "../measure/measure.h"
#include <csp.h>
#include <csp_sync.h>

struct counter {
    csp_mutex mutex;
    long value; // under the mutex
    bool held;
};

static void add(struct counter *counter, long count)
{
    for (long i = 0; i < count; i++) {
        csp_mutex_lock(&counter->mutex);
        counter->value++;
        if (counter->held) yield();
        csp_mutex_unlock(&counter->mutex);
    }
}

static long counted(long count, int tasks, bool held)
{
    struct counter counter = {.mutex = CSP_MUTEX_INIT, .held = held};
    group () {
        for (int i = 0; i < tasks; i++)
            go add(&counter, count / tasks);
    }
    return counter.value;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    int tasks = (int)measure_arg(argc, argv, 2, 1);
    bool held = argc > 3;
    counted(count / 10, tasks, held);
    int64_t begin = csp_now();
    long value = counted(count, tasks, held);
    measure_report(csp_now() - begin, count, value);
    return 0;
}
