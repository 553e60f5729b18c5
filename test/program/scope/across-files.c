// RUN: %program %s
// A deadline, and a failing child, unwind through coroutines of another file,
// by name and through a pointer, with the cleanups there.
#include "Inputs/across-files.h"
#include <stdio.h>

static int here(chan(int) c)
{
    struct held h __attribute__((cleanup(held_release))) = held_take();
    return other_wait(c, 3) + h.number;
}

static int ask(way *by, chan(int) c)
{
    int why, n = 1;
    within(CSP_MS, &why) n = by(c, 2);
    return why == CSP_ETIMEDOUT && n == 1;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    int why;
    within(CSP_MS, &why) here(c);
    printf("%d %d\n", why == CSP_ETIMEDOUT, held_now()); // OUT: 1 0
    int asked = ask(other_wait, c);
    printf("%d %d\n", asked, held_now()); // OUT: 1 0
    group(&why)
    {
        go
        here(c);
        go
        other_wait(c, 2);
        go
        other_fails(7);
    }
    printf("%d %d\n", why, held_now()); // OUT: -7 0
    task(int) t = spawn(other_wait(c, 1));
    csp_sleep(CSP_MS);
    task_cancel(t);
    int result = join(t);
    printf("%d %d %d\n", result, csp_why() == CSP_ECANCELED, held_now());
    // OUT: 0 1 0
}
// LINK: Inputs/across-files-other.c
// ENV: CSP_CLOCK=virtual
