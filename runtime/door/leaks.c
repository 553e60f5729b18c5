// SPDX-License-Identifier: MIT
// leaks.c: csp_leaks. Owns nothing.
#include "base/public.h"
#include "loop/halt.h"

long csp_leaks(int fd)
{
    cspi_rt_init();
    return cspi_halt_leaks(cspi_worker_here(), fd, true);
}
