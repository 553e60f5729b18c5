// RUN: %program %s
// A task that is cancelled unwinds to its root, and join gives zero; what it
// returns in an orderly way is its result; a join that is cancelled cancels.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int cleaned;

static void clean(int *x)
{
    cleaned += *x;
}

static long unwinds(chan(int) c)
{
    __attribute__((cleanup(clean))) int guard = 1;
    return chan_get(c);
}

static long reports(chan(int) c)
{
    int v;
    return chan_recv(c, &v) ? 0 : csp_why() == CSP_ECANCELED;
}

static long waits_for(chan(int) c)
{
    __attribute__((cleanup(clean))) int guard = 10;
    return join(spawn(unwinds(c)));
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    task(long) all[] = {spawn(unwinds(c)), spawn(reports(c)),
                        spawn(waits_for(c))};
    for (int i = 0; i < 3; i++) {
        yield();
        task_cancel(all[i]);
        long result = join(all[i]);
        printf("%ld %d\n", result, csp_why() == CSP_ECANCELED);
        // OUT: 0 1
        // OUT: 1 1
        // OUT: 0 1
    }
    task(long) early = spawn(unwinds(c));
    task_cancel(early);
    task_cancel(early);
    task_drop(early);
    while (csp_live() > 1)
        yield();
    printf("%d\n", (int)cleaned); // OUT: 13
    return 0;
}
