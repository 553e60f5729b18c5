// RUN: %program %s
// The branches of a par, and the turns of a par for, end with the scope around
// it; the par waits for them all, and unwinds then.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int cleaned;

static void clean(int *x)
{
    cleaned += *x;
}

static void waits(chan(int) c)
{
    __attribute__((cleanup(clean))) int guard = 1;
    chan_get(c);
    puts("never");
}

static void spread(chan(int) c, int depth)
{
    if (depth == 0) {
        waits(c);
        return;
    }
    par {
        spread(c, depth - 1);
        par for (int i = 0; i < 3; i++) {
            __attribute__((cleanup(clean))) int guard = 10;
            csp_sleep(3600 * CSP_S);
            puts("never");
        }
    }
    puts("never");
}

static int spreads(chan(int) c)
{
    spread(c, 2);
    return 1;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    int why;
    within (CSP_MS, &why) spread(c, 3);
    printf("%d %d\n", why == CSP_ETIMEDOUT, (int)cleaned); // OUT: 1 91
    task(int) t = spawn(spreads(c));
    yield();
    task_cancel(t);
    printf("%d %d\n", join(t), (int)cleaned); // OUT: 0 152
    within (0) par {
        csp_sleep(3600 * CSP_S);
        shield () csp_sleep(1);
    }
    within (CSP_S) par {
        csp_sleep(1);
        puts("in time"); // OUT: in time
    }
    return 0;
}
