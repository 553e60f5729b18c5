// RUN: %program %s
// Many senders, one receiver: every value arrives once, those of one sender in
// order.
#include <csp.h>
#include <stdio.h>

struct message { int from, n; };
enum { SENDERS = 10, EACH = 200 };

static void produce(int from, chan(struct message) out)
{
    for (int n = 0; n < EACH; n++)
        chan_send(out, {from, n});
}

static int run(int capacity)
{
    chan(struct message) c = chan_make(struct message, capacity);
    int next[SENDERS] = {0}, wrong = 0;
    for (int i = 0; i < SENDERS; i++)
        go produce(i, c);
    for (int i = 0; i < SENDERS * EACH; i++) {
        struct message m = chan_get(c);
        wrong += m.n != next[m.from]++;
    }
    while (csp_live() > 1)
        yield();
    wrong += (int)chan_len(c);
    chan_release(c);
    return wrong;
}

int main(void)
{
    printf("%d %d %d\n", run(0), run(1), run(64)); // OUT: 0 0 0
    return 0;
}
