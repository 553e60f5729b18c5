// Structs that are called as the runtime's, and a coroutine that another file
// has, too.
#include "other.h"

struct chan {
    double volts;
};

struct timer {
    struct chan *chan;
};

static csp_rwlock door = CSP_RWLOCK_INIT;

static int take(promise(int) first, int n)
{
    int squares[n], grid[n][2];
    char name[] = "taken";
    struct chan cable = {230};
    struct timer timer = {&cable};
    for (int i = 0; i < n; i++)
        squares[i] = grid[i][1] = i * i;
    int got = 0;
    chan_recv(first, &got);
    got += squares[n - 1] + grid[1][1]; // here
    return got + name[0] + (int)timer.chan->volts;
}

int main(void)
{
    promise(int) first = promise_make(int);
    chan(chan(int)) more = chan_make(chan(int), 1);
    csp_rwlock_rdlock(&door);
    task(int) mine = spawn(take(first, 4));
    go other(more);
    yield();
    promise_put(first, 1);
    join(mine);
    chan_close(more);
    csp_rwlock_unlock(&door);
    return 0;
}
