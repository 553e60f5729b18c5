// SPDX-License-Identifier: MIT
// csp/value.h: what chan_send makes of its value, for the look that cspcc takes
// at the source with clang. It passes for a header that is not the system's, so
// that clang warns of a value that changes as it does in an assignment.
#ifndef CSP_VALUE_H
#define CSP_VALUE_H
# 9 "csp/value.h"
// clang-format off
#define csp__value(c, ...) (csp__elem(c)[1]){__VA_ARGS__}
#define csp__offered(c, ...)                                                   \
    (csp__offering(c)[1]){{.csp_value = __VA_ARGS__}}
#endif
