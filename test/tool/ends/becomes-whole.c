// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// An end does not become the whole channel: by assignment, as an argument, an
// initialiser, a result or an element; a cast says that it is meant.
#include <csp.h>

struct holder {
    chan(int) c;
};

static void take(chan(int) c)
{
    yield();
    (void)c;
}

static chan(int) give(chan_in(int) in)
{
    return in;
    // CHECK: [[#@LINE-1]]:12: error: 'in' is a receiving end, a chan_in: it cannot become a chan [csp-direction]
}

static void work(chan_in(int) in, chan_out(int) out, chan(chan(int)) cc)
{
    chan(int) c = out;
    // CHECK: [[#@LINE-1]]:19: error: 'out' is a sending end, a chan_out: it cannot become a chan
    c = in;
    // CHECK: [[#@LINE-1]]:9: error: 'in' is a receiving end
    take(out);
    // CHECK: [[#@LINE-1]]:10: error: 'out' is a sending end
    go take(in);
    // CHECK: [[#@LINE-1]]:13: error: 'in' is a receiving end
    struct holder h = {.c = in};
    // CHECK: [[#@LINE-1]]:29: error: 'in' is a receiving end
    chan_send(cc, out);
    // CHECK: [[#@LINE-1]]:{{.*}} error: 'out' is a sending end
    c = (chan(int))in;
    (void)h;
}

int main(void)
{
    work(0, 0, 0);
    give(0);
}
// CHECK: 7 errors generated.
