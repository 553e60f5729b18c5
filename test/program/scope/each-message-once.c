// RUN: %program %s
// A message that meets a deadline is received, or still with its sender: none
// is lost and none comes twice, however the two race.
#include <csp.h>
#include <stdio.h>
#ifdef SMALL
enum { TASKS = 4, EACH = 200 };
#else
enum { TASKS = 8, EACH = 2000 };
#endif

static void produce(chan(int) c, int from)
{
    for (int i = 0, turn = 0; i < EACH; turn++) {
        bool sent = false;
        within (turn % 5 * 1000) sent = chan_send(c, from * EACH + i);
        i += sent;
    }
    chan_retire(c);
}

static void consume(chan(int) c, chan(long) sums)
{
    long sum = 0, closed = 0;
    for (int turn = 0; !closed; turn++) {
        int v;
        within (turn % 7 * 1000) {
            if (chan_recv(c, &v))
                sum += v;
            else
                closed = csp_why() == CSP_ECLOSED;
        }
    }
    chan_send(sums, sum);
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    auto_chan(long) sums = chan_make(long, TASKS);
    chan_writers(c, TASKS);
    for (int i = 0; i < TASKS; i++) {
        go produce(c, i);
        go consume(c, sums);
    }
    long sum = 0, all = (long)TASKS * EACH;
    for (int i = 0; i < TASKS; i++)
        sum += chan_get(sums);
    printf("%d\n", sum == all * (all - 1) / 2); // OUT: 1
    return 0;
}
