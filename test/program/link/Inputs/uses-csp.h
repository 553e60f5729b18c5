#ifndef USES_CSP_H
#define USES_CSP_H
#include <csp.h>
static inline int first_of(chan(int) c)
{
    int v = 0;
    return chan_try_recv(c, &v) == 1 ? v : -1;
}
#endif
