// RUN: %program %s
// go_in starts a child of a group that others have opened: from functions that
// its body calls, plain ones too, from children of it, and from a task to which
// somebody sent it. Its operand and the arguments may suspend.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int ended;

static int work(int n, int result)
{
    csp_sleep(n);
    ended++;
    return result;
}

static coroutine void helper(int n)
{
    csp_group *g = csp_group_here();
    go_in (g) work(n, 0);
    go_in (g) { csp_sleep(n); ended++; }
}

static void plain(csp_group *g, int n)
{
    if (n) go_in (g) work(n, 0); else go_in (csp_group_here()) { ended++; }
}

static void child(int depth)
{
    yield();
    if (depth) go_in (csp_group_here()) child(depth - 1);
    ended++;
}

static void outsider(chan(csp_group *) groups, chan(int) numbers)
{
    go_in (chan_get(groups)) work(chan_get(numbers), 0);
}

int main(void)
{
    int why;
    printf("%d\n", csp_group_here() == NULL); // OUT: 1
    group () {
        helper(3);
        plain(csp_group_here(), 3);
        plain(NULL, 0);
        within (CSP_S) par { helper(2); helper(1); }
    }
    printf("%d\n", (int)ended); // OUT: 8
    group () go child(9);
    printf("%d\n", (int)ended); // OUT: 18
    chan(csp_group *) groups = chan_make(csp_group *, 0);
    chan(int) numbers = chan_make(int, 0);
    go outsider(groups, numbers);
    group () {
        group () child(0);
        chan_send(groups, csp_group_here());
        chan_send(numbers, 5);
        yield();
    }
    printf("%d\n", (int)ended); // OUT: 20
    chan_release(groups);
    chan_release(numbers);
    group (&why) {
        csp_group *g = csp_group_here();
        task(int) t = spawn(work(1000000000, 0));
        go_in (g) work(0, -7);
        join(t);
    }
    printf("%d %d\n", why, (int)ended); // OUT: -7 21
    return 0;
}
