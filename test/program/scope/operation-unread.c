// RUN: %program %s
// A csp_operation of the program's own: nobody reads its result, so it leaves
// the scope that has ended, with the cleanups; read, it reports; a failure of
// its own, a timeout inside of it too, leaves nothing.
#include "Inputs/operation.h"
#include <stdio.h>

static csp_operation int take(chan(int) c, int64_t ns)
{
    int n = -1;
    within (ns) {
        if (!chan_recv(c, &n)) return -2;
    }
    return n;
}

static void released(int *n)
{
    printf("cleanup %d\n", *n);
}

static int unread(chan(int) c)
{
    int n __attribute__((cleanup(released))) = 1;
    take(c, 1);                   // its own deadline
    other_take(NULL, 0, NULL);    // a failure of its own
    other_take(c, 1, NULL);
    puts("goes on");              // OUT: goes on
    (void)other_take(c, 0, NULL); // OUT: cleanup 1
    puts("never");
    return 1;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    int why = 0, n = 0;
    within (CSP_MS, &why) unread(c);
    printf("%d\n", why == CSP_ETIMEDOUT); // OUT: 1
    within (CSP_MS, &why) {
        n = take(c, CSP_S);
        printf("%d %d\n", n, csp_cancel_point()); // OUT: -2 0
        take(c, CSP_S);
        puts("never");
    }
    printf("%d %d\n", why == CSP_ETIMEDOUT, csp_cancel_point()); // OUT: 1 1
    chan_send(c, 5);
    printf("%d\n", take(c, CSP_S)); // OUT: 5
}
// LINK: Inputs/operation-other.c
// ENV: CSP_CLOCK=virtual
