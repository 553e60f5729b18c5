// RUN: %program %s
// The report tells what each task is in: its deadline and how long it has
// still, its group, the group that it is a child of.
// REQUIRES: proc
// UNSUPPORTED: stress
#include <csp.h>
// WORKERS: 1
// ENV: CSP_CLOCK=virtual
// EXIT: 2

static void look(void)
{
    csp_sleep(50 * CSP_MS);
    csp_dump(2);
}

static int child(chan(int) c)
{
    within (INT64_MAX) return chan_get(c);
    // ERR-RE: :@LINE-1: receive c .*, within at .*:@LINE-1, child of the group
    return 0;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    go look();
    within (350 * CSP_MS) chan_get(c);
    // ERR-RE: :@LINE-1: receive c .*, within at .*:@LINE-1 \(300 ms more\)
    shield () group () {
        go child(c); // ERR-RE: child of the group at .*:@LINE-1$
        chan_get(c); // ERR-RE: c .*, group at .*:@LINE-2, shield at .*:@LINE-2$
    }
}
