// RUN: %program %s
// Who leaves a group by a jump, or is cancelled, cancels the children and waits
// for them first: nothing is left running behind it.
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

static void tree(chan(int) c, int depth)
{
    group () {
        if (depth == 0) waits(c);
        go tree(c, depth - 1);
        go tree(c, depth - 1);
    }
}

static int returns(chan(int) c)
{
    group () {
        go waits(c);
        for (int i = 0;; i++) {
            int before = cleaned;
            go waits(c);
            if (i == 2) return before + 10;
        }
    }
    return 0;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    int why;
    for (int i = 0; i < 3; i++) {
        group () {
            go waits(c);
            if (i == 0) continue;
            if (i == 1) break;
        }
        puts("never");
    }
    printf("%d\n", (int)cleaned); // OUT: 2
    printf("%d\n", returns(c)); // OUT: 12
    printf("%d %zu\n", (int)cleaned, csp_live()); // OUT: 6 1
    within (CSP_MS, &why) group () {
        go waits(c);
        go waits(c);
    }
    printf("%d %d\n", why == CSP_ETIMEDOUT, (int)cleaned); // OUT: 1 8
    within (CSP_MS, &why) tree(c, 3);
    printf("%d %d %zu\n", why == CSP_ETIMEDOUT, (int)cleaned, csp_live());
    // OUT: 1 16 1
    return 0;
}
