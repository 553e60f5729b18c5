// SPDX-License-Identifier: MIT
#include "operation.h"

csp_operation bool other_take(chan(int) c, int64_t ns, int *n)
{
    bool got = false;
    if (!c) return false;
    if (ns <= 0) return chan_recv(c, n);
    within (ns) got = chan_recv(c, n);
    return got;
}
