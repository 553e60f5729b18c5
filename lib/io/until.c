// SPDX-License-Identifier: MIT
// until.c: passing a gate until a deadline. Owns nothing. A file of its own, so
// that its frame, twice as large as that of wait.c's, lies elsewhere, and only
// where there is a deadline.
#include <csp_io.h>
#include <errno.h>

static int fail_early(void)
{
    errno = ETIMEDOUT;
    return -1;
}

csp_coroutine int csp__io_pass_until(void *gate, int64_t deadline)
{
    int64_t now = csp_now();
    if (deadline <= now)
        return csp_cancel_point() ? fail_early() : csp__io_fail();
    struct csp_choice set[] = {csp__choice_recv(gate, NULL),
                               csp_choice_after(deadline - now)};
    int chosen = csp_select_set(set, 2, CSP_CHOOSE_ORDERED);
    if (chosen == 1) return fail_early();
    return chosen == 0 && set[0].ok ? 0 : csp__io_fail();
}
