// For select-in-plain-code.c: C that cspcc does not compile.
#include "plain-select.h"

int plain_select(csp_chan(int) c)
{
    int v = 0;
    csp_select {
    csp_case_recv(c, &v): return v;
    default: return -1;
    }
    return -2;
}
