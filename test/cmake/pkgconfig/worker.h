#pragma once
#define CSP_NO_SHORT_NAMES
#include <csp.h>
#ifdef __cplusplus
extern "C" {
#endif
csp_coroutine int sum_to(int last);
#ifdef __cplusplus
}
#endif
