// RUN: %program %s
// Under CSP_DUMP=2 a dump tells of each task where it was started, by whom, and
// how long ago; each has a number.
#include <csp.h>
// UNSUPPORTED: stress
// WORKERS: 1 2
// ENV: CSP_DUMP=2
// ENV: CSP_CLOCK=virtual
// FLAGS: -Wno-csp-one-sided

static void wait(chan(int) c)
{
    chan_get(c);
}

static void serve(chan(int) c)
{
    go wait(c); // ERR-RE: number 3, started at .*:@LINE by task 0x[0-9a-f]+ \(number 2\), 20 ms ago
    csp_sleep(30 * CSP_MS);
}

static int held(chan(int) c)
{
    return chan_get(c);
}

int main(void) // ERR-RE: number 1, started at .*:@LINE, 20 ms ago
{
    chan(int) c = chan_make(int, 0);
    go serve(c); // ERR-RE: number 2, started at .*:@LINE by task 0x[0-9a-f]+ \(number 1\), 20 ms ago
    csp_sleep(10 * CSP_MS);
    task(int) t = spawn(held(c)); // ERR-RE: number 4, started at .*:@LINE by .* 10 ms ago
    csp_sleep(10 * CSP_MS);
    csp_dump(2);
    task_cancel(t);
    join(t);
    group () {
        go wait(c); // ERR-RE: number 5, started at .*:@LINE by .* 0 ms ago
        yield();
        csp_dump(2);
        chan_close(c);
    }
    csp_sleep(100 * CSP_MS);
    chan_release(c);
    return 0;
}
