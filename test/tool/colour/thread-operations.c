// RUN: %cspcc --dump=colour %s | %check
// The operations for threads suspend nothing and colour nothing.
#include <csp.h>

static int exchange(chan(int) c)
{
    int v = 1;
    chan_send_thread(c, v);
    chan_recv_thread(c, &v);
    chan_close(c);
    return v + (int)chan_len(c);
}

int main(void)
{
    return exchange(0);
}
// CHECK: exchange: plain
// CHECK-NEXT: main: plain
