#include "library.h"

int not_exported(int n)
{
    csp_yield();
    return n;
}

int doubled(int n)
{
    return not_exported(n) + not_exported(n);
}

int apply(change *f, int n)
{
    csp_yield();
    return f(n) + 1;
}

int change_all(csp_chan(int) in, csp_chan(int) out, change *f)
{
    int n = 0, v;
    for (; csp_chan_recv(in, &v); n++)
        csp_chan_send(out, f(v));
    csp_chan_close(out);
    return n;
}
