// SPDX-License-Identifier: MIT
// public.h: both public headers in one file of the runtime.
//
// csp.h makes csp_coroutine and others words of the language; here they must
// stay the names of structs.
#ifndef CSP_RUNTIME_PUBLIC_H
#define CSP_RUNTIME_PUBLIC_H

#include <csp_abi.h>

#define CSP_NO_SHORT_NAMES
#include <csp.h>
#undef csp_coroutine
#undef csp_go
#undef csp_blocking
#undef csp_select

#endif
