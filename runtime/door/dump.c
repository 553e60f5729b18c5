// SPDX-License-Identifier: MIT
// dump.c: csp_dump. Owns nothing.
#include "base/public.h"
#include "loop/halt.h"

void csp_dump(int fd)
{
    cspi_rt_init();
    cspi_halt_dump(cspi_worker_here(), fd);
}
