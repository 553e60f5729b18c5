// RUN: %program %s
// Where TSan has not enough threads for all tasks, the others still run, order
// each other as ever, and the program says once what is not seen.
#include <csp.h>
#include <stdio.h>

enum { TASKS = 33000 };

static int counted; // handed on with the token

static void count(chan(int) token)
{
    chan_get(token);
    counted++;
    chan_send(token, 1);
}

int main(void)
{
    chan(int) token = chan_make(int, 1);
    for (int i = 0; i < TASKS; i++)
        go count(token);
    chan_send(token, 1);
    while (csp_live() > 1)
        csp_sleep(CSP_MS);
    printf("%d\n", counted); // OUT: 33000
    chan_release(token);
    return 0;
}
// ERR: csp: ThreadSanitizer can tell 32768 tasks apart; there are more, and races among those are not all found
// WORKERS: 2
// REQUIRES: tsan
