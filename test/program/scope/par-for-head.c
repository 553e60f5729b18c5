// RUN: %program %s
// REQUIRES: proc
// What unwinds out of the head of a par for waits for its turns, which are
// cancelled, and goes on.
// ENV: CSP_CLOCK=virtual
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int cleaned;

static void clean(int *x)
{
    cleaned += *x;
}

static void wait_long(void)
{
    __attribute__((cleanup(clean))) int guard = 1;
    csp_sleep(3600 * CSP_S);
}

static void starts(chan(int) c)
{
    __attribute__((cleanup(clean))) int guard = 100;
    par for (int i = 0; i + chan_get(c) < 100; i++) wait_long();
    puts("never");
}

int main(void)
{
    int why;
    within (50, &why) {
        par for (int i = 0; i < 100; csp_sleep(10), i++) wait_long();
        puts("never");
    }
    printf("%d %d\n", (int)cleaned, why == CSP_ETIMEDOUT); // OUT: 5 1
    chan(int) c = chan_make(int, 5);
    for (int i = 0; i < 5; i++)
        chan_send(c, 0);
    within (50, &why) group () starts(c);
    printf("%d %d\n", (int)cleaned, why == CSP_ETIMEDOUT); // OUT: 110 1
    chan_release(c);
    return csp_live() == 1 ? 0 : 1;
}
