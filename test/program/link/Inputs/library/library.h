// A library of coroutines: the header that C for cspcc, plain C and C++ share.
#ifndef LIBRARY_H
#define LIBRARY_H
#define CSP_NO_SHORT_NAMES
#include <csp.h>
#ifdef __cplusplus
extern "C" {
#endif
#define EXPORTED __attribute__((visibility("default")))

typedef csp_coroutine int change(int n);

// Changes n values from `in`; how many there were.
EXPORTED csp_coroutine int change_all(csp_chan(int) in, csp_chan(int) out,
                                      change *f);
EXPORTED csp_coroutine int apply(change *f, int n);
EXPORTED csp_coroutine int doubled(int n);
csp_coroutine int not_exported(int n);

// In the second library.
EXPORTED csp_coroutine int change_twice(csp_chan(int) in, csp_chan(int) out,
                                        change *f);
EXPORTED csp_coroutine int four_times(int n);
#ifdef __cplusplus
}
#endif
#endif
