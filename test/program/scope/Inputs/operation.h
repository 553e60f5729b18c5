// SPDX-License-Identifier: MIT
#include <csp.h>

// Receives from c, for ns nanoseconds if it is above 0; false if that failed.
csp_operation bool other_take(chan(int) c, int64_t ns, int *n);
