// RUN: %program %s
// A value that never comes unwinds from wherever its expression stands, and
// what stands around it is not done.
#include <csp.h>
#include <stdio.h>

static int wrong, reached;

static coroutine int take(chan(int) c, int more)
{
    return chan_get(c) + more;
}

#define NEVER(...) within (1000) { reached++; __VA_ARGS__; wrong++; }

static coroutine int gives(chan(int) c)
{
    within (1000) return ({ int q = chan_get(c); wrong++; q; });
    return 3;
}

int main(void)
{
    chan(int) c = chan_make(int, 0), full = chan_make(int, 1);
    int v = 1;
    NEVER(v = chan_get(c))
    NEVER(v = 2 + chan_get(c) * 2)
    NEVER(int a[2] = { chan_get(c), 3 }; v = a[0])
    NEVER(if (0 || chan_get(c)) v = 2)
    NEVER(while (chan_get(c)) v = 3)
    NEVER(switch (chan_get(c)) { default: v = 4; })
    NEVER(take(c, v = 1))
    NEVER(v = take(c, chan_get(c)))
    NEVER(go take(c, chan_get(c)))
    NEVER(task_drop(spawn(take(c, chan_get(c)))))
    NEVER(v = 0 ? 1 : (chan_get(c), 4))
    NEVER(within (chan_get(c)) v = 5)
    NEVER(group () go_in (csp_group_here()) take(c, chan_get(c)))
    NEVER(par { chan_get(c); take(c, 1); })
    NEVER(for (int i = chan_get(c); i < 1; i++) v = 6)
    v += gives(c);
    printf("%d %d %d\n", v, wrong, reached); // OUT: 4 0 15
    within (0) chan_send(full, 5);
    printf("%td\n", (ptrdiff_t)chan_len(full)); // OUT: 0
    chan_send(full, 6);
    within (0) v = chan_get(full);
    printf("%d\n", chan_try_recv(full, &v)); // OUT: 1
    printf("%d\n", v); // OUT: 6
    within (0) printf("%d\n", chan_try_send(full, 7)); // OUT: 1
    chan_release(c);
    chan_release(full);
    return csp_live() == 1 ? 0 : 1;
}
