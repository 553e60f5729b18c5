#include "across-files.h"
#include <stdatomic.h>

static atomic_int taken;

struct held held_take(void)
{
    return (struct held){++taken};
}

void held_release(struct held *held)
{
    if (held->number) taken--;
}

int held_now(void)
{
    return taken;
}

coroutine int other_wait(chan(int) c, int depth)
{
    struct held h __attribute__((cleanup(held_release))) = held_take();
    if (depth == 0) return chan_get(c);
    return other_wait(c, depth - 1) + h.number;
}

coroutine int other_fails(int code)
{
    csp_sleep(CSP_MS);
    return -code;
}
