// SPDX-License-Identifier: MIT
// public.h: both public headers in one file of the runtime.
#ifndef CSP_RUNTIME_PUBLIC_H
#define CSP_RUNTIME_PUBLIC_H

#include <csp_abi.h>

#define CSP_NO_SHORT_NAMES
#include <csp.h>

#endif
