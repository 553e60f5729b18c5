#include <csp.h>
int f(chan(int) c)
{
    int v = 0;
    chan_send(c, 1);
    chan_recv(c, &v);
    v = chan_get(c);
    go f(c);
    csp_sleep(1);
    csp_yield();
    spawn(f(c));
    blocking v = 1;
    csp_par { v = 2; }
    select_set(0, 0, 0);
    select {
    case_recv(c, &v): break;
    case_after(CSP_S): break;
    }
    return v;
}
struct owner { owner(const owner &); };
void g(chan(owner) c, const owner &o) { chan_try_send(c, o); }
