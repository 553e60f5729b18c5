// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// Nothing is sent on a receiving end, nor is it closed; nothing is received
// from a sending end. The same in a select, and in plain functions.
#include <csp.h>

void plain(chan_in(int) in, chan_out(int) out);
void plain(chan_in(int) in, chan_out(int) out)
{
    int v = 0;
    chan_close(in);
    // CHECK: [[#@LINE-1]]:{{.*}} error: 'in' is a receiving end, a chan_in: it cannot be closed [csp-direction]
    // CHECK: note: who has both ends has a chan, which converts to either
    chan_try_send(in, 1);
    // CHECK: [[#@LINE-1]]:{{.*}} error: 'in' is a receiving end, a chan_in: it cannot be sent to
    chan_try_recv(out, &v);
    // CHECK: [[#@LINE-1]]:{{.*}} error: 'out' is a sending end, a chan_out: it cannot be received from
    chan_retire(in);
    // CHECK: [[#@LINE-1]]:{{.*}} error: 'in' is a receiving end, a chan_in: it cannot be retired from
}

struct pair {
    chan_in(int) in;
    chan_out(int) out;
};

static void work(struct pair *p, chan_out(int) more[2])
{
    int v = 0;
    chan_send(p->in, 1);
    // CHECK: [[#@LINE-1]]:{{.*}} error: 'p->in' is a receiving end
    while (chan_recv(more[1], &v))
        // CHECK: [[#@LINE-1]]:{{.*}} error: 'more[1]' is a sending end
        chan_send(more[0], chan_get(p->out));
    // CHECK: [[#@LINE-1]]:{{.*}} error: 'p->out' is a sending end
    select {
    case_send(p->in, 1):
        // CHECK: [[#@LINE-1]]:{{.*}} error: 'p->in' is a receiving end
        break;
    case_recv(p->out, &v):
        // CHECK: [[#@LINE-1]]:{{.*}} error: 'p->out' is a sending end
        break;
    }
}

int main(void)
{
    work(0, 0);
}
// CHECK: 9 errors generated.
