// A task owns a counter; others ask it to count, each with a channel of its
// own for the reply. No lock, no shared variable.
#include <csp.h>
#include <stdio.h>

struct request {
    int add;
    chan(int) reply;
};

static void counter(chan(struct request) requests)
{
    int count = 0;
    struct request r;
    while (chan_recv(requests, &r)) {
        chan_send(r.reply, count += r.add);
        chan_release(r.reply);
    }
}

static int add(chan(struct request) counter, int n)
{
    chan(int) reply = chan_make(int, 0);
    chan_send(counter, {n, chan_retain(reply)});
    int count = chan_get(reply);
    chan_release(reply);
    return count;
}

int main(void)
{
    chan(struct request) requests = chan_make(struct request, 0);
    go counter(requests);
    for (int i = 1; i <= 4; i++)
        printf("%d\n", add(requests, i));
    chan_close(requests);
    while (csp_live() > 1)
        yield();
    chan_release(requests);
    return 0;
}
