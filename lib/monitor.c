// SPDX-License-Identifier: MIT
// monitor.c: csp_monitor and csp_link: a task of its own waits for the end of
// others, by the promise that each of those has. Owns references on what it
// uses, so the handles may be used up meanwhile.
#include <csp_sync.h>

static void report(csp_exits exits, chan_out(struct csp_exit) to)
{
    struct csp_exit exit;
    bool moved = chan_recv(exits, &exit) && chan_send(to, exit);
    (void)moved; // nobody may be interested any more
    chan_release(exits);
    chan_release(to);
}

void csp__monitor(void *exits, csp_chan_out(struct csp_exit) to)
{
    if (exits) go
    report(chan_retain((csp_exits)exits), chan_retain(to));
}

static bool failed(const struct csp_exit *exit)
{
    return exit->why || exit->result;
}

static void join_fates(void *a, csp_exits exits_a, void *b, csp_exits exits_b)
{
    struct csp_exit exit;
    select
    {
        case_recv(exits_a, &exit)
            : if (failed(&exit)) csp__cancel_running(b, exits_b);
        break;
        case_recv(exits_b, &exit)
            : if (failed(&exit)) csp__cancel_running(a, exits_a);
        break;
    }
    chan_release(exits_a);
    chan_release(exits_b);
}

void csp__link(void *a, void *exits_a, void *b, void *exits_b)
{
    if (!a || !b) return;
    go
    join_fates(a, chan_retain((csp_exits)exits_a), b,
               chan_retain((csp_exits)exits_b));
}
