// SPDX-License-Identifier: MIT
// tries.c: a step that is known here, and whose code stands above. Owns which.
#include "run/tries.h"

csp_step *cspi_tries_step;

int cspi_tries(struct csp_frame *leaf, struct csp_worker *worker)
{
    return cspi_tries_step(leaf, worker);
}
