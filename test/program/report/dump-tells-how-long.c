// RUN: %program %s
// Under CSP_DUMP=2 a dump tells how long tasks have waited where they wait, and
// of several the shortest and the longest time.
#include <csp.h>
// UNSUPPORTED: stress
// WORKERS: 1 2
// ENV: CSP_DUMP=2
// ENV: CSP_CLOCK=virtual
// FLAGS: -Wno-csp-one-sided

static void wait(chan(int) c)
{
    chan_get(c); // ERR-RE: wait at .*:@LINE: receive c x 2, for 10 to 30 ms$
    chan_get(c); // ERR-RE: wait at .*:@LINE: receive c \(channel 0x[0-9a-f]+\), for 20 ms$
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go wait(c);
    csp_sleep(20 * CSP_MS);
    chan_send(c, 1);
    yield();
    par {
        {
            csp_sleep(40 * CSP_MS); // ERR-RE: at .*:@LINE: sleep, for 20 ms$
        }
        {
            csp_sleep(20 * CSP_MS);
            csp_dump(2);
            chan_send(c, 2);
        }
    }
    go wait(c);
    csp_sleep(20 * CSP_MS);
    go wait(c);
    csp_sleep(10 * CSP_MS);
    csp_dump(2);
    for (int i = 0; i < 4; i++)
        chan_send(c, i);
    chan_release(c);
    return 0;
}
