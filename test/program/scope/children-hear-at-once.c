// RUN: %program %s
// REQUIRES: proc
// The children of a group end with a scope around it, however deep they are and
// whatever the task does meanwhile that has opened it: in a shield, reading its
// results, computing. Those of a group in a shield do not.
// ENV: CSP_CLOCK=virtual
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int ended;

static void count(int *n)
{
    ended += *n;
}

static void waits(int n)
{
    __attribute__((cleanup(count))) int guard = n;
    csp_sleep(3600 * CSP_S);
}

static void deep(int depth)
{
    group () {
        if (depth) go deep(depth - 1);
        waits(1);
    }
}

static coroutine void shielded(void)
{
    shield () group () {
        go { csp_sleep(50); ended += 1000; }
        csp_sleep(30);
        printf("%d\n", (int)ended); // OUT: 1111
    }
}

int main(void)
{
    int why;
    within (10, &why) group () {
        go waits(1);
        par { go waits(10); go { par for (int i = 0; i < 10; i++) waits(10); } }
        within (CSP_S) group () {
            go deep(999);
            shield () csp_sleep(20);
            printf("%d\n", (int)ended); // OUT: 1111
            shielded();
        }
    }
    printf("%d %d\n", (int)ended, why == CSP_ETIMEDOUT); // OUT: 2111 1
    within (10, &why) group () {
        go waits(1);
        while (csp_sleep(20) == 0) continue;
        shield () csp_sleep(1);
        printf("%d\n", (int)ended); // OUT: 2112
    }
    printf("%d\n", why == CSP_ETIMEDOUT); // OUT: 1
    until (csp_now() + 10) group () {
        go waits(1);
        shield () csp_sleep(5);
        while (!csp_cancelled()) shield () csp_sleep(1);
        shield () csp_sleep(5);
        printf("%d\n", (int)ended); // OUT: 2113
    }
    within (10, &why) group () {
        go waits(1);
        shield () csp_sleep(20);
    }
    printf("%d %d\n", (int)ended, why == CSP_ETIMEDOUT); // OUT: 2114 1
    return 0;
}
