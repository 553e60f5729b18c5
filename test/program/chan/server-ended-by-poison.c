// RUN: %program %s
// A server process is a loop over its requests, which the end of its channel
// ends, in whatever way: closed, it answers what was sent; poisoned, or
// cancelled, it knows why; its clients are told, and nothing is left.
#include <csp.h>
#include <stdio.h>

struct request {
    int n;
    chan(int) reply;
};
enum { POISON = 7 };

static int serve(chan(struct request) requests)
{
    struct request r;
    while (chan_recv(requests, &r)) {
        (void)chan_send(r.reply, r.n * r.n);
        chan_release(r.reply);
    }
    return csp_why() == CSP_ECANCELED ? -1 : chan_error(requests);
}

// 0: there is no server any more.
static int ask(chan(struct request) requests, int n)
{
    auto_chan(int) reply = chan_make(int, 1);
    if (!chan_send(requests, {n, chan_retain(reply)})) {
        chan_release(reply);
        return 0;
    }
    return chan_get(reply);
}

int main(void)
{
    for (int way = 0; way < 3; way++) {
        auto_chan(struct request) requests = chan_make(struct request, 0);
        task(int) server = spawn(serve(requests));
        int sum = ask(requests, 3) + ask(requests, 4);
        if (way == 0) chan_close(requests);
        if (way == 1) chan_fail(requests, POISON);
        if (way == 2) task_cancel(server);
        int why = join(server);
        if (way == 2) chan_close(requests); // so that clients do not wait
        printf("%d %d %d %zu\n", sum, why, ask(requests, 5), csp_live());
        // OUT: 25 0 0 1
        // OUT: 25 7 0 1
        // OUT: 25 -1 0 1
    }
}
