// SPDX-License-Identifier: MIT
// Tasks of 5 ms, as many as the first argument tells, from a `par for`. The
// operation is the whole.
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>

enum { STEPS_5_MS = 3800000 };

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 8);
    atomic_long ended = 0;
    int64_t begin = csp_now();
    par for (long i = 0; i < count; i++)
        ended += 1 + measure_work(i, STEPS_5_MS);
    measure_report(csp_now() - begin, 1, ended);
    return 0;
}
